package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.compile.Jit;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Example;

/** Solutions that are known, the flow of time, derivatives, and what cannot be solved. */
final class OdeLaws {
  private static final List<Ode> METHODS = List.of(Ode.explicit(), Ode.stiff());

  /** Prey and predators, [.., 2]. */
  private static Ode.Field prey(Tensor theta) {
    return (t, y) -> {
      Tensor u = y.slice(-1, 0, 1);
      Tensor v = y.slice(-1, 1, 2);
      return Tensor.concat(
          -1,
          u.times(theta.get(0).minus(theta.get(1).times(v))),
          v.times(theta.get(3).times(u).minus(theta.get(2))));
    };
  }

  /** Three species of a chemical reaction, of rates 0.04, 10⁴ and 3 · 10⁷ (Robertson, 1966). */
  private static Ode.Field reaction(Tensor rates) {
    return (t, y) -> {
      Tensor one = rates.get(0).times(y.get(0));
      Tensor two = rates.get(1).times(y.get(1)).times(y.get(2));
      Tensor three = rates.get(2).times(y.get(1).square());
      return Tensor.stack(0, two.minus(one), one.minus(two).minus(three), three);
    };
  }

  @Example
  void aCircleIsACircle() {
    Tensor times = Tensor.linspace(0, 10, 21);
    for (Ode ode : METHODS) {
      Tensor path =
          ode.tolerances(1e-9, 1e-9)
              .solve((t, y) -> y.flip(0).times(Tensor.of(1, -1)), Tensor.of(0, 1), times);
      requireNear(times.sin(), path.at(Index.ALL, Index.at(0)), 1e-6);
      requireNear(times.cos(), path.at(Index.ALL, Index.at(1)), 1e-6);
    }
  }

  /** The right-hand side may depend on the time: y′ = cos t, and y = sin t, of a single number. */
  @Example
  void aSlopeOfTimeAlone() {
    for (Ode ode : METHODS) {
      Tensor path = ode.solve((t, y) -> t.cos(), Tensor.scalar(0), Tensor.of(0, 1, 2));
      requireNear(Tensor.of(0, Math.sin(1), Math.sin(2)), path, 1e-5);
    }
  }

  /** A tenth of the tolerance is about a tenth of the error. */
  @Example
  void errorsFollowTheTolerance() {
    for (Ode ode : METHODS) {
      double before = 1;
      for (double tolerance = 1e-4; tolerance > 1e-10; tolerance /= 100) {
        Tensor end =
            ode.tolerances(tolerance, tolerance)
                .solve((t, y) -> y.unaryMinus(), Tensor.of(1), Tensor.of(0, 3))
                .get(1);
        double error = Math.abs(end.get(0).item() - Math.exp(-3));
        assertTrue(error < before / 5 && error < 50 * tolerance, ode + ": " + error);
        before = error;
      }
    }
  }

  /** There and back is where it began; a time that is repeated is the same state. */
  @Example
  void timesMayFallAndRepeat() {
    Tensor theta = Tensor.of(0.5, 0.03, 0.8, 0.02);
    for (Ode ode : METHODS) {
      Tensor path =
          ode.tolerances(1e-9, 1e-9).solve(prey(theta), Tensor.of(30, 4), Tensor.of(0, 3, 3, 7, 0));
      assertEquals(path.get(1), path.get(2));
      requireNear(path.get(0), path.get(4), 1e-4);
    }
  }

  /** Rows side by side are rows one by one, as exactly as asked. */
  @Example
  void manyAtOnce() {
    Tensor theta = Tensor.of(0.5, 0.03, 0.8, 0.02);
    Tensor starts = Tensor.of(new double[][] {{30, 4}, {10, 10}, {50, 1}});
    Tensor times = Tensor.of(0, 2, 5);
    Ode ode = Ode.explicit().tolerances(1e-9, 1e-9);
    Tensor all = ode.solve(prey(theta), starts, times);
    for (int i = 0; i < 3; i++) {
      requireNear(
          ode.solve(prey(theta), starts.get(i), times), all.at(Index.ALL, Index.at(i)), 1e-5);
    }
  }

  /** Reference: Hairer and Wanner (1996), and the test set of Mazzia and Magherini (2008). */
  @Example
  void stiffEquations() {
    Tensor path =
        Ode.stiff()
            .tolerances(1e-8, 1e-13)
            .solve(reaction(Tensor.of(0.04, 1e4, 3e7)), Tensor.of(1, 0, 0), Tensor.of(0, 0.4, 40));
    requireNear(Tensor.of(0.98517211, 3.3863954e-5, 0.014794022), path.get(1), 1e-6);
    requireNear(Tensor.of(0.71582707, 9.1855347e-6, 0.28416375), path.get(2), 1e-6);
    Ode.Field vanDerPol =
        (t, y) -> {
          Tensor bend = y.get(0).square().unaryMinus().plus(1).times(y.get(1)).minus(y.get(0));
          return Tensor.stack(0, y.get(1), bend.times(1e6));
        };
    Tensor end =
        Ode.stiff()
            .tolerances(1e-7, 1e-7)
            .solve(vanDerPol, Tensor.of(2, 0), Tensor.of(0, 2))
            .get(1);
    requireNear(Tensor.of(1.7061677321704, -0.89280970102), end, 1e-4);
    String told = Ode.explicit().explain(vanDerPol, Tensor.of(2, 0), Tensor.of(0, 2));
    assertTrue(told.contains("Ode.stiff()"), told);
  }

