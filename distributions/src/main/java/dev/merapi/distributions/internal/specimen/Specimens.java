package dev.merapi.distributions.internal.specimen;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every distribution with parameters on which it can be tried, in families. Being listed here is
 * being tested, at these parameters and at drawn ones: shapes, support, normalisation, sampler
 * against density, moments, gradients, extremes.
 */
public final class Specimens {
  private Specimens() {}

  /** All specimens. */
  public static List<Specimen> all() {
    return Stream.of(
            RealSpecimens.all(),
            PositiveSpecimens.all(),
            CountSpecimens.all(),
            VectorSpecimens.all(),
            PathSpecimens.all())
        .flatMap(List::stream)
        .toList();
  }
}
