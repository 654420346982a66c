package dev.merapi.spark;

import dev.merapi.effects.Model;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/**
 * What is fitted again and again with other data: a public class with a public constructor without
 * arguments, since it is its name that goes to the executors, and not an object.
 */
public interface GroupModel {
  /** The model of some data, by name. */
  Model<?> model(Map<String, Tensor> data);

  /** How it is fitted; a fit has one thread. */
  default Sampler sampler() {
    return Sampler.nuts();
  }

  /**
   * A draw of all that is latent and of the data, for {@link ManyFits#replications}: {@link #model}
   * gets all of it, and is to look at the data alone.
   *
   * @throws ArgumentException if there is no simulator
   */
  default Map<String, Tensor> simulate(Key key) {
    throw new ArgumentException(
        "%s has no simulate(key), which replications need.".formatted(getClass().getName()));
  }
}
