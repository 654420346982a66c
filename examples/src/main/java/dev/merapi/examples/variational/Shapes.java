package dev.merapi.examples.variational;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.transformed;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.member;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static java.util.Objects.requireNonNull;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.effects.Model;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * How dense are points in the plane? A flow of splines bends a normal distribution until the points
 * are most probable; there is nothing latent, so the bound is the likelihood itself (Durkan,
 * Bekasov, Murray and Papamakarios, <em>Neural spline flows</em>, NeurIPS 2019).
 *
 * <p>Known answer: points on a noisy ring have the entropy ln(2π r) + ½ ln(2π e s²), nearly, with
 * radius r and noise s.
 *
 * @param points [n, 2]
 * @param batch how many points a step sees
 */
record Shapes(Tensor points, int batch) {
  /** The radius of the ring. */
  static final double RADIUS = 2;

  /** The noise of the ring. */
  static final double NOISE = 0.25;

  /** n points on a ring. */
  static Tensor ring(int n, Key key) {
    Tensor angle = uniform(0, 2 * Math.PI).sample(key.fold("angle"), Shape.of(n));
    Tensor radius = normal(RADIUS, NOISE).sample(key.fold("radius"), Shape.of(n));
    return Tensor.stack(-1, radius.times(angle.cos()), radius.times(angle.sin()));
  }

  /** n points on two moons. */
  static Tensor moons(int n, Key key) {
    Tensor angle = uniform(0, Math.PI).sample(key.fold("angle"), Shape.of(n));
    Tensor side = Tensor.arange(n).mod(Tensor.scalar(2)).times(2).minus(1);
    Tensor noise = normal(0, 0.1).sample(key.fold("noise"), Shape.of(n, 2));
    Tensor x = angle.cos().plus(side.times(0.5)).times(1.5);
    Tensor y = angle.sin().minus(0.25).times(side).times(-1.5);
    return Tensor.stack(-1, x, y).plus(noise);
  }

  private static Family<Bijector> flow() {
    return Flows.iterated(
        3, Flows.autoregressive(2, 32, Flows.spline(10, 4)).map(Bijector::inverse));
  }

  private static Distribution density(Bijector flow) {
    return transformed(normal(0, 1).expand(Shape.of(2)).toEvent(1), flow);
  }

  /** The model of the points. */
  Model<Tensor> model() {
    // @formatter:off
    return let(member("flow", flow()), flow ->
           plate("points", points.size(0)).subsampleSize(batch).each(some ->
           observe("point", density(flow), some.subsample(points, 1))));
    // @formatter:on
  }

  /** Fits the flow. */
  Fit fit(long steps, Key key) {
    return Svi.of(model(), pure(0)).optimiser(Optimiser.adam(5e-3)).steps(steps).run(key);
  }

  /** The fitted density. */
  static Distribution fitted(Fit fit) {
    Family<Bijector> family = flow();
    return density(
        family.at(
            family.weights().stream()
                .map(weight -> requireNonNull(fit.parameters().get("flow/" + weight.name())))
                .toList()));
  }

  /** The density on a square from −4 to 4, as a picture of letters. */
  static String picture(Distribution density, int columns) {
    String shades = " .:-=+*#%@";
    int rows = columns / 2;
    double[] at = new double[rows * columns * 2];
    for (int i = 0; i < rows * columns; i++) {
      at[2 * i] = 8 * (i % columns + 0.5) / columns - 4;
      int row = i / columns;
      at[2 * i + 1] = 4 - 8 * (row + 0.5) / rows;
    }
    Tensor dark = density.logProb(Tensor.of(at, Shape.of(rows * columns, 2))).exp();
    Tensor scaled = dark.div(dark.max()).times(9.99);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows * columns; i++) {
      text.append(shades.charAt((int) scaled.get(i).item()));
      if (i % columns == columns - 1) {
        text.append(System.lineSeparator());
      }
    }
    return text.toString();
  }

  /** Prints the densities of two shapes. */
  public static void main(String[] arguments) {
    Tensor ring = ring(4000, Key.of(1));
    Tensor moons = moons(4000, Key.of(1));
    System.out.println(picture(fitted(new Shapes(ring, 256).fit(3000, Key.of(2))), 64));
    System.out.println(picture(fitted(new Shapes(moons, 256).fit(3000, Key.of(2))), 64));
  }
}
