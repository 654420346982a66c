package dev.merapi.laws;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import java.util.function.Function;

/** What holds for every rewrite, present and future. */
public final class RewriteEquations {
  private RewriteEquations() {}

  /** h(pure(a)) = pure(a). */
  public static <A> Equation unit(Rewrite h, A a) {
    return ModelEquations.same(h.on(Models.pure(a)), Models.pure(a));
  }

  /** h(m ≫= f) = h(m) ≫= (h ∘ f). */
  public static <A, B> Equation morphism(Rewrite h, Model<A> m, Function<A, Model<B>> f) {
    return ModelEquations.same(h.on(m.flatMap(f)), h.on(m).flatMap(a -> h.on(f.apply(a))));
  }

  /** on(f then g) = on(g) ∘ on(f). */
  public static Equation fusion(Rewrite f, Rewrite g, Model<?> m) {
    return ModelEquations.same(f.then(g).on(m), g.on(f.on(m)));
  }

  /** f ∘ g = g ∘ f. */
  public static Equation commute(Rewrite f, Rewrite g, Model<?> m) {
    return ModelEquations.same(f.on(g.on(m)), g.on(f.on(m)));
  }

  /** h ∘ h = h. */
  public static Equation idempotence(Rewrite h, Model<?> m) {
    return ModelEquations.same(h.on(h.on(m)), h.on(m));
  }

  /** f ∘ g = h. */
  public static Equation composition(Rewrite f, Rewrite g, Rewrite h, Model<?> m) {
    return ModelEquations.same(f.on(g.on(m)), h.on(m));
  }

  /** vectorize ∘ h = h ∘ vectorize. */
  public static Equation plates(Rewrite h, Model<?> m) {
    return ModelEquations.same(Plates.vectorize(h.on(m)), h.on(Plates.vectorize(m)));
  }
}
