package dev.merapi.dist;

import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** A law as a function of its parameters, with parameters on which it can be tried. */
public record Specimen(
    String name, List<Tensor> parameters, Function<List<Tensor>, Distribution> builder) {
  /** Copies the list. */
  public Specimen {
    parameters = List.copyOf(parameters);
  }

  /** The law with the parameters of the specimen. */
  public Distribution law() {
    return builder.apply(parameters);
  }

  @Override
  public String toString() {
    return name;
  }
}
