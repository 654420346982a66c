package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.kernel.LogKernel;

/**
 * Step-size adaptation by Nesterov's dual averaging: drives the mean acceptance α towards a target
 * δ.
 *
 * <pre>
 *   s̄ₜ     = (1 − 1/(t + t₀)) s̄ₜ₋₁ + (δ − αₜ)/(t + t₀)
 *   log εₜ = μ − s̄ₜ √t / γ
 *   log ε̄ₜ = t^−κ log εₜ + (1 − t^−κ) log ε̄ₜ₋₁
 * </pre>
 *
 * with μ = log 10ε₀, γ = 0.05, t₀ = 10, κ = 0.75. The iterates εₜ are used while adapting, their
 * average ε̄ₜ afterwards.
 *
 * <p>Source: Hoffman and Gelman, "The No-U-Turn Sampler" (2014), equation 6 and section 3.2.1.
 *
 * @param centre μ
 * @param count t, the updates so far
 * @param error s̄ₜ
 * @param logStepSize log εₜ
 * @param logAverage log ε̄ₜ
 */
record DualAveraging(
    double centre, int count, double error, double logStepSize, double logAverage) {
  /** The bytes of such a state: its components in order. */
  static final Codec<DualAveraging> CODEC =
      Codec.of(
          (state, out) -> {
            out.writeDouble(state.centre);
            out.writeInt(state.count);
            out.writeDouble(state.error);
            out.writeDouble(state.logStepSize);
            out.writeDouble(state.logAverage);
          },
          in ->
              new DualAveraging(
                  in.readDouble(),
                  in.readInt(),
                  in.readDouble(),
                  in.readDouble(),
                  in.readDouble()));

  private static final double GAMMA = 0.05;
  private static final double DELAY = 10;
  private static final double KAPPA = 0.75;

  /** Begins at step size ε₀. */
  public static DualAveraging from(double stepSize) {
    double logStepSize = LogKernel.scalar(stepSize);
    return new DualAveraging(LogKernel.scalar(10 * stepSize), 0, 0, logStepSize, 0);
  }

  /** The state after a transition with mean acceptance α ∈ [0, 1], steering towards δ. */
  public DualAveraging update(double target, double acceptance) {
    int t = count + 1;
    double rate = 1 / (t + DELAY);
    double newError = (1 - rate) * error + rate * (target - Math.min(1, acceptance));
    double newLog = centre - newError * Math.sqrt(t) / GAMMA;
    double weight = ExpKernel.scalar(-KAPPA * LogKernel.scalar(t));
    return new DualAveraging(
        centre, t, newError, newLog, (1 - weight) * logAverage + weight * newLog);
  }

  /** εₜ: the step size to try next. */
  public double stepSize() {
    return ExpKernel.scalar(logStepSize);
  }

  /** ε̄ₜ: the step size to keep; ε₀ before the first update. */
  public double average() {
    return ExpKernel.scalar(count == 0 ? logStepSize : logAverage);
  }
}
