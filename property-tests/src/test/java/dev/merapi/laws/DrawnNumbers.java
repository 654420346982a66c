package dev.merapi.laws;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Draws of every distribution of the registry and their densities, a line each. */
final class DrawnNumbers {
  private static final Shape SEVERAL = Shape.of(40);

  private DrawnNumbers() {}

  public static void main(String[] arguments) {
    lines().forEach(System.out::println);
  }

  static List<String> lines() {
    return Specimens.all().stream().map(DrawnNumbers::line).toList();
  }

  private static String line(Specimen specimen) {
    Distribution distribution = specimen.distribution();
    Tensor draws = distribution.sample(Key.of(11), SEVERAL);
    Tensor densities = distribution.logProb(draws);
    return "%s %x %x"
        .formatted(
            specimen.name(),
            Arrays.hashCode(draws.toArray()),
            Arrays.hashCode(densities.toArray()));
  }
}
