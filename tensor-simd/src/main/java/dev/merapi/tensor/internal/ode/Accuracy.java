package dev.merapi.tensor.internal.ode;

/**
 * How exact a solution is to be.
 *
 * @param implicit by the implicit method
 * @param relative the error of a step in parts of the state
 * @param absolute the error of a step where the state is near 0
 * @param most how many steps there may be between two times
 */
public record Accuracy(boolean implicit, double relative, double absolute, int most) {
  /** √(Σ (eᵢ/(absolute + relative · max(|yᵢ|, |yᵢ′|)))²/n): 1 is an error as large as it may be. */
  double norm(double[] error, double[] before, double[] after) {
    double sum = 0;
    for (int i = 0; i < error.length; i++) {
      double scale = absolute + relative * Math.max(Math.abs(before[i]), Math.abs(after[i]));
      sum += error[i] / scale * (error[i] / scale);
    }
    return Math.sqrt(sum / Math.max(1, error.length));
  }

  /** The numbers of the method. */
  Tableau tableau() {
    return implicit ? Tableau.RADAU : Tableau.DORMAND_PRINCE;
  }
}
