package dev.merapi.tensor.internal.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Sine and cosine by quarter turns: the constants that {@link SinKernel}, {@link CosKernel} and
 * {@link TanKernel} share, and the reduction of arguments too large for theirs.
 *
 * <p>Up to FAR, k = x 2/&pi; rounded has at most 30 bits, and x &minus; k&pi;/2 with &pi;/2 in
 * three doubles and fused multiply-adds is good to 2^&minus;130. Beyond, x is an integer times a
 * power of two and 2/&pi; is taken to 1280 bits: enough for the largest double (1024 bits before
 * the point, 53 of the number, 62 lost at worst to cancellation; Payne and Hanek, SIGNUM Newsletter
 * 18 (1983) 19).
 */
final class HalfPi {
  static final double INVERSE = 0.6366197723675814;
  static final double SHIFT = 0x1.8p52;
  static final double HIGH = 1.5707963267948966;
  static final double MIDDLE = 6.123233995736766E-17;
  static final double LOW = -1.4973849048591698E-33;
  static final double FAR = 0x1p30;

  // (sin(r)/r - 1)/z and (cos(r) - 1 + z/2)/z^2 in z = r^2, |r| <= pi/4: minimax by Remez exchange,
  // errors 2^-58 and 2^-64.2.
  static final double S1 = -0.16666666666666632;
  static final double S2 = 0.008333333333322555;
  static final double S3 = -0.00019841269829899547;
  static final double S4 = 2.7557313719034446E-6;
  static final double S5 = -2.505076184234942E-8;
  static final double S6 = 1.5896989281739854E-10;
  static final double C2 = 0.0416666666666666;
  static final double C3 = -0.0013888888888874242;
  static final double C4 = 2.480158728954585E-5;
  static final double C5 = -2.7557314368676266E-7;
  static final double C6 = 2.0875725281855102E-9;
  static final double C7 = -1.1359743075458195E-11;

  private static final int BITS = 1280;
  private static final int KEPT = 200;
  private static final BigInteger TWO_OVER_PI =
      new BigInteger(
          "a2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561"
              + "b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484"
              + "e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980f"
              + "ef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b"
              + "3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d",
          16);

  private HalfPi() {}

  /** x = quadrant pi/2 + high + low, |high| at most a little over pi/4. */
  private record Turn(int quadrant, double high, double low) {
    static Turn of(double x) {
      int exponent = Math.getExponent(x) - 52;
      BigInteger turns =
          new BigDecimal(Math.scalb(x, -exponent)).toBigInteger().multiply(TWO_OVER_PI);
      int point = BITS - exponent;
      BigInteger quadrant = turns.add(BigInteger.ONE.shiftLeft(point - 1)).shiftRight(point);
      BigInteger rest = turns.subtract(quadrant.shiftLeft(point)).shiftRight(point - KEPT);
      double high = rest.doubleValue();
      double low = rest.subtract(new BigDecimal(high).toBigInteger()).doubleValue();
      high = Math.scalb(high, -KEPT);
      low = Math.scalb(low, -KEPT);
      double product = high * HIGH;
      double error = Math.fma(high, HIGH, -product) + Math.fma(high, MIDDLE, low * HIGH);
      return new Turn(quadrant.intValue() & 3, product, error);
    }
  }

  /** sin(x + quarters pi/2) for |x| beyond FAR; NaN for infinities and NaN. */
  static double sine(double x, int quarters) {
    if (!Double.isFinite(x)) {
      return Double.NaN;
    }
    Turn turn = Turn.of(x);
    int quadrant = turn.quadrant + quarters;
    double y = (quadrant & 1) == 0 ? sine(turn) : cosine(turn);
    return (quadrant & 2) == 0 ? y : -y;
  }

  /** tan(x) for |x| beyond FAR; NaN for infinities and NaN. */
  static double tangent(double x) {
    if (!Double.isFinite(x)) {
      return Double.NaN;
    }
    Turn turn = Turn.of(x);
    return (turn.quadrant & 1) == 0 ? sine(turn) / cosine(turn) : -cosine(turn) / sine(turn);
  }

  private static double sine(Turn turn) {
    double r = turn.high;
    double z = r * r;
    double p = Math.fma(S6, z, S5);
    p = Math.fma(p, z, S4);
    p = Math.fma(p, z, S3);
    p = Math.fma(p, z, S2);
    p = Math.fma(p, z, S1);
    return r + Math.fma(z * r, p, Math.fma(-0.5 * z, turn.low, turn.low));
  }

  private static double cosine(Turn turn) {
    double r = turn.high;
    double z = r * r;
    double p = Math.fma(C7, z, C6);
    p = Math.fma(p, z, C5);
    p = Math.fma(p, z, C4);
    p = Math.fma(p, z, C3);
    p = Math.fma(p, z, C2);
    double half = 0.5 * z;
    double w = 1.0 - half;
    return w + Math.fma(z * z, p, Math.fma(-r, turn.low, 1.0 - w - half));
  }
}
