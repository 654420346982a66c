package dev.merapi.tensor.internal.binding;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.Vocabulary;
import dev.merapi.tensor.internal.op.ArgMax;
import dev.merapi.tensor.internal.op.ArgMin;
import dev.merapi.tensor.internal.op.Argsort;
import dev.merapi.tensor.internal.op.Axes;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Cumprod;
import dev.merapi.tensor.internal.op.Cumsum;
import dev.merapi.tensor.internal.op.Diagonal;
import dev.merapi.tensor.internal.op.Embed;
import dev.merapi.tensor.internal.op.Expand;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.LogCumSumExp;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Permute;
import dev.merapi.tensor.internal.op.Prod;
import dev.merapi.tensor.internal.op.Recurrence;
import dev.merapi.tensor.internal.op.Reshape;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.op.Slice;
import dev.merapi.tensor.internal.op.Sum;
import java.util.ArrayList;
import java.util.List;

/** Combinations over axes, and the same elements elsewhere, as primitives. */
interface Arrangements extends Vocabulary<Tensor, Shape> {
  @Override
  default Tensor sum(Tensor x, int... axes) {
    return new Sum(axes(x, axes)).on(x);
  }

  @Override
  default Tensor prod(Tensor x, int... axes) {
    return new Prod(axes(x, axes)).on(x);
  }

  @Override
  default Tensor max(Tensor x, int... axes) {
    return new Max(axes(x, axes)).on(x);
  }

  @Override
  default Tensor min(Tensor x, int... axes) {
    return new Min(axes(x, axes)).on(x);
  }

  @Override
  default Tensor argmax(Tensor x, int... axes) {
    return new ArgMax(axes(x, axes)).on(x);
  }

  @Override
  default Tensor argmin(Tensor x, int... axes) {
    return new ArgMin(axes(x, axes)).on(x);
  }

  @Override
  default Tensor logSumExp(Tensor x, int... axes) {
    return new LogSumExp(axes(x, axes)).on(x);
  }

  @Override
  default Tensor cumsum(int axis, Tensor x) {
    return new Cumsum(axis).on(x);
  }

  @Override
  default Tensor cumprod(int axis, Tensor x) {
    return new Cumprod(axis).on(x);
  }

  @Override
  default Tensor logCumSumExp(int axis, Tensor x) {
    return new LogCumSumExp(axis).on(x);
  }

  @Override
  default Tensor argsort(int axis, Tensor x) {
    return new Argsort(axis).on(x);
  }

  @Override
  default Tensor recurrence(int axis, Tensor decay, Tensor x) {
    return new Recurrence(axis).on(decay, x);
  }

  @Override
  default Tensor reshape(Tensor x, Shape target) {
    return new Reshape(target).on(x);
  }

  @Override
  default Tensor expand(Tensor x, Shape target) {
    return new Expand(target).on(x);
  }

  @Override
  default Tensor permute(Tensor x, List<Integer> order) {
    return new Permute(order).on(x);
  }

  @Override
  default Tensor slice(Tensor x, int axis, int start, int size, int step) {
    return new Slice(axis, start, size, step).on(x);
  }

  @Override
  default Tensor embed(Tensor x, int axis, int start, int step, int total) {
    return new Embed(axis, start, step, total).on(x);
  }

  @Override
  default Tensor concat(List<Tensor> parts, int axis) {
    return new Concat(axis).on(parts.toArray(Tensor[]::new));
  }

  @Override
  default Tensor diagonal(Tensor x) {
    return new Diagonal().on(x);
  }

  @Override
  default Tensor gather(Tensor table, Tensor positions) {
    return new Gather().on(table, positions);
  }

  @Override
  default Tensor gatherAt(Tensor table, List<Tensor> positions, int kept) {
    List<Tensor> operands = new ArrayList<>(List.of(table));
    operands.addAll(positions);
    return new GatherAt(kept).on(operands.toArray(Tensor[]::new));
  }

  @Override
  default Tensor scatterAdd(Tensor values, Tensor positions, int size) {
    return new ScatterAdd(size).on(values, positions);
  }

  private static Axes axes(Tensor x, int... axes) {
    return Axes.of(x.shape(), axes);
  }
}
