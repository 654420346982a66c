package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.op.Cholesky;
import dev.merapi.tensor.internal.op.CholeskyAdjoint;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.IsNan;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MultiplyAdd;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.SolveTriangular;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Where;
import dev.merapi.tensor.internal.plan.Reductions.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Functions of small matrices, number by number, with the roundings of their kernels: chains of
 * fused multiply-adds in order, and inner products in eight lanes where a factor is a vector.
 */
record SmallMatrices(Writer writer) {
  private static final Ref ZERO = Reductions.ZERO;

  /** The order from which on the kernels take rows in blocks, and so in another order. */
  private static final int BLOCK = 32;

  private static final Ref NAN = new Ref.Literal(Double.NaN);

  /**
   * The multiplications, about, that a line takes here; more than any limit where it does not
   * belong here.
   *
   * @param operands the shapes of what it reads
   */
  static long work(Equation.Apply apply, List<Shape> operands) {
    Shape first = operands.getFirst();
    return switch (apply.primitive()) {
      case MatMul product ->
          (long) apply.shape().count() * first.size(product.transposeLeft() ? -2 : -1);
      case SolveTriangular _, Cholesky _, CholeskyAdjoint _ when first.size(-1) <= BLOCK ->
          (long) apply.shape().count() * first.size(-1);
      default -> Long.MAX_VALUE;
    };
  }

  /** The elements of a line, row-major, from those of what it reads. */
  List<Ref> elements(Equation.Apply apply, IntFunction<List<Ref>> line, IntFunction<Shape> shape) {
    List<List<Ref>> operands = apply.inputs().stream().map(line::apply).toList();
    List<Shape> shapes = apply.inputs().stream().map(shape::apply).toList();
    Shape batch = apply.shape().dropRight(2);
    List<Ref> elements = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      List<Ref[]> matrices = new ArrayList<>();
      for (int o = 0; o < operands.size(); o++) {
        int count = shapes.get(o).takeRight(2).count();
        int from = Operands.broadcastPosition(batch, shapes.get(o).dropRight(2), i) * count;
        matrices.add(operands.get(o).subList(from, from + count).toArray(Ref[]::new));
      }
      elements.addAll(matrix(apply, matrices));
    }
    return elements;
  }

  private List<Ref> matrix(Equation.Apply apply, List<Ref[]> operands) {
    int rows = apply.shape().size(-2);
    int columns = apply.shape().size(-1);
    Ref[] made =
        switch (apply.primitive()) {
          case MatMul product -> product(product, operands.get(0), operands.get(1), rows, columns);
          case SolveTriangular system ->
              solved(system, operands.get(0), operands.get(1), rows, columns);
          case Cholesky _ -> cholesky(operands.getFirst(), rows);
          case CholeskyAdjoint _ -> choleskyAdjoint(operands.get(0), operands.get(1), rows);
          default -> throw new IllegalStateException("Not number by number: " + apply.primitive());
        };
    return List.of(made);
  }

  private Ref[] product(MatMul product, Ref[] a, Ref[] b, int rows, int columns) {
    int inner = rows == 0 ? 0 : a.length / rows;
    boolean vector = rows == 1 || columns == 1;
    Ref[] elements = new Ref[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        List<Ref> lanes = new ArrayList<>();
        for (int lane = 0; lane < (vector ? Math.min(Reductions.LANES, inner) : 1); lane++) {
          Ref chain = ZERO;
          for (int p = lane; p < inner; p += vector ? Reductions.LANES : 1) {
            Ref left = a[product.transposeLeft() ? p * rows + i : i * inner + p];
            Ref right = b[product.transposeRight() ? j * inner + p : p * columns + j];
            chain = fma(left, right, chain);
          }
          lanes.add(chain);
        }
        elements[i * columns + j] = vector ? total(lanes, inner) : lanes.getFirst();
      }
    }
    return elements;
  }

  /** Lanes that are not there are 0, and change a total of −0. */
  private Ref total(List<Ref> lanes, int terms) {
    Reductions reductions = new Reductions(writer);
    Ref total = reductions.tree(lanes);
    return terms < Reductions.LANES ? reductions.add(total, ZERO) : total;
  }

  /** Row by row, in the order of their solution. */
  private Ref[] solved(SolveTriangular system, Ref[] t, Ref[] b, int n, int columns) {
    boolean forwards = system.lower() != system.transposed();
    Ref[] x = b.clone();
    for (int step = 0; step < n; step++) {
      int i = forwards ? step : n - 1 - step;
      for (int j = 0; j < columns; j++) {
        Ref chain = b[i * columns + j];
        for (int before = 0; before < step; before++) {
          int k = forwards ? before : n - 1 - before;
          Ref factor = t[system.transposed() ? k * n + i : i * n + k];
          chain = fma(minus(factor), x[k * columns + j], chain);
        }
        x[i * columns + j] = writer.write(new Divide(), chain, t[i * n + i]);
      }
    }
    return x;
  }

  /** A pivot that is not positive makes all that follow NaN, and so the last. */
  private Ref[] cholesky(Ref[] a, int n) {
    Ref[] l = new Ref[n * n];
    Arrays.fill(l, ZERO);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        Ref chain = a[i * n + j];
        for (int k = 0; k < j; k++) {
          chain = fma(minus(l[i * n + k]), l[j * n + k], chain);
        }
        l[i * n + j] =
            j < i
                ? writer.write(new Divide(), chain, l[j * n + j])
                : ifPositive(chain, writer.write(new Sqrt(), chain));
      }
    }
    Ref last = n == 0 ? ZERO : l[n * n - 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        l[i * n + j] = ifPositive(last, l[i * n + j]);
      }
    }
    return l;
  }

  private Ref ifPositive(Ref number, Ref value) {
    return writer.write(new Where(), writer.write(new Less(), ZERO, number), value, NAN);
  }

  /** From the last row to the first; 0 where there is no factor. */
  private Ref[] choleskyAdjoint(Ref[] l, Ref[] sensitivity, int n) {
    Ref[] bar = sensitivity.clone();
    for (int j = n - 1; j >= 0; j--) {
      Ref d = l[j * n + j];
      Ref pivot = bar[j * n + j];
      for (int i = j + 1; i < n; i++) {
        bar[i * n + j] = writer.write(new Divide(), bar[i * n + j], d);
        pivot = fma(minus(l[i * n + j]), bar[i * n + j], pivot);
      }
      pivot = writer.write(new Divide(), pivot, d);
      for (int q = 0; q < j; q++) {
        Ref sum = fma(minus(pivot), l[j * n + q], bar[j * n + q]);
        for (int i = j + 1; i < n; i++) {
          Ref factor = minus(bar[i * n + j]);
          sum = fma(factor, l[i * n + q], sum);
          bar[i * n + q] = fma(factor, l[j * n + q], bar[i * n + q]);
        }
        bar[j * n + q] = sum;
      }
      bar[j * n + j] = pivot;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        Ref half = writer.write(new Divide(), bar[i * n + j], new Ref.Literal(2));
        Ref none = writer.write(new IsNan(), l[0]);
        bar[i * n + j] = writer.write(new Where(), none, ZERO, half);
        bar[j * n + i] = bar[i * n + j];
      }
    }
    return bar;
  }

  private Ref fma(Ref a, Ref b, Ref c) {
    return writer.write(new MultiplyAdd(), a, b, c);
  }

  private Ref minus(Ref a) {
    return writer.write(new Neg(), a);
  }
}
