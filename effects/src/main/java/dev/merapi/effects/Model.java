package dev.merapi.effects;

import dev.merapi.tensor.Tensor;
import java.util.function.Function;

/**
 * A probabilistic program that returns an {@code A}: the free monad of three steps.
 *
 * <p>A model does nothing by itself. A handler asks for its first {@link #step()}, answers or
 * changes it, and goes on with the continuation that the step carries; a continuation may be called
 * many times, each with another value. What {@link #flatMap} writes down is removed by {@code
 * step()}, so handlers match on the four cases of {@link Step} only.
 *
 * <p>Laws: {@code pure(a).flatMap(f) = f(a)}; {@code m.flatMap(Models::pure) = m}; {@code
 * m.flatMap(f).flatMap(g) = m.flatMap(a -> f(a).flatMap(g))}. Any number of binds, nested either
 * way, runs on a constant stack and in linear time.
 */
public sealed interface Model<A> permits Model.Step, Bind {

  /** The first step of this program. */
  Step<A> step();

  /** This program, then the one that {@code next} makes of its result. */
  default <B> Model<B> flatMap(Function<? super A, ? extends Model<B>> next) {
    return new Bind<>(this, next);
  }

  /** This program with its result changed. */
  default <B> Model<B> map(Function<? super A, ? extends B> change) {
    return flatMap(a -> new Pure<B>(change.apply(a)));
  }

  /** This program, then {@code next}; the result of this one is not used. */
  default <B> Model<B> andThen(Model<B> next) {
    return flatMap(_ -> next);
  }

  /**
   * What a handler sees: a result, or something to decide together with the rest of the program.
   */
  sealed interface Step<A> extends Model<A> {
    @Override
    default Step<A> step() {
      return this;
    }

    /** This step with {@code after} put behind everything that follows it. */
    <B> Model<B> then(Function<? super A, ? extends Model<B>> after);
  }

  /** The end of a program. */
  record Pure<A>(A value) implements Step<A> {
    @Override
    public <B> Model<B> then(Function<? super A, ? extends Model<B>> after) {
      return after.apply(value);
    }
  }

  /** A random variable; the program goes on with its value. */
  record Sample<A>(Site site, Function<Tensor, Model<A>> next) implements Step<A> {
    @Override
    public <B> Model<B> then(Function<? super A, ? extends Model<B>> after) {
      return new Sample<>(site, value -> new Bind<>(next.apply(value), after));
    }
  }

  /** A value to be learned; the program goes on with it. */
  record Param<A>(Parameter parameter, Function<Tensor, Model<A>> next) implements Step<A> {
    @Override
    public <B> Model<B> then(Function<? super A, ? extends Model<B>> after) {
      return new Param<>(parameter, value -> new Bind<>(next.apply(value), after));
    }
  }

  /** A program that is repeated independently; the program goes on with what the body returns. */
  record Plate<B, A>(
      Extent extent, Function<Indices, Model<B>> body, Function<? super B, ? extends Model<A>> next)
      implements Step<A> {
    @Override
    public <C> Model<C> then(Function<? super A, ? extends Model<C>> after) {
      return new Plate<B, C>(extent, body, b -> new Bind<>(next.apply(b), after));
    }
  }
}
