package dev.merapi.effects.collapse;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.Weight;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.internal.Provenance;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Optional;
import java.util.function.Function;

/**
 * Integrates a variable out of its conjugate observations: each becomes a factor, its probability
 * with the variable integrated out, and the variable is drawn last, from its law given all of them.
 * In plates this happens for each element. A masked observation does not count, and one of scale s
 * counts as its probability to the power of s; a scale that the variable has too stays outside of
 * the factor.
 *
 * <p>The rest of the program runs first with a name in place of the variable, then again with the
 * draw and the answers of the first time; no site occurs twice. Pairs: Beta with Bernoulli and
 * Binomial, Gamma with Poisson and Exponential, Normal with the location of a Normal, Dirichlet
 * with Categorical and Multinomial.
 *
 * <p>Law: the joint density of the values that are left is that of the original program.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="collapse"}
 */
public record Collapse(String name) implements Handler {

  @Override
  public <A> Model<A> on(Model<A> model) {
    return from(Plates.vectorize(model));
  }

  private <A> Model<A> from(Model<A> model) {
    return switch (model.step()) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          site.name().equals(name) && !site.isHidden()
              ? collapsed(site, next)
              : new Sample<>(site, value -> from(next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(parameter, value -> from(next.apply(value)));
      case Plate<?, A> plate -> from(Plates.vectorize(plate));
    };
  }

  private <A> Model<A> collapsed(Site site, Function<Tensor, Model<A>> next) {
    Weight weight = site.weight();
    if (!(site.value() instanceof Value.Latent)
        || weight.mask().isPresent()
        || !weight.scale().shape().broadcastsTo(site.distribution().batchShape())) {
      throw new ModelException(
          "Site '%s' in %s cannot be collapsed: only a latent variable without a mask, with one scale for each of its elements, can. Leave the site as it is."
              .formatted(name, site.place().describe()));
    }
    Shape shape = site.distribution().shape(Shape.SCALAR);
    Symbolic.Input unknown = Symbolic.Input.of(name, shape);
    return first(new Gathered(site, Vector.empty()), unknown, next.apply(unknown))
        .flatMap(
            gathered ->
                Models.sample(gathered.site())
                    .flatMap(draw -> again(gathered.answers(), next.apply(draw))));
  }

  /** The site with its law so far, and the answers so far; none: to be asked in the second run. */
  private record Gathered(Site site, Vector<Option<Tensor>> answers) {
    Gathered answered(Option<Tensor> answer) {
      return new Gathered(site, answers.append(answer));
    }
  }

  private <B> Model<Gathered> first(Gathered known, Symbolic.Input unknown, Model<B> model) {
    return switch (model.step()) {
      case Pure<B> _ -> Models.pure(known);
      case Sample<B>(Site site, var next) -> visit(known, unknown, site, next);
      case Param<B>(Parameter parameter, var next) ->
          Models.param(parameter)
              .flatMap(v -> first(known.answered(Option.some(v)), unknown, next.apply(v)));
      case Plate<?, B> plate -> first(known, unknown, Plates.vectorize(plate));
    };
  }

  private <B> Model<Gathered> visit(
      Gathered known, Symbolic.Input unknown, Site site, Function<Tensor, Model<B>> next) {
    if (site.isComputed() && !isFactor(site)) {
      Tensor value = site.value().toOptional().get();
      return first(known.answered(Option.none()), unknown, next.apply(value));
    }
    if (!Provenance.behind(site.distribution(), site.value().toOptional()).contains(name)) {
      return Models.sample(site)
          .flatMap(v -> first(known.answered(Option.some(v)), unknown, next.apply(v)));
    }
    Tensor observed = site.isObserved() ? site.value().toOptional().get() : unknown;
    Conjugacy update =
        (site.isObserved() ? update(known.site(), unknown, site) : Option.<Conjugacy>none())
            .filter(conjugate -> !Provenance.inputs(conjugate.evidence()).contains(name))
            .getOrElseThrow(() -> notConjugate(known.site(), site));
    return Models.sample(known.site().term(site.name(), update.evidence()))
        .flatMap(
            _ ->
                first(
                    new Gathered(
                        known.site().distributed(update.posterior()),
                        known.answers().append(Option.some(observed))),
                    unknown,
                    next.apply(observed)));
  }

  private static Option<Conjugacy> update(Site parameter, Tensor unknown, Site site) {
    Distribution law = site.distribution();
    Tensor value = site.value().toOptional().get();
    Tensor weight = site.weight().scale().div(parameter.weight().scale());
    Optional<Tensor> mask = site.weight().mask();
    Tensor seen = mask.map(m -> present(m, law, value)).orElse(value);
    return Conjugacy.update(
        parameter.distribution(), unknown, law, seen, mask.map(weight::times).orElse(weight));
  }

  /** The value where it counts, and any value of the support elsewhere. */
  private static Tensor present(Tensor mask, Distribution law, Tensor value) {
    Tensor perElement = mask;
    for (int i = 0; i < law.eventDim(); i++) {
      perElement = perElement.unsqueeze(-1);
    }
    return Tensor.where(perElement, value, law.support().interior(law.shape(Shape.SCALAR)));
  }

  private static boolean isFactor(Site site) {
    return site.distribution() instanceof Certain point && point.isFactor();
  }

  private static <A> Model<A> again(Vector<Option<Tensor>> answers, Model<A> model) {
    return switch (model.step()) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          answers
              .head()
              .map(Models::pure)
              .getOrElse(() -> Models.sample(site))
              .flatMap(value -> again(answers.tail(), next.apply(value)));
      case Param<A>(Parameter _, var next) ->
          Models.pure(answers.head().get())
              .flatMap(value -> again(answers.tail(), next.apply(value)));
      case Plate<?, A> plate -> again(answers, Plates.vectorize(plate));
    };
  }

  private ModelException notConjugate(Site parameter, Site site) {
    return new ModelException(
        "Site '%s' (%s) cannot be collapsed: site '%s' in %s depends on it and is not a conjugate observation (%s, %s). Leave '%s' as it is, or reparametrise it."
            .formatted(
                name,
                parameter.distribution().getClass().getSimpleName(),
                site.name(),
                site.place().describe(),
                site.distribution().getClass().getSimpleName(),
                site.isObserved() ? "observed" : "latent",
                name));
  }
}
