package dev.merapi.distributions.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/**
 * Numbers of mpmath 1.3 with 60 digits, by besseli and, for w from 10⁹ on, by Hankel's expansion
 * (DLMF 10.40.1): ν, w, ln ₀F₁(; ν + 1; w) and the ratio of its derivative to itself.
 */
class BesselOrderGolden {
  private static final double[][] NUMBERS = {
    {0, 0, 0, 1},
    {0, 1e-9, 9.9999999975000006e-10, 0.9999999995},
    {0, 2.5, 1.717686259065155, 0.51943656383570185},
    {3, 7.25, 1.5730710279367731, 0.1923451391881318},
    {0, 9999, 196.4225541368709, 0.0099754661250498858},
    {2.5, 10000, 186.10491342232142, 0.0098507537497144887},
    {0, 1e6, 1995.2806727526574, 0.00099974996873436278},
    {7, 1e6, 1955.4392941092116, 0.00099625609678055846},
    {99, 1e6, 1668.0967433018056, 0.00095147495574752872},
    {100, 1e6, 1665.7444162954073, 0.00095099981240635751},
    {100, 3, 0.029698647123544511, 0.009898108537065032},
    {250, 10000, 37.207294114028079, 0.003498070121595479},
    {1000, 0.001, 9.9900099850299354e-7, 0.00099900099800498803},
    {5, 1e9, 63192.086006267804, 3.1620026699518305e-5},
    {0, 1e12, 1999991.82673266, 9.9999974999996875e-7}
  };

  @Test
  void theFunctionAndItsRatioAgree() {
    for (double[] row : NUMBERS) {
      String where = "order " + row[0] + ", argument " + row[1];
      double log = BesselOrder.log0F1(row[0], row[1]);
      assertEquals(row[2], log, 2e-13 * row[2], where);
      assertEquals(row[3], BesselOrder.ratio(row[0], row[1]), 2e-13 * row[3], where);
    }
  }
}
