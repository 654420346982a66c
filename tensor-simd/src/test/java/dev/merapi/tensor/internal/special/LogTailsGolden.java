package dev.merapi.tensor.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.LogBetaI;
import dev.merapi.tensor.internal.op.LogBetaISlope;
import dev.merapi.tensor.internal.op.LogBetaInverse;
import dev.merapi.tensor.internal.op.LogBetaPower;
import dev.merapi.tensor.internal.op.LogGammaInverse;
import dev.merapi.tensor.internal.op.LogGammaP;
import dev.merapi.tensor.internal.op.LogGammaQ;
import dev.merapi.tensor.internal.op.LogGammaSlope;
import dev.merapi.tensor.internal.op.LogRising;
import dev.merapi.tensor.internal.op.NormalLogQuantile;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Logarithms of incomplete gamma and beta functions and of normal quantiles, also where the
 * functions underflow. Right values: mpmath 1.3.0, 60 digits, by the power series of P and I;
 * derivatives by its {@code diff}. November 2026.
 */
final class LogTailsGolden {
  private static final Primitive LOG_P = new LogGammaP();
  private static final Primitive LOG_Q = new LogGammaQ();
  private static final Primitive P_BY_SHAPE = new LogGammaSlope(true);
  private static final Primitive Q_BY_SHAPE = new LogGammaSlope(false);
  private static final Primitive LOG_I = new LogBetaI();
  private static final Primitive I_BY_FIRST = new LogBetaISlope(true);
  private static final Primitive I_BY_SECOND = new LogBetaISlope(false);
  private static final Primitive NORMAL = new NormalLogQuantile();
  private static final Primitive RISING = new LogRising();
  private static final Primitive BETA_POWER = new LogBetaPower();

  private static void row(Primitive function, double expected, double... arguments) {
    double found = at(function, arguments);
    String text = function + Arrays.toString(arguments);
    boolean slope = function instanceof LogGammaSlope || function instanceof LogBetaISlope;
    assertEquals(expected, found, (slope ? 2e-11 : 1e-12) * Math.abs(expected), text);
  }

  private static double at(Primitive function, double... arguments) {
    Tensor[] operands = Arrays.stream(arguments).mapToObj(Tensor::scalar).toArray(Tensor[]::new);
    return function.on(operands).item();
  }

  @Test
  void values() {
    row(LOG_P, -0.45994062500052578, 0.001, 1e-200);
    row(LOG_P, -69.027680348561535, 0.1, 1e-300);
    row(LOG_P, -1037.9550513165486, 3.0, 1e-150);
    row(LOG_P, -839.2532958303789, 50.0, 1e-06);
    row(LOG_P, -813.5879802560016, 1000.0, 200.0);
    row(LOG_P, -2319.4212954976816, 100000.0, 80000.0);
    row(LOG_P, -2.4056813913603713, 2.0, 0.5);
    row(LOG_Q, -13.674895640579353, 0.001, 5.0);
    row(LOG_Q, -908.37586633261748, 0.1, 900.0);
    row(LOG_Q, -787.32142372782338, 3.0, 800.0);
    row(LOG_Q, -1286.1847560848298, 50.0, 1500.0);
    row(LOG_Q, -2396.3215937672061, 1000.0, 5000.0);
    row(LOG_Q, -1772.9105845814191, 100000.0, 120000.0);
    row(LOG_Q, -0.094534891891835618, 2.0, 0.5);
    row(P_BY_SHAPE, -230.29499927338314, 0.5, 1e-100);
    row(P_BY_SHAPE, -346.64388161753865, 3.0, 1e-150);
    row(P_BY_SHAPE, -1.6101870505242612, 1000.0, 200.0);
    row(P_BY_SHAPE, -0.023247212869328032, 50.0, 60.0);
    row(Q_BY_SHAPE, 8.7670140544093196, 0.5, 900.0);
    row(Q_BY_SHAPE, 5.7630789511632345, 3.0, 800.0);
    row(Q_BY_SHAPE, 1.6101878397026635, 1000.0, 5000.0);
    row(Q_BY_SHAPE, 0.021321545184028615, 50.0, 40.0);
    row(LOG_I, -6.0137008170488298, 0.01, 0.5, -600.0);
    row(LOG_I, -20.451582705289455, 0.5, 0.5, -40.0);
    row(LOG_I, -3.0917304384372353e-9, 2.0, 0.5, 40.0);
    row(LOG_I, -64.160438378998539, 3.0, 10000.0, -30.0);
    row(LOG_I, -29151.269057077699, 10000.0, 300.0, -3.0);
    row(LOG_I, -3594.2947391170753, 300.0, 2.0, -12.0);
    row(LOG_I, -0.14397382827505327, 5.0, 7.0, 0.3);
    row(I_BY_FIRST, -601.3541020662949, 0.01, 0.5, -600.0);
    row(I_BY_SECOND, 0.048522501857847782, 0.01, 0.5, -600.0);
    row(I_BY_FIRST, -8.6683559249380339e-10, 2.0, 0.5, 40.0);
    row(I_BY_SECOND, 1.2160806409985426e-7, 2.0, 0.5, 40.0);
    row(I_BY_FIRST, -11.996683885125081, 300.0, 2.0, -12.0);
    row(I_BY_SECOND, 5.285980015654904, 300.0, 2.0, -12.0);
    row(I_BY_FIRST, -0.076238095115236197, 5.0, 7.0, 0.3);
    row(I_BY_SECOND, 0.073814978742846243, 5.0, 7.0, 0.3);
    row(I_BY_FIRST, -0.00018362565260625534, 200.0, 0.01, 30.0);
    row(I_BY_SECOND, 88.447133396789004, 200.0, 0.01, 30.0);
    row(NORMAL, -2.9999999999999999, -6.607726221510349);
    row(NORMAL, -37.000000000000001, -689.0305855768906);
    row(NORMAL, -100.0, -5005.524208694205);
    row(NORMAL, -999.99997330521414, -500007.8);
    row(NORMAL, 5.0, -2.866516129637636e-07);
    row(RISING, 69.077552789821372, 1000000000000000.0, 2.0);
    row(RISING, 345387763.99910685, 1000000000000000.0, 10000000.0);
    row(RISING, 7.6889133368647957, 12.0, 3.0);
    row(RISING, 1.8813716279177421, 0.5, 4.0);
    row(RISING, 1189921.636035005, 100000.0, 100000.0);
    row(BETA_POWER, 12.299998434479514, 1000000000000.0, 1000000000000.0, 1e-06);
    row(BETA_POWER, -351.1447298858494, 0.5, 0.5, 700.0);
    row(BETA_POWER, -1.3908244169828616, 3.0, 1000000.0, -12.0);
  }

  @Test
  void inversesAreInverse() {
    for (double log : new double[] {-1e-20, -1e-5, -0.5, -0.7, -30, -690, -1000, -1e5}) {
      for (double a : new double[] {1e-3, 0.1, 1, 7, 1e3}) {
        for (boolean lower : new boolean[] {true, false}) {
          double v = at(new LogGammaInverse(lower), a, log);
          if (v > -700) {
            double back = at(lower ? LOG_P : LOG_Q, a, Math.exp(v));
            assertEquals(log, back, 1e-12 * Math.abs(log) * Math.max(1, a), "a = " + a);
          }
        }
        for (double b : new double[] {0.01, 0.5, 40}) {
          double v = at(new LogBetaInverse(), a, b, log);
          assertEquals(log, at(LOG_I, a, b, v), 1e-12 * Math.abs(log), a + ", " + b);
        }
      }
    }
  }
}
