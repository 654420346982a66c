package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Index;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;

/** Model 4 of the tutorial: an image of sparse pixels, broadcast in three styles. */
final class PixelModel {
  static final int WIDTH = 8;
  static final int HEIGHT = 10;
  static final int PARTICLES = 100;
  private static final int[][] SPARSE = {{3, 2}, {3, 5}, {3, 9}, {7, 1}};

  private final Plating xAxis = plate("x_axis", WIDTH).dim(-2);
  private final Plating yAxis = plate("y_axis", HEIGHT).dim(-1);

  /** The way in which the two sites are broadcast: by hand, in part, or by the plates. */
  record Style(Shape x, Shape y) {}

  static final Style NONE =
      new Style(Shape.of(PARTICLES, WIDTH, 1), Shape.of(PARTICLES, 1, HEIGHT));
  static final Style PARTIAL = new Style(Shape.of(WIDTH, 1), Shape.of(HEIGHT));
  static final Style FULL = new Style(Shape.SCALAR, Shape.SCALAR);

  private Model<Tuple2<Tensor, Tensor>> active(Tensor pX, Tensor pY, Style style) {
    return xAxis
        .each(_ -> sample("x_active", bernoulli(pX).expand(style.x())))
        .flatMap(
            x ->
                yAxis
                    .each(_ -> sample("y_active", bernoulli(pY).expand(style.y())))
                    .map(y -> new Tuple2<>(x, y)));
  }

  Model<Tensor> image(Style style, boolean observed) {
    return param("p_x", Tensor.scalar(0.1), Constraints.unitInterval())
        .flatMap(
            pX ->
                param("p_y", Tensor.scalar(0.1), Constraints.unitInterval())
                    .flatMap(
                        pY -> active(pX, pY, style).flatMap(xy -> pixels(xy._1, xy._2, observed))));
  }

  private Model<Tensor> pixels(Tensor x, Tensor y, boolean observed) {
    Tensor p = x.times(y).times(0.5).plus(0.1);
    Shape image = Shape.broadcast(p.shape(), Shape.of(WIDTH, HEIGHT));
    Tensor dense = drawing().expand(image);
    for (int[] point : SPARSE) {
      Tensor pixel = dense.at(Index.ELLIPSIS, Index.at(point[0]), Index.at(point[1]));
      assertEquals(Tensor.ones(image.dropRight(2)), pixel);
    }
    return observed
        ? xAxis.each(_ -> yAxis.each(_ -> observe("pixels", bernoulli(p), dense)))
        : pure(p);
  }

  private static Tensor drawing() {
    double[] pixels = new double[WIDTH * HEIGHT];
    for (int[] point : SPARSE) {
      pixels[point[0] * HEIGHT + point[1]] = 1;
    }
    return Tensor.of(pixels, Shape.of(WIDTH, HEIGHT));
  }

  Model<Tensor> particles(Style style, boolean observed) {
    return plate("num_particles", PARTICLES).dim(-3).each(_ -> image(style, observed));
  }
}
