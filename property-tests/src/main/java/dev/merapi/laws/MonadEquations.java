package dev.merapi.laws;

import dev.merapi.effects.Let.Function3;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What makes models a monad. */
public final class MonadEquations {
  private MonadEquations() {}

  /** pure(a) ≫= f = f(a). */
  public static <A, B> Equation leftIdentity(A a, Function<A, Model<B>> f) {
    return ModelEquations.same(Models.pure(a).flatMap(f), f.apply(a));
  }

  /** m ≫= pure = m. */
  public static <A> Equation rightIdentity(Model<A> m) {
    return ModelEquations.same(m.flatMap(Models::pure), m);
  }

  /** (m ≫= f) ≫= g = m ≫= (a ↦ f(a) ≫= g). */
  public static <A, B, C> Equation associativity(
      Model<A> m, Function<A, Model<B>> f, Function<B, Model<C>> g) {
    return ModelEquations.same(m.flatMap(f).flatMap(g), m.flatMap(a -> f.apply(a).flatMap(g)));
  }

  /** let(a, b, f) = a ≫= (x ↦ b ≫= (y ↦ f(x, y))). */
  public static <A, B, C> Equation let(Model<A> a, Model<B> b, BiFunction<A, B, Model<C>> f) {
    return ModelEquations.same(Models.let(a, b, f), a.flatMap(x -> b.flatMap(y -> f.apply(x, y))));
  }

  /** let(a, b, c, f) = let(a, b, (x, y) ↦ c ≫= (z ↦ f(x, y, z))). */
  public static <A, B, C, D> Equation let(
      Model<A> a, Model<B> b, Model<C> c, Function3<A, B, C, Model<D>> f) {
    return ModelEquations.same(
        Models.let(a, b, c, f), Models.let(a, b, (x, y) -> c.flatMap(z -> f.apply(x, y, z))));
  }
}
