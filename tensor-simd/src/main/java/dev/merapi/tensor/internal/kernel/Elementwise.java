package dev.merapi.tensor.internal.kernel;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of one number as a kernel: its scalar meaning and the loop that gives the same bits.
 *
 * @param name what the function is called in tables
 * @param scalar the meaning
 * @param loop the same for arrays
 * @param floor nanoseconds per element above which the loop cannot have been compiled to vectors,
 *     on the slowest machine that deserves the name
 */
public record Elementwise(String name, DoubleUnaryOperator scalar, Loop loop, double floor) {

  /** {@code y[yo + i] = f(x[xo + i])} for {@code 0 <= i < n}. */
  @FunctionalInterface
  public interface Loop {
    /** yᵢ = f(xᵢ) for {@code n} elements from {@code x[xo]} to {@code y[yo]}. */
    void apply(double[] x, int xo, double[] y, int yo, int n);
  }

  /** Every elementwise kernel. Being listed is being tested, timed and self-checked. */
  public static List<Elementwise> all() {
    return List.of(
        new Elementwise("exp", ExpKernel::scalar, ExpKernel::apply, 3),
        new Elementwise("expm1", Expm1Kernel::scalar, Expm1Kernel::apply, 3),
        new Elementwise("log", LogKernel::scalar, LogKernel::apply, 4),
        new Elementwise("log1p", Log1pKernel::scalar, Log1pKernel::apply, 5),
        new Elementwise("sigmoid", SigmoidKernel::scalar, SigmoidKernel::apply, 4),
        new Elementwise("softplus", SoftplusKernel::scalar, SoftplusKernel::apply, 6),
        new Elementwise("logSigmoid", LogSigmoidKernel::scalar, LogSigmoidKernel::apply, 6),
        new Elementwise("tanh", TanhKernel::scalar, TanhKernel::apply, 6),
        new Elementwise("sin", SinKernel::scalar, SinKernel::apply, 5),
        new Elementwise("cos", CosKernel::scalar, CosKernel::apply, 5),
        new Elementwise("tan", TanKernel::scalar, TanKernel::apply, 7),
        new Elementwise("erf", ErfKernel::scalar, ErfKernel::apply, 8),
        new Elementwise("erfc", ErfcKernel::scalar, ErfcKernel::apply, 15),
        new Elementwise("erfinv", ErfinvKernel::scalar, ErfinvKernel::apply, 15),
        new Elementwise("normalCdf", NormalCdfKernel::scalar, NormalCdfKernel::apply, 15),
        new Elementwise("normalLogCdf", NormalLogCdfKernel::scalar, NormalLogCdfKernel::apply, 25),
        new Elementwise("normalIcdf", NormalIcdfKernel::scalar, NormalIcdfKernel::apply, 15),
        new Elementwise("lgamma", LgammaKernel::scalar, LgammaKernel::apply, 12),
        new Elementwise("digamma", DigammaKernel::scalar, DigammaKernel::apply, 12),
        new Elementwise("trigamma", TrigammaKernel::scalar, TrigammaKernel::apply, 8));
  }
}
