package dev.merapi.laws;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Value;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.effects.trace.Traced;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;

/**
 * Equality of models. Programs contain functions and cannot be compared, what they do can: two
 * models are equal if under every key tried they return the same and leave the same trace, bit for
 * bit.
 */
public final class Observe {
  private static final Vector<Key> KEYS = Vector.of(Key.of(1), Key.of(2), Key.of(3));

  private Observe() {}

  /** What one line of a trace shows. */
  public record Line(
      String name,
      Tensor value,
      Class<?> decidedBy,
      Vector<Frame> frames,
      Infer infer,
      Shape batch,
      Tensor logProb) {}

  /** What one run shows. */
  public record Report(Vector<Line> lines, Object result) {}

  /** The two models do the same. */
  public static Equation same(Model<?> left, Model<?> right) {
    return Equation.of(reports(left), reports(right));
  }

  /** What the model does under each of the keys. */
  public static Vector<Report> reports(Model<?> model) {
    return KEYS.map(key -> report(Trace.run(key, model)));
  }

  private static Report report(Traced<?> traced) {
    return new Report(lines(traced.trace()), String.valueOf(traced.value()));
  }

  /** What a trace shows. */
  public static Vector<Line> lines(Trace trace) {
    return trace.entries().values().map(Observe::line).toVector();
  }

  private static Line line(Entry entry) {
    return switch (entry) {
      case Entry.Sampled sampled ->
          new Line(
              sampled.name(),
              sampled.value(),
              sampled.site().value().getClass(),
              sampled.site().place().frames(),
              sampled.site().infer(),
              sampled.site().distribution().batchShape(),
              sampled.logProb());
      case Entry.Declared declared ->
          new Line(
              declared.name(),
              declared.value(),
              Value.class,
              declared.parameter().place().frames(),
              Infer.DEFAULT,
              Shape.SCALAR,
              Tensor.scalar(0));
    };
  }
}
