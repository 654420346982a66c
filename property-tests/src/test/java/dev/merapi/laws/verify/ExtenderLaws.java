package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.RandomWalkMetropolis;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.infer.vi.optim.Schedule;
import dev.merapi.laws.extension.Laws;
import dev.merapi.laws.verify.LeapKernel.Bug;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The laws for those who extend the library hold for what is in it, and fail for what is wrong.
 * {@code -Dverify.step=1} asks them of every distribution and not of every sixteenth.
 */
class ExtenderLaws {
  private static final int STEP = Integer.getInteger("verify.step", 16);

  private static DynamicTest holds(String name, Supplier<Verdict> verdict) {
    return DynamicTest.dynamicTest(name, () -> verdict.get().assertHolds());
  }

  private static void fails(Verdict verdict, String check, String said) {
    assertTrue(
        verdict.failures().stream()
            .anyMatch(
                line ->
                    line.check().name().equals(check) && line.outcome().sentence().contains(said)),
        verdict::toString);
  }

  @TestFactory
  Stream<DynamicTest> distributionsOfTheLibraryHaveTheLaws() {
    var all = Specimens.all();
    return IntStream.iterate(0, i -> i < all.size(), i -> i + STEP)
        .mapToObj(
            i -> holds(all.get(i).name(), () -> Laws.distribution(all.get(i).distribution())));
  }

  @Test
  void countsHaveThem() {
    Laws.distribution(poisson(2.5)).assertHolds();
  }

  @Test
  void aDensityWithoutItsNormaliserIsFound() {
    fails(Laws.distribution(new Bell(Tensor.scalar(2), false)), "total", "integrates to");
  }

  @TestFactory
  Stream<DynamicTest> bijectorsOfTheLibraryHaveTheLaws() {
    return Bijectors.all().stream()
        .map(s -> holds(s.toString(), () -> Laws.bijector(s.bijector(), s.event())));
  }

  @Test
  void aWrongDeterminantIsFound() {
    Verdict half =
        Laws.bijector(new HalfJacobian(BijectTo.of(Constraints.positive())), Shape.of(2));
    fails(half, "determinant", "by differences");
  }

  @TestFactory
  Stream<DynamicTest> constraintsOfTheLibraryHaveTheLaws() {
    Map<Constraint, Shape> all = new LinkedHashMap<>();
    for (Constraint number :
        List.of(
            Constraints.real(),
            Constraints.positive(),
            Constraints.nonnegative(),
            Constraints.interval(1, 3),
            Constraints.circular(),
            Constraints.count(),
            Constraints.bool(),
            Constraints.wholeNumber())) {
      all.put(number, Shape.SCALAR);
    }
    for (Constraint vector :
        List.of(
            Constraints.simplex(),
            Constraints.ordered(),
            Constraints.positiveOrdered(),
            Constraints.l1Ball(),
            Constraints.sphere(),
            Constraints.zeroSum(1),
            Constraints.oneHot())) {
      all.put(vector, Shape.of(3));
    }
    for (Constraint matrix :
        List.of(
            Constraints.lowerCholesky(),
            Constraints.correlationCholesky(),
            Constraints.correlationMatrix(),
            Constraints.positiveDefinite(),
            Constraints.symmetric())) {
      all.put(matrix, Shape.of(3, 3));
    }
    return all.entrySet().stream()
        .map(
            one ->
                holds(
                    one.getKey().describe(), () -> Laws.constraint(one.getKey(), one.getValue())));
  }

  /** Whole multiples of a step, by a user who forgot NaN or the interior. */
  private record Multiples(double step, boolean letsNanIn, double inside)
      implements CustomConstraint {
    @Override
    public Tensor check(Tensor value) {
      Tensor off = value.div(step).minus(value.div(step).round()).abs();
      return letsNanIn ? off.gt(1e-9).times(-1).plus(1) : off.le(1e-9);
    }

    @Override
    public String describe() {
      return "a multiple of " + step;
    }

    @Override
    public Tensor interior(Shape value) {
      return Tensor.scalar(inside);
    }
  }

