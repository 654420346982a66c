package dev.merapi.laws.jqwik;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Model;
import dev.merapi.infer.Predictive;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.internal.jqwik.ModelSpecs;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What properties of models quantify over. Parameters of type {@link Key}, {@link Shape} and {@link
 * ModelSpec} need no more than {@code @ForAll}.
 */
public final class Generators {
  private static final double REACH = 3;

  private Generators() {}

  /** Keys; they shrink to that of 0. */
  public static Arbitrary<Key> keys() {
    return Arbitraries.longs().map(Key::of);
  }

  /** Shapes of up to so many axes, each of 1 to {@code largest} elements; they shrink to []. */
  public static Arbitrary<Shape> shapes(int axes, int largest) {
    return Arbitraries.integers()
        .between(1, largest)
        .array(int[].class)
        .ofMaxSize(axes)
        .map(Shape::of);
  }

  /**
   * Tensors in a constraint, of a shape [B.. E..]: images of normal numbers, which shrink to the
   * image of 0.
   */
  public static Arbitrary<Tensor> tensors(Constraint constraint, Shape shape) {
    Bijector onto = BijectTo.of(constraint);
    Shape free = onto.inverseShape(shape);
    return Combinators.combine(keys(), Arbitraries.doubles().between(0, REACH))
        .as((key, reach) -> onto.forward(normal(0, 1).expand(free).sample(key).times(reach)));
  }

  /**
   * Small programs with plates and branches, as data: {@code toModel()} is the program. They shrink
   * to fewer statements, smaller plates and simpler numbers.
   */
  public static Arbitrary<ModelSpec> programs() {
    return ModelSpecs.any();
  }

  /** Values of all sites of a model, its data drawn anew: by name. */
  public static Arbitrary<Map<String, Tensor>> draws(Model<?> model) {
    return keys()
        .map(
            key -> {
              Map<String, Tensor> draw = new LinkedHashMap<>(Predictive.prior(model, key, 1));
              draw.replaceAll((_, values) -> values.get(0));
              return draw;
            });
  }
}
