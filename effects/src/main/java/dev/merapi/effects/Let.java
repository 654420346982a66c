package dev.merapi.effects;

import io.vavr.Function3;
import io.vavr.Function4;
import io.vavr.Function5;
import io.vavr.Function6;
import io.vavr.Function7;
import io.vavr.Function8;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Programs one after the other, and then a body that knows all their results: {@code
 * let(sample("a", p), sample("b", q), (a, b) -> …)}. None of them depends on the results of the
 * others; where one does, it stands in the body.
 *
 * <p>Law: {@code let(a, b, f) = a.flatMap(x -> b.flatMap(y -> f.apply(x, y)))}, and so on for more.
 */
public abstract sealed class Let permits Models {
  Let() {}

  /** A program, and a body that knows its result: {@link Model#flatMap} with the name in front. */
  public static <A, R> Model<R> let(Model<A> a, Function<? super A, ? extends Model<R>> body) {
    return a.flatMap(body);
  }

  /** Two programs, and a body that knows their results. */
  public static <A, B, R> Model<R> let(
      Model<A> a, Model<B> b, BiFunction<? super A, ? super B, ? extends Model<R>> body) {
    return a.flatMap(y -> let(b, z -> body.apply(y, z)));
  }

  /** Three programs, and a body that knows their results. */
  public static <A, B, C, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Function3<? super A, ? super B, ? super C, ? extends Model<R>> body) {
    return a.flatMap(x -> let(b, c, (y, z) -> body.apply(x, y, z)));
  }

  /** Four programs, and a body that knows their results. */
  public static <A, B, C, D, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Model<D> d,
      Function4<? super A, ? super B, ? super C, ? super D, ? extends Model<R>> body) {
    return a.flatMap(w -> let(b, c, d, (x, y, z) -> body.apply(w, x, y, z)));
  }

  /** Five programs, and a body that knows their results. */
  public static <A, B, C, D, E, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Model<D> d,
      Model<E> e,
      Function5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends Model<R>> body) {
    return a.flatMap(v -> let(b, c, d, e, (w, x, y, z) -> body.apply(v, w, x, y, z)));
  }

  /** Six programs, and a body that knows their results. */
  public static <A, B, C, D, E, F, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Model<D> d,
      Model<E> e,
      Model<F> f,
      Function6<
              ? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends Model<R>>
          body) {
    return a.flatMap(u -> let(b, c, d, e, f, (v, w, x, y, z) -> body.apply(u, v, w, x, y, z)));
  }

  /** Seven programs, and a body that knows their results. */
  public static <A, B, C, D, E, F, G, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Model<D> d,
      Model<E> e,
      Model<F> f,
      Model<G> g,
      Function7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? extends Model<R>>
          body) {
    return a.flatMap(
        t -> let(b, c, d, e, f, g, (u, v, w, x, y, z) -> body.apply(t, u, v, w, x, y, z)));
  }

  /** Eight programs, and a body that knows their results. */
  public static <A, B, C, D, E, F, G, H, R> Model<R> let(
      Model<A> a,
      Model<B> b,
      Model<C> c,
      Model<D> d,
      Model<E> e,
      Model<F> f,
      Model<G> g,
      Model<H> h,
      Function8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? extends Model<R>>
          body) {
    return a.flatMap(
        s -> let(b, c, d, e, f, g, h, (t, u, v, w, x, y, z) -> body.apply(s, t, u, v, w, x, y, z)));
  }
}
