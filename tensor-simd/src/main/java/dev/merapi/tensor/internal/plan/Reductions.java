package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Finite;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Maximum;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Minimum;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Subtract;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reductions of a few terms, term by term, in the order of their kernels. */
record Reductions(Writer writer) {
  static final int LANES = 8;
  static final Ref ZERO = new Ref.Literal(0);

  /** Writes an operation on numbers, and says where its result is. */
  interface Writer {
    Ref write(Elementwise primitive, Ref... operands);
  }

  Ref of(Reduction reduction, List<Ref> terms, boolean alongRow) {
    return switch (reduction) {
      case Max _ -> extremum(new Maximum(), terms, Double.NEGATIVE_INFINITY);
      case Min _ -> extremum(new Minimum(), terms, Double.POSITIVE_INFINITY);
      case LogSumExp _ -> logSumExp(terms, alongRow);
      default -> total(terms, alongRow);
    };
  }

  private Ref total(List<Ref> terms, boolean alongRow) {
    return alongRow ? lanes(terms) : inOrder(terms, ZERO);
  }

  private Ref extremum(Elementwise primitive, List<Ref> terms, double identity) {
    if (terms.isEmpty()) {
      return new Ref.Literal(identity);
    }
    Ref best = terms.getFirst();
    for (Ref term : terms.subList(1, terms.size())) {
      best = writer.write(primitive, best, term);
    }
    return best;
  }

  /** m + ln Σ e^(x − m) with m the greatest term where that is finite, else 0. */
  private Ref logSumExp(List<Ref> terms, boolean alongRow) {
    Ref greatest =
        writer.write(new Finite(), extremum(new Maximum(), terms, Double.NEGATIVE_INFINITY));
    List<Ref> weights =
        terms.stream()
            .map(term -> writer.write(new Exp(), writer.write(new Subtract(), term, greatest)))
            .toList();
    return add(greatest, writer.write(new Log(), total(weights, alongRow)));
  }

  private Ref inOrder(List<Ref> terms, Ref start) {
    Ref total = start;
    for (Ref term : terms) {
      total = add(total, term);
    }
    return total;
  }

  /**
   * Lane j sums the terms j, j + 8, …; then ((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)); adding 0
   * makes −0 the 0 of an empty lane.
   */
  private Ref lanes(List<Ref> terms) {
    List<@Nullable Ref> lanes = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      Ref total = null;
      for (int i = lane; i < terms.size(); i += LANES) {
        total = total == null ? terms.get(i) : add(total, terms.get(i));
      }
      lanes.add(total);
    }
    return add(tree(lanes), ZERO);
  }

  /** The total of up to eight lanes; those that are not there are left out. */
  Ref tree(List<? extends @Nullable Ref> given) {
    List<@Nullable Ref> lanes = new ArrayList<>(given);
    while (lanes.size() < LANES) {
      lanes.add(null);
    }
    for (int half = LANES / 2; half >= 1; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes.set(lane, join(lanes.get(lane), lanes.get(lane + half)));
      }
    }
    Ref total = lanes.getFirst();
    return total == null ? ZERO : total;
  }

  private @Nullable Ref join(@Nullable Ref a, @Nullable Ref b) {
    return a == null ? b : b == null ? a : add(a, b);
  }

  Ref add(Ref a, Ref b) {
    return writer.write(new Add(), a, b);
  }
}
