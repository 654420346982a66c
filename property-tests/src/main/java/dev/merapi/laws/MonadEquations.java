package dev.merapi.laws;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import java.util.function.Function;

/** What makes models a monad. */
public final class MonadEquations {
  private MonadEquations() {}

  /** pure(a) ≫= f = f(a). */
  public static <A, B> Equation leftIdentity(A a, Function<A, Model<B>> f) {
    return Observe.same(Models.pure(a).flatMap(f), f.apply(a));
  }

  /** m ≫= pure = m. */
  public static <A> Equation rightIdentity(Model<A> m) {
    return Observe.same(m.flatMap(Models::pure), m);
  }

  /** (m ≫= f) ≫= g = m ≫= (a ↦ f(a) ≫= g). */
  public static <A, B, C> Equation associativity(
      Model<A> m, Function<A, Model<B>> f, Function<B, Model<C>> g) {
    return Observe.same(m.flatMap(f).flatMap(g), m.flatMap(a -> f.apply(a).flatMap(g)));
  }
}
