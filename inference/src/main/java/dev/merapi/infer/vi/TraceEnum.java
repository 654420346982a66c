package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Ledger;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.List;

/**
 * The evidence lower bound of a model and a guide whose marked sites are enumerated.
 *
 * <p>E over the guide of ln p(x, values) − ln q(values). Sites that are enumerated in the model
 * only are summed out: their sum replaces the densities that depend on them, so the guide need not
 * know them, and a guide without sites gives ln p(x). Sites that are enumerated in the guide are
 * weighted by their exact probabilities under it, in parallel or, where the guide branches on them,
 * one assignment after the other; several draws at once by 1/n each. Other sites of the guide are
 * drawn once for each particle: gradients flow through the draws where the laws are reparametrised,
 * and elsewhere come from the score function ({@link Score}). The bound and its gradient are
 * unbiased.
 *
 * <p>Guide and model run as if there were one world, so whatever they compute from enumerated
 * values means what it means in each. What a site depends on is read off the graph of its
 * log-probability, not off the order of sites, so no model is refused for a dependence that it does
 * not have.
 *
 * @param summing how sites enumerated in the model are summed out
 * @param particles the number of independent draws of the guide whose bounds are averaged, at least
 *     1. They stand side by side in a plate left of all others
 * @param analytic whether sites with a known divergence pay that in the place of a difference of
 *     densities ({@link Analytic})
 * @param baseline whether draws without a gradient have the mean cost of the other particles as
 *     their baseline ({@link Baseline})
 * @param landed whether densities of draws that gradients flow through leave out the parameters of
 *     the guide, whose part is 0 in the mean
 */
