package dev.merapi.distributions.internal.specimen;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A distribution as a function of its parameters, with parameters on which it can be tried and the
 * sets that each of them may come from.
 *
 * @param broadcasts whether axes on the left of each parameter make a batch
 */
public record Specimen(
    String name,
    List<Tensor> parameters,
    List<Constraint> domains,
    Function<List<Tensor>, Distribution> builder,
    boolean broadcasts) {
  /** Copies the lists. */
  public Specimen {
    parameters = List.copyOf(parameters);
    domains = List.copyOf(domains);
  }

  static Specimen specimen(
      String name, Function<Tensor[], Distribution> distribution, Argument... arguments) {
    return new Specimen(
        name,
        Stream.of(arguments).map(Argument::value).toList(),
        Stream.of(arguments).map(Argument::domain).toList(),
        p -> distribution.apply(p.toArray(Tensor[]::new)),
        true);
  }

  /** The same, where the axes on the left of a parameter are not those of a batch. */
  Specimen unbroadcast() {
    return new Specimen(name, parameters, domains, builder, false);
  }

  /** The distribution with the parameters of the specimen. */
  public Distribution distribution() {
    return builder.apply(parameters);
  }

  /** The same distribution with other parameters of the same domains. */
  public Specimen with(List<Tensor> others) {
    return new Specimen(name, others, domains, builder, broadcasts);
  }

  @Override
  public String toString() {
    return name;
  }
}
