package dev.merapi.effects.handler;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Addressed;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives parameters a prior: they become latent variables of the same name. A parameter that is
 * declared twice is drawn once. Since plates get their meaning outside of this handler, they treat
 * the priors of their body like any other site.
 *
 * <p>Laws: idempotent; the identity on programs without the named parameters.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="lift"}
 *
 * @param prior the prior of a parameter; none: it stays a parameter
 * @param names the names that were given, if any
 */
public record Lift(Function<Parameter, Optional<Distribution>> prior, Set<String> names)
    implements Handler {

  /** Copies the names. */
  public Lift {
    names = Set.copyOf(names);
  }

  /** The priors that a function gives. */
  public Lift(Function<Parameter, Optional<Distribution>> prior) {
    this(prior, Set.of());
  }

  /** The same prior for every parameter. */
  public static Lift all(Distribution prior) {
    return new Lift(_ -> Optional.of(prior));
  }

  /** Priors by name; other parameters stay. */
  public static Lift of(Map<String, ? extends Distribution> priors) {
    Map<String, Distribution> copy = Map.copyOf(priors);
    return new Lift(parameter -> Optional.ofNullable(copy.get(parameter.name())), copy.keySet());
  }

  @Override
  public <A> Model<A> on(Model<A> model) {
    return new Lifting(prior)
        .from(HashMap.empty(), new Addressed(this).on(model))
        .map(Expansion.Outcome::value);
  }

  /** The state: what was drawn for each parameter so far. */
  private record Lifting(Function<Parameter, Optional<Distribution>> prior)
      implements Expansion<io.vavr.collection.Map<String, Tensor>> {
    @Override
    public io.vavr.collection.Map<String, Tensor> start() {
      return HashMap.empty();
    }

    @Override
    public Model<Outcome<io.vavr.collection.Map<String, Tensor>, Tensor>> site(
        io.vavr.collection.Map<String, Tensor> drawn, Site site) {
      return unchanged(drawn, site);
    }

    @Override
    public Model<Outcome<io.vavr.collection.Map<String, Tensor>, Tensor>> parameter(
        io.vavr.collection.Map<String, Tensor> drawn, Parameter parameter) {
      String name = parameter.name();
      return prior
          .apply(parameter)
          .map(
              distribution ->
                  drawn
                      .get(name)
                      .map(Models::pure)
                      .getOrElse(() -> Models.sample(name, distribution))
                      .map(value -> new Outcome<>(drawn.put(name, value), value)))
          .orElseGet(() -> unchanged(drawn, parameter));
    }
  }
}