public record TraceEnum(
    Summing summing, int particles, boolean analytic, boolean baseline, boolean landed)
    implements Bound.Objective {
  /** Exact sums only, and one draw of what is not enumerated. */
  public static final TraceEnum EXACT = new TraceEnum(Summing.EXACT, 1, false, false, false);

  /** Checks the number of particles. */
  public TraceEnum {
    if (particles < 1) {
      throw new ModelException(
          "A bound takes %d particles; ask for at least one".formatted(particles));
    }
  }

  /** One draw of what is not enumerated. */
  public TraceEnum(Scaling scaling) {
    this(Summing.EXACT.with(scaling), 1, false, false, false);
  }

  /** With this many draws of what is not enumerated. */
  public TraceEnum particles(int count) {
    return new TraceEnum(summing, count, analytic, baseline, landed);
  }

  /**
   * With KL(q ‖ p) in closed form at the sites where it is known: less noise in the gradient where
   * the guide is far from the prior, and more where it is close to the posterior.
   */
  public TraceEnum analyticKl() {
    refuseBoth(landed);
    return new TraceEnum(summing, particles, true, baseline, false);
  }

  /**
   * With the mean cost of the other particles as baseline of draws without a gradient: the same
   * bound, and a gradient with the same mean and less noise. Takes two particles or more.
   *
   * @throws ModelException if the bound takes one particle
   */
  public TraceEnum withBaseline() {
    if (particles == 1) {
      throw new ModelException(
          "A baseline is the mean cost of the other particles, but the bound takes 1 particle; ask for particles(2).withBaseline() or more.");
    }
    return new TraceEnum(summing, particles, analytic, true, landed);
  }

  /**
   * Without the part of ∇ ln q that is 0 in the mean: the same bound, and a gradient with the same
   * mean, whose noise vanishes as the guide becomes the posterior, also that of full covariances
   * (Roeder, Wu and Duvenaud, <em>Sticking the landing</em>, NeurIPS 2017). More noise where the
   * guide is far off. The densities of flows keep theirs.
   */
  public TraceEnum stickingTheLanding() {
    refuseBoth(analytic);
    return new TraceEnum(summing, particles, false, baseline, true);
  }

  private static void refuseBoth(boolean other) {
    if (other) {
      throw new ModelException(
          "An analytic divergence has no noise that sticking the landing could take away, and needs the parameters that it leaves out. Ask for one of both.");
    }
  }

  /** The bound, averaged over the particles, shape []. */
  @Override
  public Tensor elbo(Model<?> model, Model<?> guide, Key key) {
    Tensor bound = Tensor.scalar(0);
    for (Branch branch : branches(guide, key)) {
      Runs runs = Runs.of(model, branch.guide(), particles, landed, key);
      Tensor one = bound(runs);
      bound =
          bound.plus(
              branch.values().isEmpty() ? one : one.times(branch.probability(runs.proposal())));
    }
    return particles == 1 ? bound : bound.div(particles);
  }

  private Vector<Branch> branches(Model<?> guide, Key key) {
    Vector<Branch> branches = Branch.of(guide, key);
    if (particles > 1 && branches.size() > 1) {
      throw new ModelException(
          "The guide enumerates %s sequentially, which has a meaning for one particle at a time, but the bound takes %d. Enumerate in parallel, or average the bound over keys."
              .formatted(Phrases.quoted(branches.head().values().keySet()), particles));
    }
    return branches;
  }

  /** The bounds of all particles together. */
  private Tensor bound(Runs drawn) {
    Runs runs = analytic ? Analytic.on(drawn) : drawn;
    Ledger ledger = runs.ledger(summing);
    Score score = Score.of(runs, ledger);
    Expectation expectation = new Expectation(ledger.proposals());
    Baseline others = new Baseline(particles, baseline, ledger.baselines());
    Tensor bound = Tensor.scalar(0);
    for (Factor gain : ledger.gains()) {
      Vector<Factor> weights = score.ofModel(gain.sites(), gain);
      others.add(gain, 1, weights);
      bound = bound.plus(expectation.of(gain, weights));
    }
    for (Group group : ledger.groups()) {
      Vector<String> sites = group.factors().flatMap(Factor::sites);
      for (Factor gain : group.sums()) {
        Vector<Factor> weights = score.ofModel(sites, gain);
        others.add(gain, 1, weights);
        bound = bound.plus(expectation.of(gain, weights));
      }
    }
    for (Factor loss : ledger.losses()) {
      Vector<Factor> weights = score.ofGuide(loss.sites().head(), loss);
      others.add(loss, -1, weights);
      bound = bound.minus(expectation.of(loss, weights));
    }
    boolean less = baseline || !ledger.baselines().isEmpty();
    return less ? bound.plus(others.of(ledger.scores())) : bound;
  }

  /** What is minimised: −elbo. */
  public Tensor loss(Model<?> model, Model<?> guide, Key key) {
    return elbo(model, guide, key).unaryMinus();
  }

  /**
   * What is worth knowing of a model and a guide before they are fitted: whether they fit together,
   * whether anything is enumerated, and sites whose order hides what they depend on.
   */
  public List<Finding> findings(Model<?> model, Model<?> guide, Key key) {
    Trace inGuide = Trace.run(key, guide).trace();
    Trace inModel = Trace.run(key, new Replay(inGuide).on(model)).trace();
    return new EnumerationAdvice(inModel, inGuide).findings().asJava();
  }

  /**
   * How gradients get past each site of the guide, what is summed out in the model, in what order,
   * at what cost; an approximation is called one.
   */
  @Override
  public String explain(Model<?> model, Model<?> guide, Key key) {
    Runs runs = Runs.of(model, branches(guide, key).head().guide(), particles, key);
    Vector<Group> groups = runs.ledger(summing).groups();
    FactorGraph graph = new FactorGraph(Vector.empty(), groups, LinkedHashMap.empty());
    Set<String> exact = analytic ? Analytic.sites(runs) : LinkedHashSet.empty();
    String sites =
        runs.proposal()
            .estimators()
            .filterValues(how -> how != Estimator.GIVEN)
            .map(site -> "%s: %s%n".formatted(site._1, phrase(site._1, runs, exact)))
            .mkString();
    return sites + approximations(graph) + graph.explain();
  }

  private String phrase(String site, Runs runs, Set<String> exact) {
    Estimator how = runs.proposal().estimators().get(site).get();
    String own = runs.baselines().containsKey(site) ? ", less its baseline" : "";
    String mean =
        how == Estimator.SCORE && baseline ? ", less the mean of the other particles" : "";
    return how.phrase() + own + mean + (exact.contains(site) ? ", analytic KL" : "");
  }

  /** The plates whose scale stands inside of a sum. */
  private static String approximations(FactorGraph graph) {
    Set<Tuple2<String, Double>> raised = LinkedHashSet.empty();
    for (Group group : graph.groups()) {
      for (Tuple2<String, Double> plate : group.plateScales()) {
        boolean outside =
            group
                .summed()
                .exists(site -> !site.home().exists(home -> home.name().equals(plate._1)));
        raised = outside && plate._2 != 1 ? raised.add(plate) : raised;
      }
    }
    return raised
        .map(
            plate ->
                "approximation: the product over plate '%s' is raised to the power %s before sites outside of it are summed out%n"
                    .formatted(plate._1, plate._2))
        .mkString();
  }
}
