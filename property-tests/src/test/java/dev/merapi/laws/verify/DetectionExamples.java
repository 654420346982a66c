package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which mistakes in three models their claims notice. */
class DetectionExamples {
  private static final Tensor X = Tensor.linspace(-1.5, 1.5, 10);

  private static final String[] NAMES = {"sites", "score", "rows", "units of y, a, b, sigma"};

  private static Detection printed(String name, Detection power) {
    System.out.println(name + "\n" + power + "\n");
    return power;
  }

  @Test
  void ofALine() {
    Tensor y = X.times(0.8).plus(0.3);
    Function<Map<String, Tensor>, Model<?>> line =
        d ->
            let(
                sample("a", normal(0, 1)),
                a ->
                    let(
                        sample("b", normal(0, 1)),
                        b ->
                            let(
                                sample("sigma", halfNormal(1)),
                                sigma ->
                                    plate(
                                        "row",
                                        d.get("y").size(0),
                                        _ ->
                                            observe(
                                                "y",
                                                normal(a.plus(b.times(d.get("x"))), sigma),
                                                d.get("y"))))));
    Simulator meant =
        (_, key) -> {
          Tensor a = normal(0, 1).sample(key.fold("a"));
          Tensor b = normal(0, 1).sample(key.fold("b"));
          Tensor sigma = halfNormal(1).sample(key.fold("sigma"));
          Tensor mean = a.plus(b.times(X));
          return Map.of(
              "a",
              a,
              "b",
              b,
              "sigma",
              sigma,
              "y",
              normal(mean, sigma).expand(Shape.of(10)).sample(key));
        };
    Verify alone = Verify.that(line, Map.of("x", X, "y", y)).only(NAMES);
    Detection power =
        printed(
            "a line",
            alone.simulator(meant).rows("x", "y").units(3, "y", "a", "b", "sigma").power());
    assertEquals(List.of(), power.survivors());
    assertTrue(
        alone.power().survivors().size() > power.lines().size() / 3, "a model alone is weak");
  }

  @Test
  @Tag("statistical")
  void ofEightSchools() {
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18).div(5.0);
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12).div(5.0);
    Function<Map<String, Tensor>, Model<?>> schools =
        d ->
            let(
                sample("mu", normal(0, 2)),
                mu ->
                    let(
                        sample("tau", gamma(3, 2)),
                        tau ->
                            plate(
                                "school",
                                d.get("y").size(0),
                                _ ->
                                    let(
                                        sample("theta", normal(mu, tau)),
                                        theta ->
                                            observe("y", normal(theta, d.get("s")), d.get("y"))))));
    Simulator meant =
        (_, key) -> {
          Tensor mu = normal(0, 2).sample(key.fold("mu"));
          Tensor tau = gamma(3, 2).sample(key.fold("tau"));
          Tensor theta = normal(mu, tau).expand(Shape.of(8)).sample(key.fold("theta"));
          return Map.of(
              "mu", mu, "tau", tau, "theta", theta, "y", normal(theta, sigma).sample(key));
        };
    Detection power =
        printed(
            "eight schools",
            Verify.that(schools, Map.of("y", y, "s", sigma))
                .simulator(meant)
                .rows("y", "s")
                .only(NAMES)
                .power());
    assertEquals(List.of(), power.survivors());
  }

  @Test
  void ofCounts() {
    Tensor y = Tensor.of(0, 1, 0, 2, 1, 1, 3, 2, 4, 6);
    Function<Map<String, Tensor>, Model<?>> counts =
        d ->
            let(
                sample("a", normal(0, 1)),
                a ->
                    let(
                        sample("b", normal(0, 0.5)),
                        b ->
                            plate(
                                "row",
                                d.get("y").size(0),
                                _ ->
                                    observe(
                                        "y",
                                        poisson(a.plus(b.times(d.get("x"))).exp()),
                                        d.get("y")))));
    Simulator meant =
        (_, key) -> {
          Tensor a = normal(0, 1).sample(key.fold("a"));
          Tensor b = normal(0, 0.5).sample(key.fold("b"));
          return Map.of("a", a, "b", b, "y", poisson(a.plus(b.times(X)).exp()).sample(key));
        };
    Detection power =
        printed(
            "counts",
            Verify.that(counts, Map.of("x", X, "y", y))
                .simulator(meant)
                .rows("x", "y")
                .only(NAMES)
                .power());
    assertEquals(List.of(), power.survivors());
  }
}
