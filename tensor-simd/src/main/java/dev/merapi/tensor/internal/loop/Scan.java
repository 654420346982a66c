package dev.merapi.tensor.internal.loop;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.LoopEmitter;
import dev.merapi.tensor.internal.graph.Closure;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A loop with carried state: (cₛ₊₁, yₜ) = body(cₛ, xₜ, free) for s = 0, …, steps − 1 with t = s, or
 * t = steps − 1 − s where it runs backwards. Operands are the first carries c₀, the sequences x
 * with a first axis of size {@code steps}, and the free tensors. The result is one packed axis, see
 * {@link ScanPack}: the carries (all of them, or only the last), then the outputs y in the order of
 * t. The adjoint is a scan in the opposite direction, {@link ScanReverse}.
 *
 * @param body takes the carries, one element of each sequence and the free tensors; gives the next
 *     carries and the outputs
 * @param carries how many tensors are carried
 * @param sequences how many sequences are read
 * @param steps how often the body runs
 * @param backwards whether the sequences are read from their end
 * @param keep whether all carries are part of the result: the reverse pass then need not compute
 *     them again
 */
public record Scan(
    Graph body, int carries, int sequences, int steps, boolean backwards, boolean keep)
    implements HigherOrder {
  /** From this many steps on, compiling the body pays. */
  private static final int MANY = 64;

  /**
   * The results of a loop whose step takes the carries and one element of each sequence, and gives
   * the next carries, then its outputs: the last carries, then the outputs along a first axis.
   */
  public static List<Tensor> run(
      List<Tensor> start,
      List<Tensor> sequences,
      int steps,
      BiFunction<List<Tensor>, List<Tensor>, List<Tensor>> step) {
    List<Symbolic.Input> carry =
        start.stream().map(tensor -> Symbolic.Input.of("carry", tensor.shape())).toList();
    List<Symbolic.Input> elements =
        sequences.stream()
            .map(sequence -> Symbolic.Input.of("element", sequence.shape().dropLeft(1)))
            .toList();
    List<Symbolic.Input> inputs = new ArrayList<>(carry);
    inputs.addAll(elements);
    Closure closure = Closure.of(inputs, step.apply(List.copyOf(carry), List.copyOf(elements)));
    List<Tensor> operands = new ArrayList<>(start);
    operands.addAll(sequences);
    operands.addAll(closure.free());
    Scan scan = new Scan(closure.graph(), start.size(), sequences.size(), steps, false, true);
    return scan.unpack(scan.on(operands.toArray(Tensor[]::new)));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    for (int i = 0; i < inputs.size(); i++) {
      Shape wanted = body.inputs().get(i).shape();
      Shape expected =
          i >= carries && i < carries + sequences ? Shape.of(steps).append(wanted) : wanted;
      if (!inputs.get(i).equals(expected)) {
        throw new ShapeException(
            "Operand %d of a scan over %d steps has shape %s, but the body wants %s"
                .formatted(i, steps, inputs.get(i), expected));
      }
    }
    return Shape.of(ScanPack.of(this).size());
  }

  /** The shapes of the body's results. */
  List<Shape> results() {
    return body.outputs().stream().map(line -> body.equations().get(line).shape()).toList();
  }

  /**
   * What this loop gives for several operands, [rows, packed].
   *
   * @param stacked the loop over all of them, whose carries and outputs have them along a first
   *     axis
   * @param packed its result
   * @param rows how many there are
   */
  public Tensor rows(Scan stacked, Tensor packed, int rows) {
    ScanPack one = ScanPack.of(this);
    ScanPack all = ScanPack.of(stacked);
    int steps = one.rows();
    Tensor carried = packed.slice(0, 0, steps * all.width()).reshape(steps, all.width());
    List<Tensor> columns = new ArrayList<>();
    int column = 0;
    List<Shape> shapes = results();
    for (Shape shape : shapes.subList(0, carries)) {
      int width = rows * shape.count();
      columns.add(carried.slice(1, column, column + width).reshape(steps, rows, shape.count()));
      column += width;
    }
    List<Tensor> parts = new ArrayList<>();
    if (!columns.isEmpty()) {
      Tensor row = Tensor.concat(-1, columns.toArray(Tensor[]::new));
      parts.add(row.moveAxis(1, 0).reshape(rows, steps * one.width()));
    }
    for (int i = carries; i < shapes.size(); i++) {
      Tensor output = all.output(packed, i).reshape(this.steps, rows, shapes.get(i).count());
      parts.add(output.moveAxis(1, 0).reshape(rows, this.steps * shapes.get(i).count()));
    }
    return Tensor.concat(-1, parts.toArray(Tensor[]::new));
  }

  /** The same loop with or without all carries in its result. */
  Scan keeping(boolean all) {
    return new Scan(body, carries, sequences, steps, backwards, all);
  }

  /** Short loops are run by the interpreter: for one run nothing else pays. */
  @Override
  public Kernel kernel(List<Shape> inputs) {
    return steps < MANY ? new ScanLoop(this, Interpreter.of(body)) : kernels(inputs).get();
  }

  /** One method where the body is a straight line, else a loop around the compiled body. */
  @Override
  public Supplier<Kernel> kernels(List<Shape> inputs) {
    Optional<Kernel> straight = LoopEmitter.of(body, ScanPack.of(this).frame(this));
    if (straight.isPresent()) {
      return straight::get;
    }
    Compiled code = Compiled.of(body);
    return () -> new ScanLoop(this, code.fork());
  }

  @Override
  public Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    if (!keep) {
      Tensor kept = keeping(true).on(inputs.toArray(Tensor[]::new));
      Tensor embedded = ScanPack.of(this).withoutCarries(adjoint);
      return keeping(true).vjp(operand, inputs, kept, embedded);
    }
    return new ScanReverse(this).adjoint(operand, inputs, output, adjoint);
  }

  /** The final carries, then the outputs, from a result. */
  public List<Tensor> unpack(Tensor packed) {
    ScanPack pack = ScanPack.of(this);
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < results().size(); i++) {
      parts.add(i < carries ? pack.carry(packed, i, pack.rows() - 1) : pack.output(packed, i));
    }
    return List.copyOf(parts);
  }
}