  @Example
  void gradientsAreDifferences() {
    Tensor point = Tensor.of(0.55, 0.028, 0.8, 0.024, 33, 5.9);
    Tensor times = Tensor.of(0, 1, 3, 6);
    for (Ode ode : METHODS) {
      Ode exact = ode.tolerances(1e-11, 1e-11).steps(100_000);
      requireSlopes(
          x -> exact.solve(prey(x.slice(0, 0, 4)), x.slice(0, 4, 6), times).log().square().sum(),
          point,
          1e-6);
    }
    Ode stiff = Ode.stiff().tolerances(1e-10, 1e-15);
    requireSlopes(
        x ->
            stiff
                .solve(
                    reaction(x.times(Tensor.of(0.04, 1e4, 3e7))),
                    Tensor.of(1, 0, 0),
                    Tensor.of(0, 4, 40))
                .times(Tensor.of(1, 1e4, 2))
                .sum(),
        Tensor.of(1, 1, 1),
        1e-5);
  }

  /** As they come, gradients are as exact as solutions. */
  @Example
  void gradientsAtTheUsualTolerance() {
    Tensor point = Tensor.of(0.55, 0.028, 0.8, 0.024, 33, 5.9);
    for (Ode ode : METHODS) {
      Function<Ode, Tensor> slopes =
          by ->
              Gradient.at(
                  x ->
                      by.solve(prey(x.slice(0, 0, 4)), x.slice(0, 4, 6), Tensor.of(0, 6))
                          .log()
                          .sum(),
                  point);
      Tensor exact = slopes.apply(Ode.explicit().tolerances(1e-11, 1e-11));
      requireNear(Tensor.ones(exact.shape()), slopes.apply(ode).div(exact), 0.005);
    }
  }

  /** In a compiled graph, with what the slope uses from outside as an input. */
  @Example
  void compiledIsEager() {
    Tensor theta = Tensor.of(0.5, 0.03, 0.8, 0.02);
    Tensor start = Tensor.of(30, 4);
    for (Ode ode : METHODS) {
      Function<List<Tensor>, List<Tensor>> path =
          x -> List.of(ode.solve(prey(x.get(0)), x.get(1), Tensor.of(0, 1, 4)));
      assertEquals(path.apply(List.of(theta, start)), Jit.of(path).apply(List.of(theta, start)));
    }
  }

  /** y′ = y² is infinite at 1. */
  @Example
  void aPoleIsNotANumber() {
    for (Ode ode : METHODS) {
      Tensor path = ode.solve((t, y) -> y.square(), Tensor.of(1), Tensor.of(0, 0.5, 2, 3));
      assertEquals(2, path.get(1).get(0).item(), 1e-4);
      assertTrue(Double.isNaN(path.get(2).get(0).item()));
      assertTrue(Double.isNaN(path.get(3).get(0).item()));
      String told = ode.explain((t, y) -> y.square(), Tensor.of(1), Tensor.of(0, 0.5, 2, 3));
      assertTrue(told.matches("The solution stopped at (0\\.999|1\\.000).*"), told);
    }
  }

  @Example
  void whatCannotBeAsked() {
    Tensor one = Tensor.of(1);
    Tensor times = Tensor.of(0, 1);
    assertThrows(
        ShapeException.class, () -> Ode.explicit().solve((t, y) -> Tensor.of(1, 2, 3), one, times));
    assertThrows(
        ShapeException.class, () -> Ode.explicit().solve((t, y) -> y, one, Tensor.scalar(0)));
    assertThrows(ArgumentException.class, () -> Ode.explicit().tolerances(0, 1));
    assertThrows(ArgumentException.class, () -> Ode.stiff().steps(0));
  }

  private static void requireNear(Tensor expected, Tensor found, double tolerance) {
    double apart = expected.minus(found).abs().max().item();
    assertTrue(apart <= tolerance, () -> expected + " and " + found + " are " + apart + " apart");
  }

  private static void requireSlopes(
      Function<Tensor, Tensor> function, Tensor at, double tolerance) {
    Tensor slopes = Gradient.at(function, at);
    for (int i = 0; i < at.size(0); i++) {
      double step = 1e-4 * at.get(i).item();
      Tensor unit = Tensor.of(i).oneHot(at.size(0)).reshape(at.shape());
      double up = function.apply(at.plus(unit.times(step))).item();
      double down = function.apply(at.minus(unit.times(step))).item();
      double expected = (up - down) / (2 * step);
      assertEquals(
          expected, slopes.get(i).item(), tolerance * (1 + Math.abs(expected)), "entry " + i);
    }
  }
}
