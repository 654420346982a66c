package dev.merapi.laws.surface;

import dev.merapi.distributions.Distributions;
import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.laws.Equation;
import dev.merapi.report.result.Results;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

/** The modules that a user depends on, each known by one of its types. */
record Library(String module, Class<?> known) {
  static final List<Library> MODULES =
      List.of(
          new Library("tensor-simd", Tensor.class),
          new Library("distributions", Distributions.class),
          new Library("effects", Model.class),
          new Library("inference", Posterior.class),
          new Library("report", Results.class),
          new Library("property-tests", Equation.class));

  /** Every type that code outside the library can name. */
  static Stream<Class<?>> types() {
    return MODULES.stream().flatMap(library -> library.visible().stream());
  }

  /** The types of the module that code outside the library can name, by package and name. */
  List<Class<?>> visible() {
    return ClassFiles.in(known).filter(Visible::type).sorted(Listing.ORDER).toList();
  }

  @Override
  public String toString() {
    return module;
  }
}
