package dev.merapi.effects;

import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;

/**
 * A handler that changes sites one by one and leaves the program alone.
 *
 * <p>Every rewrite h is a monad morphism: {@code h.on(pure(a)) = pure(a)} and {@code
 * h.on(m.flatMap(f)) = h.on(m).flatMap(a -> h.on(f(a)))}. Rewrites fuse: {@code f.then(g).on(m) =
 * g.on(f.on(m))}, in one traversal. They descend into plates, whose index sets are sites too, and
 * do not see what a {@code block} further in has hidden.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="rewrite"}
 */
@FunctionalInterface
public interface Rewrite extends Handler {

  /** What becomes of a visible site. */
  Site site(Site site);

  /** What becomes of a visible parameter; unchanged unless overridden. */
  default Parameter parameter(Parameter parameter) {
    return parameter;
  }

  /** The program with every visible site and parameter rewritten. */
  @Override
  default <A> Model<A> on(Model<A> model) {
    return from(new Addressed(this).on(model));
  }

  private <A> Model<A> from(Model<A> model) {
    return switch (model.step()) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          new Sample<>(visible(site), value -> from(next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(visible(parameter), value -> from(next.apply(value)));
      case Plate<?, A> plate -> inside(plate);
    };
  }

  /** This rewrite first, then {@code outer}, which does not see what this one hides. */
  default Rewrite then(Rewrite outer) {
    return new Composed(this, outer);
  }

  /** The rewrite that changes nothing. */
  static Rewrite identity() {
    return site -> site;
  }

  private <B, A> Model<A> inside(Plate<B, A> plate) {
    return new Plate<B, A>(
        plate.extent().map(this::visible),
        indices -> from(plate.body().apply(indices)),
        result -> from(plate.next().apply(result)));
  }

  private Site visible(Site site) {
    return site.isHidden() ? site : site(site);
  }

  private Parameter visible(Parameter parameter) {
    return parameter.isHidden() ? parameter : parameter(parameter);
  }
}
