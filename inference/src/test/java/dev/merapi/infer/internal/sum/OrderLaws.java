package dev.merapi.infer.internal.sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.internal.discrete.Marginals;
import dev.merapi.infer.sum.ChainForm;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import io.vavr.collection.HashMap;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Elimination on random factors is brute force, in whatever order the variables go. */
class OrderLaws {
  private static final Vector<Axis.Variable> VARIABLES =
      Vector.of(variable("a", 2), variable("b", 3), variable("c", 2), variable("d", 3));

  private static Axis.Variable variable(String name, int size) {
    return new Axis.Variable(name, size, LinkedHashSet.empty());
  }

  /** Sets of variables, as bits. */
  @Provide
  Arbitrary<List<Integer>> scopes() {
    return Arbitraries.integers().between(1, 15).list().ofMinSize(1).ofMaxSize(6);
  }

  private static Vector<Factor> factors(List<Integer> scopes, long seed) {
    Vector<Factor> factors = Vector.empty();
    for (int scope : scopes) {
      Vector<Axis> axes =
          VARIABLES.zipWithIndex().filter(v -> (scope >> v._2 & 1) == 1).map(v -> v._1);
      Shape shape = Shape.of(axes.toJavaStream().mapToInt(Axis::size).toArray());
      double[] table = new double[shape.count()];
      Draws.normal(Key.of(seed).fold(factors.size()), table, 0, table.length);
      factors = factors.append(new Factor(axes, Tensor.of(table, shape), LinkedHashSet.of("site")));
    }
    return factors;
  }

  private static Vector<Axis.Variable> present(Vector<Factor> factors) {
    return VARIABLES.filter(v -> factors.exists(f -> f.variables().contains(v)));
  }

  private static double bruteForce(Vector<Factor> factors) {
    return Factor.product(factors).table().logSumExp().item();
  }

  private static double total(Elimination elimination) {
    return elimination.rest().map(factor -> factor.table().item()).sum().doubleValue();
  }

  @Property(tries = 200)
  void greedyIsBruteForce(@ForAll("scopes") List<Integer> scopes, @ForAll long seed) {
    Vector<Factor> factors = factors(scopes, seed);
    Elimination elimination = Order.eliminate(factors, present(factors), Semiring.SUM);
    assertEquals(bruteForce(factors), total(elimination), 1e-12);
  }

  @Property(tries = 200)
  void anyOrderGivesTheSameSum(@ForAll("scopes") List<Integer> scopes, @ForAll long seed) {
    Vector<Factor> factors = factors(scopes, seed);
    double expected = bruteForce(factors);
    List<Axis.Variable> order = present(factors).toJavaList();
    Collections.shuffle(order, new Random(seed));
    for (Axis.Variable variable : order) {
      factors = Order.eliminate(factors, Vector.of(variable), Semiring.SUM).rest();
    }
    double sum = factors.map(factor -> factor.table().item()).sum().doubleValue();
    assertEquals(expected, sum, 1e-12);
  }

  @Property(tries = 200)
  void theModeHasTheGreatestWeight(@ForAll("scopes") List<Integer> scopes, @ForAll long seed) {
    Vector<Factor> factors = factors(scopes, seed);
    Elimination elimination = Order.eliminate(factors, present(factors), Semiring.MAX);
    Map<String, Tensor> mode = Backward.through(elimination.steps(), Choosing.MODE);
    double weight = 0;
    for (Factor factor : factors) {
      int[] at =
          factor
              .axes()
              .toJavaStream()
              .mapToInt(a -> (int) mode.get(a.name()).get().item())
              .toArray();
      weight += factor.table().at(at).item();
    }
    assertEquals(Factor.product(factors).table().max().item(), weight, 1e-12);
  }

  @Property(tries = 100)
  void marginalsAreNormalisedSumsOfTheJointTable(
      @ForAll("scopes") List<Integer> scopes, @ForAll long seed) {
    Vector<Factor> factors = factors(scopes, seed);
    var summed = present(factors).toLinkedSet();
    Map<String, Tensor> marginals =
        Marginals.of(
            new Group(
                factors,
                summed,
                Tensor.scalar(1),
                HashMap.empty(),
                ChainForm.LINEAR,
                Vector.empty()));
    Factor joint = Factor.product(factors);
    Tensor probabilities = joint.table().minus(joint.table().logSumExp()).exp();
    for (Axis.Variable variable : summed) {
      int own = joint.axes().indexOf(variable);
      Tensor expected = probabilities.moveAxis(own, 0).reshape(variable.size(), -1).sum(1);
      Tensor defect = expected.minus(marginals.get(variable.name()).get()).abs();
      assertTrue(defect.max().item() < 1e-12, variable.name());
    }
  }
}
