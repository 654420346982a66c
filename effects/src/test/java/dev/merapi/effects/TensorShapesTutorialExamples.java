package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.PixelModel.FULL;
import static dev.merapi.effects.PixelModel.HEIGHT;
import static dev.merapi.effects.PixelModel.NONE;
import static dev.merapi.effects.PixelModel.PARTIAL;
import static dev.merapi.effects.PixelModel.PARTICLES;
import static dev.merapi.effects.PixelModel.WIDTH;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The examples of Pyro's tutorial "Tensor shapes in Pyro", section by section. */
class TensorShapesTutorialExamples {
  private static final Key KEY = Key.of(1);

  private static Tensor half(int... sizes) {
    return Tensor.full(Shape.of(sizes), 0.5);
  }

  private static void assertShape(Tensor tensor, int... sizes) {
    assertEquals(Shape.of(sizes), tensor.shape());
  }

  private static void assertShapes(Distribution d, Shape batch, Shape event) {
    assertEquals(batch, d.batchShape());
    assertEquals(event, d.eventShape());
    Tensor x = d.sample(KEY);
    assertEquals(batch.append(event), x.shape());
    assertEquals(batch, d.logProb(x).shape());
    Shape iid = Shape.of(7);
    assertEquals(iid.append(batch).append(event), d.sample(KEY, iid).shape());
  }

