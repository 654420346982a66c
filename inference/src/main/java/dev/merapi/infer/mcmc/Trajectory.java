package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import dev.merapi.tensor.internal.random.Tiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The growing trajectory of {@link Nuts}: it doubles, forwards or backwards in time, until it
 * turns.
 *
 * <p>The 2ᵈ states of doubling d arrive one by one. Like the digits of a binary counter, stretches
 * of equal length are joined as they complete: after state j, one join for each trailing 1 of j. At
 * most d stretches wait at a time, so memory is O(d · dimension) and nothing is allocated once the
 * stack has reached its depth.
 *
 * <p>It asks for one gradient after the other ({@link #begin}, {@link #give}), so that whoever runs
 * several of them can compute what they ask for in one pass.
 *
 * <p>Randomness belongs to the nodes of the tree, not to the order in which they are visited. Of
 * the uniform numbers u₀, u₁, … of a transition, bit d of u₀ is the direction of doubling d. The
 * join that completes node k of height h ≥ 1 within doubling d is decided by number 2ᵈ + 2ᵈ⁻ʰ + k,
 * the join with the rest of the trajectory by number 2ᵈ.
 */
final class Trajectory {
  static final long MOMENTUM = 0;
  static final long TREE = 1;

  /** Doublings 0 to 3 and all directions need sixteen numbers: most trees are decided by these. */
  private static final int FIRST_UNIFORMS = 16;

  private final Potential potential;
  private final NutsLimits limits;
  private final Phase forward;
  private final Phase backward;
  private final Subtree whole;
  private final List<Subtree> waiting = new ArrayList<>();
  private final Tiles room = new Tiles(FIRST_UNIFORMS);
  private double[] uniforms = new double[FIRST_UNIFORMS];
  private Subtree grown;
  private Phase z;
  private Key tree = Key.of(0);
  private Metric metric;
  private double stepSize;

  /** The step size with the sign of the present doubling. */
  private double step;

  private int depth;

  /** The states of the present doubling so far. */
  private int made;

  private boolean goesForward;

  /** Whether this doubling goes the other way than the one before. */
  private boolean flips;

  private boolean done = true;
  private double startEnergy;
  private double acceptanceSum;
  private int leapfrogs;
  private @Nullable Divergence divergence;

  Trajectory(Potential potential, NutsLimits limits) {
    int dimension = potential.dimension();
    this.potential = potential;
    this.limits = limits;
    this.forward = new Phase(dimension);
    this.backward = new Phase(dimension);
    this.whole = new Subtree(dimension);
    this.grown = new Subtree(dimension);
    this.z = forward;
    this.metric = Metric.unit(dimension);
  }

  /** Where it is cut off. */
  NutsLimits limits() {
    return limits;
  }

  /** The transition from {@code start}: a state drawn from the trajectory through it. */
  Transition<Point, McmcInfo> from(Point start, Key key, Tuning tuning) {
    begin(start, key, tuning);
    while (!done) {
      give(potential.logDensityAndGradient(z.position, z.gradient));
    }
    return transition();
  }

  /** Begins at {@code start}; then it is done, or asks for the gradient at {@link #position}. */
  void begin(Point start, Key key, Tuning tuning) {
    // Both keys at once: neither waits for the other.
    Key momentum = key.fold(MOMENTUM);
    tree = key.fold(TREE);
    forward.start(start, tuning.metric(), momentum);
    backward.start(forward, whole);
    startEnergy = forward.energy();
    whole.weigh(startEnergy, 1);
    acceptanceSum = 0;
    leapfrogs = 0;
    divergence = null;
    metric = tuning.metric();
    stepSize = tuning.stepSize();
    depth = 0;
    goesForward = true;
    done = false;
    beginDoubling();
  }

  /** Whether no gradient is asked for any more. */
  boolean isDone() {
    return done;
  }

  /** Where a gradient is asked for; only to be read. */
  double[] position() {
    return z.position;
  }

  /** Receives the gradient that is asked for. */
  double[] gradient() {
    return z.gradient;
  }

  /** Goes on to the next question, with the log density that was asked for. */
  void give(double logDensity) {
    z.logDensity = logDensity;
    grown.arrive(z, metric, step);
    leapfrogs++;
    double energy = z.energy();
    double error = energy - startEnergy;
    double weight = Weight.of(error);
    acceptanceSum += Math.min(1, weight);
    if (limits.diverges(error)) {
      divergence = new Divergence(z.previous, z.position, error, z.logDensity);
      done = true;
      return;
    }
    grown.weigh(energy, weight);
    int j = made++;
    int states = 1 << depth;
    int height = Integer.numberOfTrailingZeros(~j);
    for (int h = 0; h < height; h++) {
      if (!join(h, states + (states >> (h + 1)) + (j >> (h + 1)))) {
        done = true;
        return;
      }
    }
    if (height < depth) {
      grown = waiting.set(height, grown);
      Leapfrog.begin(metric, step, z);
    } else {
      endDoubling();
    }
  }

  /** The state that was drawn, once it is done. */
  Transition<Point, McmcInfo> transition() {
    double acceptance = leapfrogs == 0 ? 0 : acceptanceSum / leapfrogs;
    return new Transition<>(
        new Point(whole.position, whole.logDensity, whole.gradient),
        new McmcInfo(acceptance, whole.energy, depth, leapfrogs, divergence));
  }

  /** Sets out for 2ᵈ further states, unless the tree is as deep as it may be. */
  private void beginDoubling() {
    if (depth >= limits.maxDepth()) {
      done = true;
      return;
    }
    if (waiting.size() < depth) {
      waiting.add(new Subtree(potential.dimension()));
    }
    drawUniforms(tree, 1 << depth);
    boolean before = goesForward;
    goesForward = goesForward(uniforms[0], depth);
    flips = goesForward != before;
    z = goesForward ? forward : backward;
    step = goesForward ? stepSize : -stepSize;
    made = 0;
    Leapfrog.begin(metric, step, z);
  }

  /** All states of a doubling are in {@code grown}: they go to the end of the trajectory. */
  private void endDoubling() {
    if (flips) {
      whole.flip();
    }
    boolean persists = Turning.persists(whole, grown);
    whole.extend(grown, uniforms[1 << depth]);
    depth++;
    if (persists) {
      beginDoubling();
    } else {
      done = true;
    }
  }

  /**
   * Joins the stretch waiting at height h to the one just grown by uniform number {@code number}.
   */
  private boolean join(int h, int number) {
    Subtree earlier = waiting.get(h);
    if (!Turning.persists(earlier, grown)) {
      return false;
    }
    earlier.join(grown, uniforms[number]);
    waiting.set(h, grown);
    grown = earlier;
    return true;
  }

  /** Whether bit {@code depth} of the first uniform number says forward. */
  static boolean goesForward(double uniform, int depth) {
    return ((int) (uniform * (1 << NutsLimits.DEEPEST)) >> depth & 1) == 0;
  }

  /** Makes the numbers {@code first} to {@code 2·first − 1} of a doubling available. */
  private void drawUniforms(Key tree, int first) {
    if (first == 1) {
      Draws.uniform(room, tree, 0, uniforms, 0, FIRST_UNIFORMS);
    } else if (first >= FIRST_UNIFORMS) {
      if (uniforms.length < 2 * first) {
        uniforms = Arrays.copyOf(uniforms, 2 * first);
      }
      Draws.uniform(room, tree, first, uniforms, first, first);
    }
  }
}
