package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Markov kernel on states of any kind.
 *
 * <p>A step is a function of its arguments alone: the same key and state give the same transition,
 * bit for bit. The state is what the next step needs, the info is what a reader of the run wants;
 * both are immutable. A kernel may own scratch arrays, so an instance belongs to one thread.
 *
 * <p>What has to be given is {@link #step} and {@link #codec}; a chain can then be run, saved and
 * gone on from. The rest says more of it: what of a state is a draw, which figures of a step are
 * kept, and whether it learns before it draws.
 *
 * @param <S> the state of the chain
 * @param <I> the report on one step
 */
public interface Kernel<S, I> {
  /**
   * One transition. It leaves the target invariant: if S ~ π and the key is fresh, so is S′ ~ π.
   */
  Transition<S, I> step(Key key, S state);

  /** The bytes of a state. */
  Codec<S> codec();

  /**
   * This kernel as one whose steps ask for their gradients, if it can be run so. Both share scratch
   * arrays, so only one of them is on its way at a time; their transitions are the same, bit for
   * bit.
   */
  default Optional<Asking<S, I>> asking() {
    return Optional.empty();
  }

  /**
   * A step in parts: it asks for one gradient after the other, and whoever runs it computes them,
   * for several chains in one pass perhaps.
   */
  interface Asking<S, I> {
    /**
     * Whose gradients are asked for: they are computed for several chains only where it is that.
     */
    Potential target();

    /** Begins a step. */
    void start(Key key, S state);

    /** Whether a gradient is asked for; if not, the transition is there. */
    boolean asks();

    /** Where it is asked for; only to be read. */
    double[] position();

    /** Receives it. */
    double[] gradient();

    /** Goes on with the log density, once the gradient is there. */
    void give(double logDensity);

    /** What became of the step. */
    Transition<S, I> transition();
  }

  /** What is kept of a state as a draw: its position, always of one length; none by default. */
  default double[] position(S state) {
    return new double[0];
  }

  /** The figures that are kept with each draw. */
  default List<Column<S, I>> columns() {
    return List.of();
  }

  /**
   * Writes the numbers of {@link #columns} after a step, in order, into the first entries of {@code
   * into}, and says true; or leaves it to the columns one by one and says false, as by default.
   * Worth it for a kernel whose steps take less than a microsecond.
   */
  default boolean figures(S state, I info, double[] into) {
    return false;
  }

  /**
   * How many further steps belong to warm-up, as far as is known; 0 from the first draw on. A
   * kernel whose first draws show that it cannot move may go back into warm-up: what was drawn
   * before is then warm-up too.
   */
  default long warmUpLeft(S state) {
    return 0;
  }

  /** What the kernel has learnt, if it learns. */
  default Optional<Tuning> tuning(S state) {
    return Optional.empty();
  }

  /** What its warm-up did so far besides transitions, if it learns. */
  default Optional<Learning> learning(S state) {
    return Optional.empty();
  }

  /** Where the step left the level set of an energy, or what had no density, if it did. */
  default Optional<Divergence> divergence(I info) {
    return Optional.empty();
  }

  /** Kind and settings in a text: only a kernel with the same one goes on from a saved state. */
  default String identity() {
    return getClass().getName();
  }

  /**
   * Kernels one after the other. Each leaves the target invariant, and so does the cycle; it need
   * not be reversible. The last one says what a draw is.
   *
   * @throws dev.merapi.tensor.ArgumentException if there is none
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  static <S> Kernel<S, List<Object>> cycle(Kernel<S, ?>... kernels) {
    return new Cycle<>(List.of(kernels));
  }

  /**
   * One of several kernels at each step, chosen with these weights whatever the state is: so the
   * target stays invariant, and reversible kernels have a reversible mixture.
   *
   * @throws dev.merapi.tensor.ArgumentException if there is not one weight for each kernel, or they
   *     are no weights
   */
  static <S> Kernel<S, Integer> mix(List<Double> weights, List<? extends Kernel<S, ?>> kernels) {
    return new Mix<>(weights, List.copyOf(kernels));
  }

  /**
   * This kernel a fixed number of times, as one step: the chain is thinned. How often must not
   * depend on the states, or the target would not be invariant; a chain that ends when it is good
   * enough is {@code Sampler.until}.
   *
   * @throws dev.merapi.tensor.ArgumentException if it is below 1
   */
  default Kernel<S, I> repeat(int times) {
    return new Repeated<>(this, times);
  }

  /**
   * A kernel on some coordinates of a point, given the others: Metropolis within Gibbs, for
   * example. The block of a site is {@code LogDensity.block("site")}.
   *
   * @param potential the density of the whole point, used by this kernel alone
   * @param block the coordinates that it moves
   * @param kernel the kernel of a density on these
   */
  static PointKernel<Point, McmcInfo> on(
      Potential potential, int[] block, Function<Potential, ? extends Tunable> kernel) {
    return new Conditioned(potential, block, kernel);
  }

  /**
   * Langevin's proposal with Metropolis' correction: Hamiltonian Monte Carlo of one step, best at
   * an acceptance of 0.57. Source: Roberts and Rosenthal, "Optimal scaling of discrete
   * approximations to Langevin diffusions" (1998).
   */
  static Tunable langevin(Potential potential) {
    return new Hmc(potential, Tuning.unit(potential.dimension()), Double.MIN_NORMAL);
  }

  /**
   * Barker's proposal, which leans towards the gradient and bears steps that are too long; best at
   * an acceptance of 0.4. For rough or badly scaled densities, and as a first kernel where
   * trajectories fail. Source: Livingstone and Zanella, "The Barker proposal: combining robustness
   * and efficiency in gradient-based MCMC" (2022).
   */
  static Tunable barker(Potential potential) {
    return new Barker(potential, Tuning.unit(potential.dimension()));
  }

  /**
   * Slice sampling of one coordinate after the other. It always moves, over a jump of the density
   * too; its width is tuned as a step size, best at an acceptance of about 0.3. Source: Neal,
   * "Slice sampling" (2003).
   */
  static Tunable slice(Potential potential) {
    return new SliceSampling(potential, Tuning.unit(potential.dimension()));
  }

  /**
   * Elliptical slice sampling, for coordinates that are independent standard normals in the prior:
   * latent Gaussian models that are not centred. Nothing is tuned. It is right for any density, but
   * only then good. Source: Murray, Adams and MacKay, "Elliptical slice sampling" (2010).
   */
  static Tunable ellipticalSlice(Potential potential) {
    return new EllipticalSlice(potential, Tuning.unit(potential.dimension()));
  }
}
