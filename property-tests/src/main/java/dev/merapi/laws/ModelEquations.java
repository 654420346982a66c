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
import java.util.List;

/**
 * Equality of models. Programs contain functions and cannot be compared, what they do can: two
 * models are equal if under every key tried they return the same and leave the same trace, bit for
 * bit.
 */
public final class ModelEquations {
  private static final List<Key> KEYS = List.of(Key.of(1), Key.of(2), Key.of(3));

  private ModelEquations() {}

  /** What one line of a trace shows. */
  public record Line(
      String name,
      Tensor value,
      Class<?> decidedBy,
      List<Frame> frames,
      Infer infer,
      Shape batch,
      Tensor logProb) {}

  /** What one run shows. */
  public record Report(List<Line> lines, Object result) {}

  /** The two models do the same. */
  public static Equation same(Model<?> left, Model<?> right) {
    return Equation.of(reports(left), reports(right));
  }

  /** What the model does under each of the keys. */
  public static List<Report> reports(Model<?> model) {
    return KEYS.stream().map(key -> report(Trace.run(key, model))).toList();
  }

  private static Report report(Traced<?> traced) {
    return new Report(lines(traced.trace()), String.valueOf(traced.value()));
  }

  /** What a trace shows. */
  public static List<Line> lines(Trace trace) {
    return trace.entries().values().stream().map(ModelEquations::line).toList();
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