  static String resource(String name) {
    try (var in = TensorShapesTutorialExamples.class.getResourceAsStream("/golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Nested
  class DistributionShapes {
    @Test
    void oneDistribution() {
      assertShapes(bernoulli(0.5), Shape.SCALAR, Shape.SCALAR);
    }

    @Test
    void batchedByItsParameters() {
      assertShapes(bernoulli(half(3, 4)), Shape.of(3, 4), Shape.SCALAR);
    }

    @Test
    void batchedByExpand() {
      Distribution d = bernoulli(Tensor.of(0.1, 0.2, 0.3, 0.4)).expand(Shape.of(3, 4));
      assertShapes(d, Shape.of(3, 4), Shape.SCALAR);
    }

    @Test
    void univariateAsMultivariate() {
      assertShapes(bernoulli(half(3, 4)).toEvent(1), Shape.of(3), Shape.of(4));
    }

    @Test
    void dependenceMayAlwaysBeAssumed() {
      Distribution dependent = normal(0, 1).expand(Shape.of(10)).toEvent(1);
      assertShapes(dependent, Shape.SCALAR, Shape.of(10));
      Trace trace = Trace.run(KEY, plate("x_plate", 10, _ -> sample("x", normal(0, 1)))).trace();
      assertShape(trace.value("x"), 10);
    }
  }

  private static Model<Tensor> model1() {
    Tensor zeros2 = Tensor.zeros(Shape.of(2));
    Tensor zeros345 = Tensor.zeros(Shape.of(3, 4, 5));
    Plating xAxis = plate("x_axis", 3).dim(-2);
    Plating yAxis = plate("y_axis", 2).dim(-3);
    return sample("a", normal(0, 1))
        .andThen(sample("b", normal(zeros2, 1).toEvent(1)))
        .andThen(plate("c_plate", 2, _ -> sample("c", normal(zeros2, 1))))
        .andThen(plate("d_plate", 3, _ -> sample("d", normal(zeros345, 1).toEvent(2))))
        .andThen(xAxis.choose().andThen(yAxis.choose()))
        .andThen(xAxis.each(_ -> sample("x", normal(0, 1))))
        .andThen(yAxis.each(_ -> sample("y", normal(0, 1))))
        .andThen(
            xAxis.each(
                _ ->
                    yAxis.each(
                        _ ->
                            sample("xy", normal(0, 1))
                                .andThen(
                                    sample("z", normal(0, 1).expand(Shape.of(5)).toEvent(1))))));
  }

  @Nested
  class IndependentDims {
    private final Trace trace = Trace.run(KEY, model1()).trace();

    @Test
    void shapesOfValues() {
      assertShape(trace.value("a"));
      assertShape(trace.value("b"), 2);
      assertShape(trace.value("c"), 2);
      assertShape(trace.value("d"), 3, 4, 5);
      assertShape(trace.value("x"), 3, 1);
      assertShape(trace.value("y"), 2, 1, 1);
      assertShape(trace.value("xy"), 2, 3, 1);
      assertShape(trace.value("z"), 2, 3, 1, 5);
    }

    @Test
    void tableOfShapes() {
      assertEquals(resource("model1-shapes.txt"), trace.formatShapes() + "\n");
    }

    @Test
    void theOuterOfTwoAutomaticPlatesIsTheRightmost() {
      Model<Tensor> pixels =
          plate("x_axis", 320, _ -> plate("y_axis", 200, _ -> sample("pixel", normal(0, 1))));
      assertShape(Trace.run(KEY, pixels).trace().value("pixel"), 200, 320);
    }
  }

  @Nested
  class Subsampling {
    private final Tensor data = Tensor.arange(100);

    private Model<Tensor> model2() {
      return param("mean", Tensor.zeros(Shape.of(100)))
          .flatMap(
              mean ->
                  plate("data", 100)
                      .subsampleSize(10)
                      .each(
                          ind -> {
                            assertEquals(10, ind.size());
                            Tensor batch = ind.subsample(data);
                            Tensor meanBatch = mean.get(ind.values());
                            return observe("x", normal(meanBatch, 1), batch);
                          }));
    }

    @Test
    void aMinibatchStandsForAllData() {
      Trace trace = Trace.run(KEY, model2()).trace();
      assertShape(trace.value("x"), 10);
      assertEquals(trace.value("data"), trace.value("x"));
      assertEquals(10, trace.sampled("x").get().site().weight().scale().item());
      assertShape(trace.value("mean"), 100);
    }
  }

  private static Model<Tensor> model3() {
    return param("p", Tensor.arange(6).div(6))
        .flatMap(
            p ->
                param("locs", Tensor.of(-1, 1))
                    .flatMap(
                        locs ->
                            sample("a", categorical(Tensor.full(Shape.of(6), 1.0 / 6)))
                                .flatMap(a -> sample("b", bernoulli(p.get(a))))
                                .andThen(
                                    plate(
                                        "c_plate",
                                        4,
                                        _ ->
                                            sample("c", bernoulli(0.3))
                                                .andThen(plate("d_plate", 5, _ -> leaf(locs)))))));
  }

  private static Model<Tensor> leaf(Tensor locs) {
    return sample("d", bernoulli(0.4))
        .flatMap(
            d -> {
              Tensor eLoc = locs.get(d).unsqueeze(-1);
              Tensor eScale = Tensor.arange(7).plus(1);
              return sample("e", normal(eLoc, eScale).toEvent(1));
            });
  }

  @Nested
  class ParallelEnumeration {
    private final Trace trace =
        Trace.run(KEY, new EnumerateParallel(-3).on(new ConfigEnumerate().on(model3()))).trace();

    @Test
    void shapesOfValues() {
      assertShape(trace.value("a"), 6, 1, 1);
      assertShape(trace.value("b"), 2, 1, 1, 1);
      assertShape(trace.value("c"), 2, 1, 1, 1, 1);
      assertShape(trace.value("d"), 2, 1, 1, 1, 1, 1);
      assertShape(trace.value("e"), 2, 1, 1, 1, 5, 4, 7);
    }

    @Test
    void theLogProbabilityHasTheEnumeratedDimsOnTheLeft() {
      assertShape(trace.sampled("d").get().logProb(), 2, 1, 1, 1, 5, 4);
    }

    @Test
    void tableOfShapes() {
      assertEquals(resource("model3-shapes.txt"), trace.formatShapes() + "\n");
    }

    @Test
    void eachDimIsNamedByItsSite() {
      assertEquals(
          "{-6=d, -5=c, -4=b, -3=a}", trace.sampled("e").get().site().place().dims().toString());
    }
  }

  /**
   * Parallelizable code: a model that works with and without enumeration, alone and with particles.
   */
  @Nested
  class Pixels {
    private final PixelModel pixels = new PixelModel();

    private static Trace enumerated(Model<?> guide, int nesting) {
      return Trace.run(KEY, EnumerateParallel.leftOf(nesting).on(new ConfigEnumerate().on(guide)))
          .trace();
    }

    @Test
    void withoutEnumeration() {
      Trace guide = Trace.run(KEY, pixels.image(FULL, false)).trace();
      assertShape(guide.value("x_active"), WIDTH, 1);
      assertShape(guide.value("y_active"), HEIGHT);
      Trace model = Trace.run(KEY, new Replay(guide).on(pixels.image(FULL, true))).trace();
      assertShape(model.sampled("pixels").get().logProb(), WIDTH, HEIGHT);
    }

    @Test
    void withEnumeration() {
      Trace guide = enumerated(pixels.image(FULL, false), 2);
      assertShape(guide.value("x_active"), 2, 1, 1);
      assertShape(guide.value("y_active"), 2, 1, 1, 1);
      Trace model = Trace.run(KEY, new Replay(guide).on(pixels.image(FULL, true))).trace();
      assertShape(model.value("pixels"), 2, 2, WIDTH, HEIGHT);
      assertShape(model.sampled("pixels").get().logProb(), 2, 2, WIDTH, HEIGHT);
    }

    @Test
    void threeStylesOfBroadcastingUnderParticles() {
      for (PixelModel.Style style : new PixelModel.Style[] {NONE, PARTIAL, FULL}) {
        Trace guide = enumerated(pixels.particles(style, false), 3);
        assertShape(guide.value("x_active"), 2, 1, 1, 1);
        assertShape(guide.value("y_active"), 2, 1, 1, 1, 1);
        assertShape(guide.sampled("x_active").get().logProb(), 2, PARTICLES, WIDTH, 1);
        Trace model = Trace.run(KEY, new Replay(guide).on(pixels.particles(style, true))).trace();
        assertShape(model.value("pixels"), 2, 2, 1, WIDTH, HEIGHT);
        assertShape(model.sampled("pixels").get().logProb(), 2, 2, PARTICLES, WIDTH, HEIGHT);
      }
    }

    @Test
    void theThreeStylesAreOneModel() {
      Trace none = Trace.run(KEY, pixels.particles(NONE, true)).trace();
      for (PixelModel.Style style : new PixelModel.Style[] {PARTIAL, FULL}) {
        Trace other = Trace.run(KEY, pixels.particles(style, true)).trace();
        assertEquals(none.formatShapes(), other.formatShapes());
        assertEquals(none.value("x_active"), other.value("x_active"));
        assertEquals(none.value("y_active"), other.value("y_active"));
        assertEquals(none.logProbSum(), other.logProbSum());
      }
    }
  }
}
