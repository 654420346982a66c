package dev.merapi.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Against ArviZ 0.23.4 (numpy 2.4.6, scipy 1.17.1; November 2026): {@code rhat} with methods rank,
 * folded, split, {@code ess} with methods bulk, tail, mean, quantile at 0.25, {@code mcse} with
 * methods mean, sd and quantile at 0.25, {@code hdi} at 0.9 and {@code bfmi} of the first chain.
 *
 * <p>R's posterior 1.4.0 gives the same rhat, rhat_basic, ess_bulk, ess_tail, ess_mean, mcse_mean,
 * mcse_sd and mcse_quantile to 1e-12 ({@code report/src/test/r/posterior.R}).
 *
 * <p>The chains are made of a linear congruential generator, so that both sides have the same bits.
 * ArviZ gives no R̂ for a single chain; there the expectation is NaN and not compared.
 */
final class DiagnosticsGolden {
  private static double[][] chains(int kind, int m, int n) {
    double[][] chains = new double[m][n];
    for (int c = 0; c < m; c++) {
      long state = 1000L * kind + c + 1;
      double x = 0;
      for (int i = 0; i < n; i++) {
        state = (1664525 * state + 1013904223) & 0xFFFFFFFFL;
        double u = (state + 0.5) / 4294967296.0;
        x =
            switch (kind) {
              case 0 -> 0.7 * x + (u - 0.5);
              case 1 -> 0.3 * x + (u - 0.5) + (c == 0 ? 0.2 : 0.0);
              case 2 -> -0.5 * x + (u - 0.5);
              case 3 -> 1.0 / u - 1.0 / (1.0 - u);
              case 4 -> Math.floor(4.0 * u);
              case 5 -> (u - 0.5) * (c == 0 ? 3.0 : 1.0);
              default -> 0.99 * x + (u - 0.5);
            };
        chains[c][i] = x;
      }
    }
    return chains;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(String name, int kind, int chains, int draws, double... expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Provide
  Arbitrary<Row> rows() {
    return Arbitraries.of(
        new Row(
            "mixes slowly",
            0,
            4,
            200,
            1.0129917882090655,
            0.9990137427304514,
            1.0134104948212166,
            171.03317228731748,
            338.3197405807314,
            170.655364459661,
            245.7931138051927,
            0.030820819184194884,
            0.013362655792958334,
            0.031473405342597835,
            -0.6573671562362929,
            0.6479436603564699,
            0.6294185625046376),
        new Row(
            "one chain elsewhere",
            1,
            4,
            200,
            1.1304646778256475,
            1.0139635702574517,
            1.1282110789927071,
            24.25623764767634,
            59.25887805246215,
            24.791937799788826,
            94.08487342981404,
            0.06427970446614022,
            0.009212934760436914,
            0.05235485531244369,
            -0.5171577513651779,
            0.5177210295393363,
            1.4092595988369523),
        new Row(
            "antithetic",
            2,
            4,
            200,
            0.9963221130823361,
            0.9963221130823361,
            0.9964632897487846,
            2322.471989593555,
            757.2866361405015,
            2322.471989593555,
            1380.122722838709,
            0.007003015478687578,
            0.009357693483834601,
            0.014960317575189619,
            -0.5393564203562526,
            0.5349031648049619,
            2.9196656276101174),
        new Row(
            "heavy tails",
            3,
            4,
            200,
            1.0008938114311474,
            1.0008938114311474,
            1.0014800960867136,
            872.4871656941735,
            817.7031352169876,
            816.2853394653239,
            848.9227223322943,
            4.467137090803454,
            29.665528522305774,
            0.26250325517417017,
            -17.228287084161888,
            14.565474388507104,
            2.0121397390122344),
        new Row(
            "ties",
            4,
            4,
            200,
            1.0044212358250972,
            1.0044212358250972,
            0.9985207812769255,
            745.6626437806482,
            781.0054973363104,
            738.6945705886482,
            677.2027112210859,
            0.041321077488311056,
            0.01586295023612614,
            0.5,
            0.0,
            3.0,
            2.1076523994811933),
        new Row(
            "one chain wider",
            5,
            4,
            200,
            1.1732789120408786,
            1.1732789120408786,
            1.0005726485580333,
            692.2057440151975,
            45.065210504304325,
            628.8673043863714,
            674.067085766302,
            0.019640520050483102,
            0.13205210978071336,
            0.01701805484481156,
            -0.5147002277662978,
            1.1663763775723055,
            2.0346040243069843),
        new Row(
            "hardly mixes",
            6,
            2,
            301,
            1.2225091132090107,
            1.1149581491342377,
            1.2124598655988394,
            6.834399690834146,
            37.79211834461281,
            7.134544285354583,
            11.898826174613088,
            0.5786332940499925,
            0.22611646500744012,
            0.6346063190890667,
            -2.3566067913379825,
            3.0271942726754912,
            0.0296195628355246),
        new Row(
            "a single chain",
            0,
            1,
            103,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            23.331450378763176,
            38.56714238382152,
            23.31974775757965,
            26.43359074312541,
            0.08297676918066964,
            0.04102550576163997,
            0.09835367429243841,
            -0.4780332801653717,
            0.7525274102673432,
            0.6530085327018467));
  }

  @Property
  void agreesWithArviz(@ForAll("rows") Row row) {
    double[][] x = chains(row.kind, row.chains, row.draws);
    Hpdi interval = Hpdi.of(x, 0.9);
    double[] actual = {
      Rhat.of(x),
      Rhat.folded(x),
      Rhat.basic(x),
      Ess.bulk(x),
      Ess.tail(x),
      Ess.mean(x),
      Ess.quantile(x, 0.25),
      Mcse.mean(x),
      Mcse.sd(x),
      Mcse.quantile(x, 0.25),
      interval.low(),
      interval.high(),
      Ebfmi.of(x[0])
    };
    for (int i = 0; i < actual.length; i++) {
      if (!Double.isNaN(row.expected[i])) {
        double tolerance = 1e-9 * Math.abs(row.expected[i]) + 1e-12;
        assertEquals(
            row.expected[i], actual[i], tolerance, row + ": " + i + Arrays.toString(actual));
      }
    }
  }
}
