package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.Sphere;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Derivatives of densities and of draws. */
public class DistributionGradientLaws {
  private static final Key KEY = Key.of(77);
  private static final int BLOCKS = 40;

  /** Standard errors of {@value #BLOCKS} blocks: 1e-7 of Student's t with 39 degrees of freedom. */
  private static final double ERRORS = 6.5;

  private static Stream<DynamicTest> each(
      java.util.function.Predicate<Specimen> which, java.util.function.Consumer<Specimen> check) {
    return Specimens.all().stream()
        .filter(which)
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check.accept(s)));
  }

  private static List<Symbolic.Input> inputs(List<Tensor> parameters) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Tensor parameter : parameters) {
      inputs.add(Symbolic.Input.recorded("parameter " + inputs.size(), parameter.dense()));
    }
    return inputs;
  }

  private static List<Tensor> gradient(
      List<Tensor> parameters, Function<List<Tensor>, Tensor> function) {
    List<Symbolic.Input> inputs = inputs(parameters);
    Tensor output = function.apply(List.copyOf(inputs));
    return Gradient.ofRecorded(output, inputs).stream().map(g -> (Tensor) g.dense()).toList();
  }

  @TestFactory
  Stream<DynamicTest> theGradientOfTheDensityIsItsCentralDifference() {
    return each(s -> true, s -> density(s, KEY));
  }

  public static void density(Specimen s, Key key) {
    Tensor draws = s.distribution().sample(key, Shape.of(3));
    differences(s.parameters(), p -> s.builder().apply(p).logProb(draws).sum());
    if (isSmooth(s.distribution())) {
      Bijector free = BijectTo.of(s.distribution().support());
      Tensor x = free.inverse(draws);
      differences(List.of(x), v -> s.distribution().logProb(free.forward(v.getFirst())).sum());
    }
  }

  /** Whether the support can be moved about in. */
  private static boolean isSmooth(Distribution distribution) {
    Constraint support = distribution.support();
    return !distribution.isDiscrete() && !(support instanceof Sphere || support instanceof Either);
  }

  private static void differences(
      List<Tensor> parameters, Function<List<Tensor>, Tensor> function) {
    List<Tensor> gradients = gradient(parameters, function);
    for (int k = 0; k < parameters.size(); k++) {
      double[] at = parameters.get(k).toArray();
      double[] ours = gradients.get(k).toArray();
      double size = 1;
      for (double g : ours) {
        size = Math.max(size, Math.abs(g));
      }
      for (int i = 0; i < at.length; i++) {
        double h = 1e-5 * Math.max(1e-2, Math.abs(at[i]));
        double bound = 3e-5 * size;
        int operand = k;
        int element = i;
        DoubleUnaryOperator along = step -> shifted(parameters, operand, element, step, function);
        double slope = (along.applyAsDouble(h) - along.applyAsDouble(-h)) / (2 * h);
        assertTrue(
            Math.abs(slope - ours[i]) < bound
                || Math.abs(oneSided(along, h) - ours[i]) < bound
                || Math.abs(oneSided(along, -h) - ours[i]) < bound,
            () ->
                "operand %d, element %d: gradient %s, difference %s"
                    .formatted(operand, element, ours[element], slope));
      }
    }
  }

  /**
   * The slope at 0 by three points on one side. Where a density has a corner closer than h, this is
   * the slope on the side without it; a difference across the corner is none.
   */
  private static double oneSided(DoubleUnaryOperator f, double h) {
    return (4 * f.applyAsDouble(h) - 3 * f.applyAsDouble(0) - f.applyAsDouble(2 * h)) / (2 * h);
  }

  private static double shifted(
      List<Tensor> parameters, int k, int i, double h, Function<List<Tensor>, Tensor> function) {
    double[] moved = parameters.get(k).toArray();
    moved[i] += h;
    List<Tensor> all = new ArrayList<>(parameters);
    all.set(k, Tensor.of(moved, parameters.get(k).shape()));
    return function.apply(all).item();
  }

  /**
   * E ∂ ln p/∂θ = 0: the mean of {@value #BLOCKS} blocks lies within {@value #ERRORS} standard
   * errors, which a right gradient misses with probability 1e-7 for each of some 300 numbers.
   */
  @TestFactory
  Stream<DynamicTest> theScoreHasMeanZero() {
    return each(DistributionGradientLaws::hasScore, s -> score(s, KEY, ERRORS));
  }

  /** The identity needs a support that does not move with the parameters. */
  public static boolean hasScore(Specimen s) {
    return !s.movesItsSupport() && !s.parameters().isEmpty();
  }

  public static void score(Specimen s, Key key, double errors) {
    blocks(
        s.parameters(),
        block -> {
          Tensor draws = s.distribution().sample(key.fold(block), Shape.of(200));
          return gradient(s.parameters(), p -> s.builder().apply(p).logProb(draws).mean());
        },
        s.parameters().stream().map(p -> Tensor.zeros(p.shape())).toList(),
        errors);
  }

  /** E ∂x/∂θ = ∂ E x/∂θ for pathwise draws x, with the same bound. */
  @TestFactory
  Stream<DynamicTest> pathwiseGradientsMoveTheMean() {
    return each(DistributionGradientLaws::hasPath, s -> path(s, KEY, ERRORS));
  }

  /** A mean that moves, and a variance that may bound its error. */
  public static boolean hasPath(Specimen s) {
    Distribution distribution = s.distribution();
    return distribution.reparametrised()
        && !distribution.isDiscrete()
        && DistributionDensityLaws.known(distribution::variance)
            .filter(v -> v.eq(Double.POSITIVE_INFINITY).max().item() == 1)
            .isEmpty()
        && !(distribution instanceof VonMises || distribution instanceof ProjectedNormal)
        && DistributionDensityLaws.known(distribution::mean)
            .filter(m -> m.abs().lt(Double.POSITIVE_INFINITY).min().item() == 1)
            .isPresent();
  }

  public static void path(Specimen s, Key key, double errors) {
    Tensor tilt = Tensor.arange(s.distribution().shape(Shape.SCALAR).count()).plus(1).sqrt();
    Tensor weights = tilt.reshape(s.distribution().shape(Shape.SCALAR));
    blocks(
        s.parameters(),
        block ->
            gradient(
                s.parameters(),
                p -> {
                  Tensor x = s.builder().apply(p).sample(key.fold(block), Shape.of(200));
                  return x.mean(0).times(weights).sum();
                }),
        gradient(s.parameters(), p -> s.builder().apply(p).mean().times(weights).sum()),
        errors);
  }

  public static void blocks(
      List<Tensor> parameters, Function<Integer, List<Tensor>> block, List<Tensor> expected) {
    blocks(parameters, block, expected, ERRORS);
  }

  private static void blocks(
      List<Tensor> parameters,
      Function<Integer, List<Tensor>> block,
      List<Tensor> expected,
      double errors) {
    List<List<Tensor>> all = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      all.add(block.apply(i));
    }
    for (int k = 0; k < parameters.size(); k++) {
      int operand = k;
      Tensor draws = Tensor.stack(0, all.stream().map(g -> g.get(operand)).toArray(Tensor[]::new));
      Tensor mean = draws.mean(0);
      Tensor error = draws.minus(mean).square().sum(0).div(BLOCKS * (BLOCKS - 1.0)).sqrt();
      Tensor gap = mean.minus(expected.get(k)).abs();
      Dense z = (Dense) gap.div(error.plus(gap.maximum(Tensor.scalar(1)).times(1e-9)));
      assertTrue(
          z.max().item() < errors,
          () -> "operand %d: mean %s, expected %s".formatted(operand, mean, expected.get(operand)));
    }
  }
}
