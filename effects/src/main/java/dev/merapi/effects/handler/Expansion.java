package dev.merapi.effects.handler;

import dev.merapi.effects.Addressed;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Models;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * A handler that replaces sites and parameters by programs, and carries a state from one to the
 * next. What a site becomes may have no sites, or several; their names must be new.
 *
 * <p>Every expansion without state is a monad morphism. It descends into plates, and leaves index
 * sets and hidden sites alone.
 *
 * @param <S> the state
 */
public interface Expansion<S> extends Handler {

  /**
   * What a program ends with: the state afterwards, and its result.
   *
   * @param <S> the state
   * @param <A> the result
   */
  record Outcome<S, A>(S state, A value) {}

  /** The state before the first site. */
  S start();

  /**
   * The program that stands for a site: its result is the state afterwards and the site's value.
   */
  Model<Outcome<S, Tensor>> site(S state, Site site);

  /** The program that stands for a parameter; the parameter itself unless overridden. */
  default Model<Outcome<S, Tensor>> parameter(S state, Parameter parameter) {
    return unchanged(state, parameter);
  }

  /** The program with every visible site and parameter replaced. */
  @Override
  default <A> Model<A> on(Model<A> model) {
    return from(start(), new Addressed(this).on(model)).map(Outcome::value);
  }

  /** The site itself. */
  default Model<Outcome<S, Tensor>> unchanged(S state, Site site) {
    return Models.sample(site).map(value -> new Outcome<>(state, value));
  }

  /** The parameter itself. */
  default Model<Outcome<S, Tensor>> unchanged(S state, Parameter parameter) {
    return Models.param(parameter).map(value -> new Outcome<>(state, value));
  }

  /** The program and the state after it, begun in {@code state}. */
  default <A> Model<Outcome<S, A>> from(S state, Model<A> model) {
    return switch (model.step()) {
      case Pure<A>(A value) -> Models.pure(new Outcome<>(state, value));
      case Sample<A>(Site site, var next) ->
          (site.isHidden() || site.isIndexSet() ? unchanged(state, site) : site(state, site))
              .flatMap(result -> from(result.state(), next.apply(result.value())));
      case Param<A>(Parameter parameter, var next) ->
          (parameter.isHidden() ? unchanged(state, parameter) : parameter(state, parameter))
              .flatMap(result -> from(result.state(), next.apply(result.value())));
      case Plate<?, A> plate -> inside(state, plate);
    };
  }

  private <B, A> Model<Outcome<S, A>> inside(S state, Plate<B, A> plate) {
    return new Plate<Outcome<S, B>, Outcome<S, A>>(
        plate.extent(),
        indices -> from(state, plate.body().apply(indices)),
        result -> from(result.state(), plate.next().apply(result.value())));
  }
}
