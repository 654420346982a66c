package dev.merapi.tensor.internal.ode;

/** A step of the method of Dormand and Prince. */
final class ExplicitStep implements Step {
  private static final Tableau TABLEAU = Tableau.DORMAND_PRINCE;

  private final Slope slope;
  private final Accuracy accuracy;
  private final double[][] k;
  private final double[][] later;
  private final double[] stage;
  private final double[] work;

  ExplicitStep(Slope slope, Accuracy accuracy, int n) {
    this.slope = slope;
    this.accuracy = accuracy;
    this.k = new double[TABLEAU.stages()][n];
    this.later = new double[TABLEAU.stages()][n];
    this.stage = new double[n];
    this.work = new double[n];
  }

  @Override
  public void begin(double t, double[] y) {
    slope.at(t, y, k[0]);
  }

  @Override
  public double attempt(double t, double h, double[] y, double[] next) {
    int last = TABLEAU.stages() - 1;
    for (int i = 1; i < last; i++) {
      TABLEAU.stage(i, h, y, k, stage);
      slope.at(t + TABLEAU.c()[i] * h, stage, k[i]);
    }
    TABLEAU.stage(last, h, y, k, next);
    slope.at(t + h, next, k[last]);
    TABLEAU.error(h, k, work);
    return accuracy.norm(work, y, next);
  }

  @Override
  public void accept(double t, double[] next) {
    System.arraycopy(k[k.length - 1], 0, k[0], 0, k[0].length);
  }

  @Override
  public double[][] slopes() {
    return k;
  }

  @Override
  public void back(double t, double h, double[] y, double[][] slopes, double[] lambda) {
    for (int i = TABLEAU.stages() - 2; i >= 0; i--) {
      TABLEAU.back(i, h, lambda, later, work);
      TABLEAU.stage(i, h, y, slopes, stage);
      slope.toAll(t + TABLEAU.c()[i] * h, stage, work, later[i]);
    }
    for (int i = 0; i < TABLEAU.stages() - 1; i++) {
      Tableau.add(1, later[i], lambda);
    }
  }
}
