package dev.merapi.infer.vi;

import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Ledger;
import dev.merapi.infer.internal.discrete.Variables;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The weights of value 1 that carry the gradients of draws which have none of their own: a cost
 * times q(s) / ⌊q(s)⌋ for each such draw s that it may depend on, where ⌊·⌋ is a number, so that
 * gradients of any order are unbiased (Foerster et al., <em>DiCE: the infinitely differentiable
 * Monte Carlo estimator</em>, ICML 2018).
 *
 * <p>A cost of the guide may depend on what the guide drew before it. A cost of the model may
 * depend on the guide's draws of the sites up to it, and on what the guide drew before those. Where
 * a draw and a cost stand in the same plate, each element of the cost has the ratio of its own
 * element alone, unless a site outside of that plate was drawn in between and may carry one
 * element's draw to another. A draw along enumerated dims is no concern of a cost without them.
 */
final class Score {
  private record Ratio(int position, Factor factor) {}

  private final Map<String, Integer> inGuide;
  private final Map<String, Integer> inModel;
  private final Vector<Ratio> ratios;
  private final Map<Axis.Plate, SortedSet<Integer>> outside;

  private Score(
      Map<String, Integer> inGuide,
      Map<String, Integer> inModel,
      Vector<Ratio> ratios,
      Map<Axis.Plate, SortedSet<Integer>> outside) {
    this.inGuide = inGuide;
    this.inModel = inModel;
    this.ratios = ratios;
    this.outside = outside;
  }

  /** The weights of costs of a run of a guide, and of one of the model that follows it. */
  static Score of(Runs runs, Ledger ledger) {
    Proposal proposal = runs.proposal();
    Map<String, Integer> positions = positions(proposal.trace());
    Vector<Ratio> ratios =
        ledger
            .scores()
            .map(factor -> new Ratio(positions.get(factor.sites().head()).get(), factor));
    Map<Axis.Plate, SortedSet<Integer>> outside =
        ratios
            .flatMap(ratio -> ratio.factor().plates())
            .toSet()
            .toMap(plate -> plate, plate -> drawnOutside(plate, proposal, positions));
    return new Score(positions, reach(runs.model(), positions), ratios, outside);
  }

  private static Map<String, Integer> positions(Trace trace) {
    return LinkedHashMap.ofEntries(
        Vector.ofAll(trace.sites()).map(Entry.Sampled::name).zipWithIndex());
  }

  /** For each site of the model the last site of the guide among those up to it; −1 if none. */
  private static Map<String, Integer> reach(Trace model, Map<String, Integer> positions) {
    Map<String, Integer> reach = HashMap.empty();
    int last = -1;
    for (Entry.Sampled entry : model.sites()) {
      last = Math.max(last, positions.getOrElse(entry.name(), -1));
      reach = reach.put(entry.name(), last);
    }
    return reach;
  }

  private static SortedSet<Integer> drawnOutside(
      Axis.Plate plate, Proposal proposal, Map<String, Integer> positions) {
    SortedSet<Integer> drawn = new TreeSet<>();
    for (Tuple2<String, Estimator> site : proposal.estimators()) {
      Entry.Sampled entry = proposal.trace().sampled(site._1).get();
      if (site._2 != Estimator.GIVEN && !Variables.plates(entry.site()).contains(plate)) {
        drawn.add(positions.get(site._1).get());
      }
    }
    return drawn;
  }

  /** The weights of a cost that comes from a site of the guide. */
  Vector<Factor> ofGuide(String site, Factor cost) {
    return upTo(inGuide.get(site).get(), cost);
  }

  /** The weights of a cost that comes from sites of the model. */
  Vector<Factor> ofModel(Iterable<String> sites, Factor cost) {
    int last = -1;
    for (String site : sites) {
      last = Math.max(last, inModel.get(site).get());
    }
    return upTo(last, cost);
  }

  private Vector<Factor> upTo(int last, Factor cost) {
    return ratios
        .filter(ratio -> ratio.position() <= last)
        .filter(ratio -> cost.variables().containsAll(ratio.factor().variables()))
        .map(ratio -> reduced(ratio, last, cost.plates()));
  }

  private Factor reduced(Ratio ratio, int last, Set<Axis.Plate> plates) {
    Set<Axis.Plate> homes = ratio.factor().variables().flatMap(Axis.Variable::home);
    return ratio
        .factor()
        .without(
            axis ->
                axis instanceof Axis.Plate plate
                    && !homes.contains(plate)
                    && (!plates.contains(plate) || isCrossed(plate, ratio.position(), last)),
            (table, axes) -> table.sum(axes));
  }

  /** Whether something outside of a plate is drawn after one site and up to another. */
  private boolean isCrossed(Axis.Plate plate, int after, int upTo) {
    return !outside.get(plate).get().subSet(after + 1, upTo + 1).isEmpty();
  }
}
