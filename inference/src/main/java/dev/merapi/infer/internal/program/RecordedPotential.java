package dev.merapi.infer.internal.program;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The log density of a dynamic model: the program is run again at every position, recording what
 * the gradient needs.
 */
public record RecordedPotential(
    Coordinates coordinates, Function<Map<String, Symbolic.Input>, Tensor> density)
    implements Potential {
  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    ArgumentException.ifNull(position, "Potential.logDensityAndGradient", "position");
    ArgumentException.ifNull(gradient, "Potential.logDensityAndGradient", "gradient");
    if (gradient.length != dimension()) {
      throw coordinates.mismatch(position.length, gradient.length);
    }
    Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
    coordinates
        .split(position)
        .forEach(
            (site, part) -> {
              Symbolic.Input input = Symbolic.Input.recorded(site, part.dense());
              input.promise(Bounds.REAL);
              inputs.put(site, input);
            });
    Tensor value = density.apply(inputs);
    List<Tensor> gradients = Gradient.ofRecorded(value, List.copyOf(inputs.values()));
    System.arraycopy(coordinates.join(gradients), 0, gradient, 0, gradient.length);
    return value.item();
  }

  @Override
  public RecordedPotential fork() {
    return this;
  }
}
