package dev.merapi.infer.internal.discrete;

import dev.merapi.infer.internal.worlds.Coupled;
import dev.merapi.infer.internal.worlds.Limit;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Sum;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The sums over plates that densities need, where they need more elements together than are gone
 * through one by one.
 *
 * @param sums each once
 * @param nodes for each place where one is computed what it is in all worlds
 */
record PlateSums(Vector<PlateSum> sums, IdentityHashMap<Tensor, Mapped> nodes) {

  /** No sums. */
  static final PlateSums NONE = new PlateSums(Vector.empty(), new IdentityHashMap<>());

  /** Those of some expressions. */
  static PlateSums in(Vector<Tensor> expressions, WorldSites known) {
    return in(expressions, known, known.worlds());
  }

  /** The same, whose expressions that need no sum are then known to {@code each}. */
  static PlateSums in(Vector<Tensor> expressions, WorldSites known, Worlds each) {
    if (!hasSum(expressions)) {
      return NONE;
    }
    PlateSums found = new PlateSums(Vector.empty(), new IdentityHashMap<>());
    for (Tensor expression : expressions) {
      if (!isSmall(each, expression)) {
        found = found.and(expression, each, known.all());
      }
    }
    return found;
  }

  private static boolean hasSum(Vector<Tensor> expressions) {
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Tensor expression : expressions) {
      for (Tensor node : Dependencies.inOrder(expression, seen)) {
        if (node instanceof Symbolic.Apply apply && Primitive.of(apply) instanceof Sum) {
          return true;
        }
        seen.add(node);
      }
    }
    return false;
  }

  private static boolean isSmall(Worlds worlds, Tensor logWeight) {
    return isMapped(worlds, logWeight, Limit.EACH)
        || isMapped(worlds, logWeight, WorldDensity.SMALL);
  }

  private static boolean isMapped(Worlds worlds, Tensor expression, Limit limit) {
    try {
      return worlds.of(expression, limit) != null;
    } catch (Coupled coupled) {
      return false;
    }
  }

  private PlateSums and(Tensor logWeight, Worlds each, Map<String, WorldSite> sites) {
    Vector<PlateSum> all = sums;
    for (Tensor node : Dependencies.inOrder(logWeight, nodes.keySet())) {
      if (node instanceof Symbolic.Apply apply
          && Primitive.of(apply) instanceof Sum sum
          && isMapped(each, apply.inputs().getFirst(), Limit.EACH)) {
        Mapped operand = each.of(apply.inputs().getFirst(), Limit.EACH);
        List<Integer> gone = sum.axes().fromRight();
        Option<PlateSum> found = PlateSum.of(operand, gone, sites, all.size());
        for (PlateSum next : found) {
          Option<PlateSum> before = all.find(next::hasSummandsOf);
          nodes.put(node, before.getOrElse(next).seenAs(next));
          all = before.isDefined() ? all : all.append(next);
        }
      }
    }
    return new PlateSums(all, nodes);
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** The sites, with the sums and the summands. */
  Map<String, WorldSite> and(Map<String, WorldSite> sites) {
    Map<String, WorldSite> all = sites;
    for (PlateSum sum : sums) {
      all = all.put(sum.part().name(), sum.part()).put(sum.total().name(), sum.total());
    }
    return all;
  }
}
