package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Folds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One chain on its way: the loop body that folds transitions into a {@link Chain}. */
final class Recorder<S, I> {
  private final Kernel<S, I> kernel;
  private final int thinning;
  private final List<Column<S, I>> columns;
  private final List<String> names;
  private final int steps;
  private final int number;
  private final Key key;
  private final Folds keys;
  private long iteration;
  private S state;

  /** The figures of an iteration that is not kept. */
  private final double[] passing;

  private final List<double[]> draws = new ArrayList<>();
  private final List<double[]> figures = new ArrayList<>();
  private final List<DivergentDraw> divergences = new ArrayList<>();
  private long made;
  private long warmUps;
  private long warmUpLeapfrogs;
  private int warmUpDivergences;
  private long leapfrogs;
  private long startGradients;
  private List<Point> others = List.of();

  /** A chain that goes on from a state, with no draw yet. */
  Recorder(Kernel<S, I> kernel, ChainState from, int thinning) {
    this.kernel = kernel;
    this.thinning = thinning;
    this.columns = kernel.columns();
    this.names = columns.stream().map(Column::name).toList();
    this.passing = new double[columns.size()];
    this.steps = names.indexOf(Column.STEPS);
    this.number = from.chain();
    this.key = from.key();
    this.keys = new Folds(key);
    this.iteration = from.iteration();
    this.state = from.of(kernel);
  }

  /** A chain that goes on behind its last draw. */
  Recorder(Kernel<S, I> kernel, Chain before, int thinning) {
    this(kernel, before.last(), thinning);
    draws.addAll(List.of(before.rows()));
    figures.addAll(List.of(before.figures()));
    divergences.addAll(before.divergences());
    made = before.iterations();
    warmUps = before.warmUp().iterations();
    warmUpLeapfrogs = before.warmUp().leapfrogs();
    warmUpDivergences = before.warmUp().divergences();
    leapfrogs = before.leapfrogs();
    startGradients = before.warmUp().startGradients();
    others = before.warmUp().others();
  }

  /** A chain at its start. */
  Recorder(Kernel<S, I> kernel, ChainState first, int thinning, Found found) {
    this(kernel, first, thinning);
    startGradients = found.gradients();
    others = found.others();
  }

  /** One transition. */
  void step() {
    boolean warmingUp = beginsWarmUp();
    record(kernel.step(keys.at(iteration), state), warmingUp);
  }

  /** One transition of a kernel that asks; {@link #arrived} is called when it is done. */
  void start(Kernel.Asking<S, I> asking) {
    var _ = beginsWarmUp();
    asking.start(keys.at(iteration), state);
  }

  /** The transition that was begun. */
  void arrived(Transition<S, I> transition) {
    record(transition, warmUpLeft() > 0);
  }

  /** Whether the step that is due belongs to warm-up; then all draws do. */
  private boolean beginsWarmUp() {
    boolean warmingUp = warmUpLeft() > 0;
    if (warmingUp && made > warmUps) {
      forget();
    }
    return warmingUp;
  }

  private void record(Transition<S, I> transition, boolean warmingUp) {
    state = transition.state();
    I info = transition.info();
    iteration++;
    made++;
    Optional<Divergence> divergence = kernel.divergence(info);
    boolean kept = !warmingUp && (made - warmUps) % thinning == 0;
    double[] figure = kept ? new double[columns.size()] : passing;
    if (!kernel.figures(state, info, figure)) {
      for (int k = 0; k < figure.length; k++) {
        figure[k] = columns.get(k).value().applyAsDouble(state, info);
      }
    }
    long gradients = steps < 0 ? 0 : (long) figure[steps];
    if (warmingUp) {
      warmUps = made;
      warmUpLeapfrogs += gradients;
      warmUpDivergences += divergence.isPresent() ? 1 : 0;
      return;
    }
    leapfrogs += gradients;
    divergence.ifPresent(where -> divergences.add(new DivergentDraw(draws.size(), where)));
    if (kept) {
      draws.add(kernel.position(state));
      figures.add(figure);
    }
  }

  /** Back into warm-up: all draws belong to it. */
  private void forget() {
    warmUpLeapfrogs += leapfrogs;
    warmUpDivergences += divergences.size();
    leapfrogs = 0;
    draws.clear();
    figures.clear();
    divergences.clear();
  }

  long warmUpLeft() {
    return kernel.warmUpLeft(state);
  }

  /** The iterations since the first step. */
  long iteration() {
    return iteration;
  }

  int number() {
    return number;
  }

  /** The draws made. */
  int size() {
    return draws.size();
  }

  /** The iterations that are still to be made for so many draws, as far as is known. */
  long left(int wanted) {
    long warmUpLeft = warmUpLeft();
    long begun = warmUpLeft > 0 ? 0 : (made - warmUps) % thinning;
    return warmUpLeft + Math.max(0, (long) (wanted - draws.size()) * thinning - begun);
  }

  ChainProgress progress(boolean warmingUp, long done, long total) {
    double stepSize = kernel.tuning(state).map(tuning -> tuning.stepSize()).orElse(Double.NaN);
    return new ChainProgress(number, warmingUp, done, total, stepSize, divergences.size());
  }

  /** The last draw. */
  Drawn drawn() {
    int last = draws.size() - 1;
    return new Drawn(
        number,
        last,
        discrete(key).fold(last),
        draws.get(last).clone(),
        names,
        figures.get(last).clone());
  }

  /** The last iteration, of warm-up. */
  Drawn warmedUp() {
    int last = (int) (warmUps - 1);
    return new Drawn(
        number,
        last,
        discrete(key).fold("warm-up").fold(last),
        kernel.position(state).clone(),
        names,
        passing.clone());
  }

  /** The key of what is drawn given the draws of a chain with this key. */
  static Key discrete(Key key) {
    return key.fold("discrete");
  }

  /** What has been made so far. */
  Chain chain(boolean complete) {
    return new Chain(
        draws.toArray(double[][]::new),
        names,
        figures.toArray(double[][]::new),
        divergences,
        new WarmUpInfo(
            warmUps,
            warmUpLeapfrogs,
            startGradients,
            warmUpDivergences,
            kernel.tuning(state),
            kernel.learning(state),
            others),
        leapfrogs,
        made,
        new ChainState(number, key, iteration, kernel.codec().bytes(state)),
        complete);
  }
}
