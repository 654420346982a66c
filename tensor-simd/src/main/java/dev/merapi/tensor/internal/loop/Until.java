package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Closure;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values that are tried again until each is kept. Operands are values [R.., E..], flags [R..] that
 * say which of them are kept, and the free tensors of the body. While one is not kept, and attempt
 * = first, first + 1, … is below {@code limit}, the body runs on (attempt, free) and gives new
 * values and flags: an element that was not kept takes its new value, and is kept if its flag is
 * not 0. The result is the values. No gradient.
 *
 * @param body takes the number of the attempt and the free tensors
 * @param refusal what is said where something is not kept at the limit; nothing is said if empty
 */
public record Until(Graph body, int first, int limit, String refusal) implements HigherOrder {
  /**
   * The values after all attempts; {@code next}, which gives new values and flags, is recorded on a
   * stand-in for the number of the attempt.
   */
  public static Tensor from(
      Tensor value,
      Tensor kept,
      int first,
      int limit,
      String refusal,
      Function<Tensor, List<Tensor>> next) {
    Symbolic.Input number = Symbolic.Input.of("attempt", Shape.SCALAR);
    Closure body = Closure.of(List.of(number), next.apply(number));
    List<Tensor> operands = new ArrayList<>(List.of(value, kept));
    operands.addAll(body.free());
    return new Until(body.graph(), first, limit, refusal).on(operands.toArray(Tensor[]::new));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape value = inputs.get(0);
    Shape kept = inputs.get(1);
    List<Shape> made =
        body.outputs().stream().map(line -> body.equations().get(line).shape()).toList();
    if (!made.equals(List.of(value, kept)) || !value.takeLeft(kept.rank()).equals(kept)) {
      throw new ShapeException(
          "Attempts begin with values %s, of which %s are kept, but the next ones have shapes %s"
              .formatted(value, kept, made));
    }
    return value;
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Interpreter attempt = Interpreter.of(body);
    int rows = inputs.get(1).count();
    int width = rows == 0 ? 0 : inputs.get(0).count() / rows;
    double[] kept = new double[rows];
    return (in, out) -> {
      System.arraycopy(in[0], 0, out, 0, out.length);
      System.arraycopy(in[1], 0, kept, 0, rows);
      for (int i = 1; i < body.inputs().size(); i++) {
        System.arraycopy(in[i + 1], 0, attempt.argument(i), 0, in[i + 1].length);
      }
      int number = first;
      for (; number < limit && !all(kept); number++) {
        attempt.argument(0)[0] = number;
        attempt.run();
        take(attempt.result(0), attempt.result(1), out, kept, width);
      }
      if (!refusal.isEmpty() && !all(kept)) {
        throw new ArgumentException(refusal);
      }
    };
  }

  private static void take(double[] value, double[] now, double[] out, double[] kept, int width) {
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] == 0) {
        System.arraycopy(value, i * width, out, i * width, width);
        kept[i] = now[i];
      }
    }
  }

  private static boolean all(double[] kept) {
    for (double flag : kept) {
      if (flag == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