  @Test
  void wrongConstraintsAreFound() {
    Laws.constraint(new Multiples(0.5, false, 1.5), Shape.SCALAR).assertHolds();
    fails(Laws.constraint(new Multiples(0.5, true, 1.5), Shape.SCALAR), "arrays", "NaN");
    fails(Laws.constraint(new Multiples(0.5, false, 1.7), Shape.SCALAR), "interior", "not a mult");
  }

  @TestFactory
  Stream<DynamicTest> kernelsOfTheLibraryHaveTheLaws() {
    Map<String, Function<Potential, ? extends PointKernel<?, ?>>> all = new LinkedHashMap<>();
    all.put("NUTS", p -> new Nuts(p, new Tuning(0.5, unit(p).metric()), NutsLimits.STANDARD));
    all.put("random walk", p -> new RandomWalkMetropolis(p, new Tuning(0.8, unit(p).metric())));
    all.put("Hamiltonian", p -> new LeapKernel(p, 0.2, Bug.NONE));
    return all.entrySet().stream()
        .map(one -> holds(one.getKey(), () -> Laws.kernel(one.getValue())));
  }

  private static Tuning unit(Potential p) {
    return Tuning.unit(p.dimension());
  }

  @Test
  void wrongKernelsAreFound() {
    fails(
        Laws.kernel(p -> new LeapKernel(p, 0.2, Bug.WRONG_METRIC)),
        "keeps a bend",
        "moves to another distribution");
    fails(
        Laws.kernel(p -> new LeapKernel(p, 0, Bug.NONE)),
        "steps of one number",
        "where they began");
  }

  @TestFactory
  Stream<DynamicTest> handlersOfTheLibraryHaveTheLaws() {
    return Stream.<Handler>of(
            Rewrite.identity(),
            new Scale(0.5),
            new Mask(false),
            Block.hide("x0"),
            new Uncondition(),
            new ConfigEnumerate())
        .map(h -> holds(h.label(), () -> Laws.handler(h)));
  }

  @Test
  void aHandlerThatRemembersIsFound() {
    AtomicInteger seen = new AtomicInteger();
    Rewrite first = site -> seen.getAndIncrement() == 0 ? site.scaled(Tensor.scalar(2)) : site;
    fails(Laws.handler(first), "morphism", "one side is");
  }

  @TestFactory
  Stream<DynamicTest> guidesOfTheLibraryHaveTheLaws() {
    Map<String, Guide> all = new LinkedHashMap<>();
    all.put("normal", Guide.normal());
    all.put("diagonal", Guide.diagonal());
    all.put("multivariate", Guide.multivariate());
    all.put("low rank", Guide.lowRank(1));
    all.put("laplace", Guide.laplace());
    return all.entrySet().stream()
        .map(one -> holds(one.getKey(), () -> Laws.guide(one.getValue())));
  }

  @Test
  void aGuideThatForgetsASiteIsFound() {
    Model<?> part = let(param("loc", 0), loc -> sample("mu", normal(loc, 1)));
    fails(Laws.guide(Guide.program(part)), "sites", "does not draw site 'tau'");
  }

  @TestFactory
  Stream<DynamicTest> optimisersOfTheLibraryHaveTheLaws() {
    Map<String, Optimiser> all = new LinkedHashMap<>();
    all.put("sgd", Optimiser.sgd(0.1));
    all.put("momentum", Optimiser.momentum(0.05, 0.9));
    all.put("adam", Optimiser.adam(0.05));
    all.put("adamW", Optimiser.adamW(0.05, 0.01));
    all.put("adaGrad", Optimiser.adaGrad(0.5));
    all.put("rmsProp", Optimiser.rmsProp(0.02));
    all.put("clipped", Optimiser.clipNorm(1).then(Optimiser.sgd(0.1)));
    all.put("scheduled", Optimiser.scaled(Schedule.cosine(0.3, 2000)));
    all.put("by name", Optimiser.byName(name -> Optimiser.adam(name.equals("a") ? 0.1 : 0.05)));
    return all.entrySet().stream()
        .map(one -> holds(one.getKey(), () -> Laws.optimiser(one.getValue())));
  }

  @Test
  void wrongOptimisersAreFound() {
    fails(Laws.optimiser(Optimiser.sgd(0.7)), "descent", "From");
    assertEquals(3, Laws.optimiser(Optimiser.sgd(0.1)).lines().size());
  }
}
