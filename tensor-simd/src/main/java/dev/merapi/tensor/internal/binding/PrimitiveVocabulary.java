package dev.merapi.tensor.internal.binding;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.gradient.ReversePass;
import dev.merapi.tensor.internal.loop.Branch;
import dev.merapi.tensor.internal.loop.Scan;
import dev.merapi.tensor.internal.loop.Until;
import dev.merapi.tensor.internal.ode.Accuracy;
import dev.merapi.tensor.internal.ode.OdeSolve;
import dev.merapi.tensor.internal.op.Cholesky;
import dev.merapi.tensor.internal.op.EigenPacked;
import dev.merapi.tensor.internal.op.Fold;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.QrPacked;
import dev.merapi.tensor.internal.op.SolveTriangular;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Each word as an application of the primitive of that name. */
public final class PrimitiveVocabulary implements FunctionsOfOne, FunctionsOfSeveral, Arrangements {
  @Override
  public Tensor matmul(Tensor a, Tensor b) {
    return new MatMul(false, false).on(a, b);
  }

  @Override
  public Tensor cholesky(Tensor a) {
    return new Cholesky().on(a);
  }

  @Override
  public Tensor qrPacked(Tensor a) {
    return new QrPacked().on(a);
  }

  @Override
  public Tensor eigenPacked(Tensor a) {
    return new EigenPacked().on(a);
  }

  @Override
  public Tensor solveTriangular(Tensor a, Tensor b, boolean lower, boolean transposed) {
    return new SolveTriangular(lower, transposed).on(a, b);
  }

  @Override
  public List<Tensor> gradient(Tensor output, List<Tensor> wrt, boolean recorded) {
    return ReversePass.of(output, wrt, recorded);
  }

  @Override
  public Tensor fold(Tensor keys, Tensor counters) {
    return new Fold().on(keys, counters);
  }

  @Override
  public List<Tensor> scan(
      List<Tensor> start,
      List<Tensor> sequences,
      int steps,
      BiFunction<List<Tensor>, List<Tensor>, List<Tensor>> step) {
    return Scan.run(start, sequences, steps, step);
  }

  @Override
  public Tensor until(
      Tensor value,
      Tensor kept,
      int first,
      int limit,
      String refusal,
      Function<Tensor, List<Tensor>> next) {
    return Until.from(value, kept, first, limit, refusal, next);
  }

  @Override
  public Tensor branch(
      Tensor condition,
      List<Tensor> operands,
      Function<List<Tensor>, Tensor> yes,
      Function<List<Tensor>, Tensor> no) {
    return Branch.between(condition, operands, yes, no);
  }

  @Override
  public Tensor ode(
      BiFunction<Tensor, Tensor, Tensor> slope,
      Tensor start,
      Tensor times,
      boolean implicit,
      double relative,
      double absolute,
      int most) {
    return OdeSolve.run(slope, start, times, new Accuracy(implicit, relative, absolute, most));
  }

  @Override
  public String explainOde(
      BiFunction<Tensor, Tensor, Tensor> slope,
      Tensor start,
      Tensor times,
      boolean implicit,
      double relative,
      double absolute,
      int most) {
    return OdeSolve.describe(slope, start, times, new Accuracy(implicit, relative, absolute, most));
  }
}
