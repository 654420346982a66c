package dev.merapi.effects;

import dev.merapi.effects.Model.Step;
import java.util.function.Function;

/** {@code source}, then what {@code next} makes of its result. Never seen by handlers. */
record Bind<X, A>(Model<X> source, Function<? super X, ? extends Model<A>> next)
    implements Model<A> {
  /** Rotates binds to the right until a step is in front: a loop, so the stack stays constant. */
  @Override
  public Step<A> step() {
    Model<A> model = this;
    while (true) {
      switch (model) {
        case Step<A> step -> {
          return step;
        }
        case Bind<?, A> bind -> model = bind.rotated();
        case null -> throw noProgram();
      }
    }
  }

  private Model<A> rotated() {
    return switch (source) {
      case Step<X> step -> step.then(next);
      case Bind<?, X> inner -> inner.before(next);
      case null -> throw noProgram();
    };
  }

  private static ModelException noProgram() {
    return new ModelException(
        "flatMap: a function gave null in place of a program; pure(value) is the program that only gives a value");
  }

  private <B> Model<B> before(Function<? super A, ? extends Model<B>> after) {
    return new Bind<>(source, x -> new Bind<>(next.apply(x), after));
  }
}
