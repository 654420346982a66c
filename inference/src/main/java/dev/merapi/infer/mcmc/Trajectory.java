package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
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
  private double[] uniforms = new double[FIRST_UNIFORMS];
  private Subtree grown;
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
  }

  /** Where it is cut off. */
  NutsLimits limits() {
    return limits;
  }

  /** The transition from {@code start}: a state drawn from the trajectory through it. */
  Transition<Point, McmcInfo> from(Point start, Key key, Tuning tuning) {
    begin(start, key, tuning.metric());
    Key tree = key.fold(TREE);
    boolean endsForward = true;
    int depth = 0;
    while (depth < limits.maxDepth()) {
      drawUniforms(tree, 1 << depth);
      boolean goForward = goesForward(uniforms[0], depth);
      double stepSize = goForward ? tuning.stepSize() : -tuning.stepSize();
      if (!grow(goForward ? forward : backward, tuning.metric(), stepSize, depth)) {
        break;
      }
      if (goForward != endsForward) {
        whole.flip();
        endsForward = goForward;
      }
      boolean persists = Turning.persists(whole, grown);
      whole.extend(grown, uniforms[1 << depth]);
      depth++;
      if (!persists) {
        break;
      }
    }
    double acceptance = leapfrogs == 0 ? 0 : acceptanceSum / leapfrogs;
    return new Transition<>(
        new Point(whole.position, whole.logDensity, whole.gradient),
        new McmcInfo(acceptance, whole.energy, depth, leapfrogs, divergence));
  }

  private void begin(Point start, Key key, Metric metric) {
    forward.start(start, metric, key.fold(MOMENTUM));
    backward.start(forward);
    startEnergy = forward.energy();
    whole.single(forward, startEnergy, 1);
    acceptanceSum = 0;
    leapfrogs = 0;
    divergence = null;
  }

  /** Leaves 2ᵈ further states in {@code grown}; false if they turn among themselves or diverge. */
  private boolean grow(Phase z, Metric metric, double stepSize, int depth) {
    while (waiting.size() < depth) {
      waiting.add(new Subtree(potential.dimension()));
    }
    int states = 1 << depth;
    for (int j = 0; j < states; j++) {
      Leapfrog.step(potential, metric, stepSize, z);
      leapfrogs++;
      double energy = z.energy();
      double error = energy - startEnergy;
      double weight = Weight.of(error);
      acceptanceSum += Math.min(1, weight);
      if (limits.diverges(error)) {
        divergence = new Divergence(z.previous, z.position, error, z.logDensity);
        return false;
      }
      grown.single(z, energy, weight);
      int height = Integer.numberOfTrailingZeros(~j);
      for (int h = 0; h < height; h++) {
        if (!join(h, states + (states >> (h + 1)) + (j >> (h + 1)))) {
          return false;
        }
      }
      if (height < depth) {
        grown = waiting.set(height, grown);
      }
    }
    return true;
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
      Draws.uniform(tree, uniforms, 0, FIRST_UNIFORMS);
    } else if (first >= FIRST_UNIFORMS) {
      if (uniforms.length < 2 * first) {
        uniforms = Arrays.copyOf(uniforms, 2 * first);
      }
      Draws.uniform(tree, first, uniforms, first, first);
    }
  }
}
