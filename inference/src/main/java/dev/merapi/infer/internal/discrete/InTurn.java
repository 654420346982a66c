package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Run;
import dev.merapi.effects.Site;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.World;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.sum.Choosing;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.function.Function;

/**
 * A program that looks at the numbers of its discrete sites, so that it is another program in each
 * world: the rest of it runs once for each value. Scales stand outside of the sum over the worlds,
 * so all sites need one.
 *
 * @param traces what happens in each world
 * @param logWeights their log-densities, not scaled
 */
public record InTurn(Vector<Trace> traces, Vector<Tensor> logWeights) {
  /** How many worlds are gone through. */
  static final double MOST = 1 << 14;

  /** All worlds of a program, in which {@code inside} decides about other sites. */
  public static InTurn of(Model<?> model, Rewrite inside, Key key) {
    Model<?> marked =
        inside.on(Plates.vectorize(new ConfigEnumerate(new Enumeration.Sequential()).on(model)));
    requireFew(Trace.run(key, new First().on(marked)).trace());
    Vector<Trace> traces = traces(marked, key);
    return new InTurn(traces, traces.map(InTurn::logWeight));
  }

  private static <A> Vector<Trace> traces(Model<A> marked, Key key) {
    return Vector.ofAll(Run.run(key, EnumerateSequential.worlds(marked)).all()).map(World::trace);
  }

  /** The world in which every site has its first value. */
  private record First() implements Rewrite {
    @Override
    public Site site(Site site) {
      if (!isMarked(site) || site.value().toOptional().isPresent()) {
        return site;
      }
      var distribution = site.distribution();
      Tensor first = distribution.enumerateSupport(false).get(0);
      return site.replayed(first.expand(distribution.shape(Shape.SCALAR)));
    }
  }

  private static boolean isMarked(Site site) {
    return site.isLatent()
        && site.infer().enumerate().filter(Enumeration.Sequential.class::isInstance).isPresent();
  }

  private static void requireFew(Trace first) {
    double worlds = 1;
    Vector<String> names = Vector.empty();
    for (Entry.Sampled entry : first.latents()) {
      if (isMarked(entry.site())) {
        int values = entry.site().distribution().enumerateSupport(false).size(0);
        worlds *= Math.pow(values, entry.site().distribution().batchShape().count());
        names = names.append(entry.name());
      }
    }
    if (worlds > MOST) {
      throw new ModelException(
          ("The program looks at the number of an enumerated site, so it has to run once for each"
                  + " combination of the values of %s: about %.3g runs, and %.0f are the most. Use"
                  + " tensor operations (where, comparisons, gathers) instead of Java control flow:"
                  + " then it runs once.")
              .formatted(Phrases.quoted(names), worlds, MOST));
    }
  }

  private static Tensor logWeight(Trace trace) {
    Tensor total = Tensor.scalar(0);
    for (Entry.Sampled entry : FactorGraph.densities(trace)) {
      total = total.plus(entry.unscaledLogProb().sum());
    }
    return total;
  }

  /** With something added to the log-weight of each world. */
  public InTurn plus(Function<Trace, Tensor> term) {
    return new InTurn(
        traces, traces.zipWith(logWeights, (trace, weight) -> weight.plus(term.apply(trace))));
  }

  /** ln Σ of the weights, not scaled, shape []. */
  public Tensor logSum() {
    return Tensor.stack(0, logWeights.toJavaArray(Tensor[]::new)).logSumExp(0);
  }

  /** The one scale of all sites. */
  public Tensor scale() {
    Vector<Site> sites =
        traces.flatMap(FactorGraph::densities).map(Entry.Sampled::site).distinctBy(Site::name);
    return sites.isEmpty() ? Tensor.scalar(1) : new CommonScale(sites, Summing.EXACT).common();
  }

  /** The world that is most probable. */
  public Trace mode() {
    return traces.zip(logWeights).maxBy(pair -> pair._2.item()).get()._1;
  }

  /** A world, with the probability that it has. */
  public Trace draw(Key key) {
    Tensor table = Tensor.stack(0, logWeights.toJavaArray(Tensor[]::new));
    Tensor chosen = Choosing.draw(key).of("worlds", Tensor.of(table.toArray()));
    return traces.get((int) chosen.item());
  }

  /** The values of the discrete sites of one of the worlds. */
  public static Map<String, Tensor> values(Trace world) {
    return LinkedHashMap.ofEntries(
        Vector.ofAll(world.latents())
            .filter(entry -> isMarked(entry.site()))
            .map(entry -> new Tuple2<>(entry.name(), entry.value())));
  }

  /**
   * The probability of each value of each site: name → [B.., K]; all worlds have the same sites.
   */
  public Map<String, Tensor> marginals() {
    Tensor evidence = logSum();
    Map<String, Tensor> sums = LinkedHashMap.empty();
    for (Tuple2<Trace, Tensor> world : traces.zip(logWeights)) {
      Tensor probability = world._2.minus(evidence).exp();
      for (Entry.Sampled entry : world._1.latents()) {
        if (!isMarked(entry.site())) {
          continue;
        }
        Tensor here = is(entry).times(probability);
        sums = sums.put(entry.name(), here, Tensor::plus);
      }
    }
    return sums;
  }

  /** 1 at the value that a site has: [B.., K]. */
  private static Tensor is(Entry.Sampled entry) {
    var distribution = entry.site().distribution();
    Tensor support = distribution.enumerateSupport(false);
    Tensor same = support.eq(entry.value());
    for (int i = 0; i < distribution.eventDim(); i++) {
      same = same.all(-1);
    }
    return same.moveAxis(0, same.rank() - 1);
  }
}
