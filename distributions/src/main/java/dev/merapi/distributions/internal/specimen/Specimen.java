package dev.merapi.distributions.internal.specimen;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Set;
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
    boolean broadcasts,
    Set<Exemption> exemptions) {
  /** What is not true of a distribution, as it is of all others. */
  public enum Exemption {
    /** The density is not meant to integrate to 1. */
    UNNORMALISED,
    /** Parameters move the ends of the support, so the score has a mean other than 0. */
    MOVES_ITS_SUPPORT
  }

  /** Copies the lists and the set. */
  public Specimen {
    exemptions = Set.copyOf(exemptions);
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
        true,
        Set.of());
  }

  /** The same, where the axes on the left of a parameter are not those of a batch. */
  Specimen unbroadcast() {
    return new Specimen(name, parameters, domains, builder, false, exemptions);
  }

  /** The same, of which something is not true. */
  Specimen except(Exemption... exemptions) {
    return new Specimen(name, parameters, domains, builder, broadcasts, Set.of(exemptions));
  }

  /** Whether the density is not meant to integrate to 1. */
  public boolean isUnnormalised() {
    return exemptions.contains(Exemption.UNNORMALISED);
  }

  /** Whether parameters move the ends of the support. */
  public boolean movesItsSupport() {
    return exemptions.contains(Exemption.MOVES_ITS_SUPPORT);
  }

  /** The distribution with the parameters of the specimen. */
  public Distribution distribution() {
    return builder.apply(parameters);
  }

  /** The same distribution with other parameters of the same domains. */
  public Specimen with(List<Tensor> others) {
    return new Specimen(name, others, domains, builder, broadcasts, exemptions);
  }

  @Override
  public String toString() {
    return name;
  }
}
