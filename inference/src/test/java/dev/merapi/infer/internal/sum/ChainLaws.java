package dev.merapi.infer.internal.sum;

import static dev.merapi.infer.internal.sum.ChainSpec.Trait.FACTORIAL;
import static dev.merapi.infer.internal.sum.ChainSpec.Trait.GROWING;
import static dev.merapi.infer.internal.sum.ChainSpec.Trait.MIXED;
import static dev.merapi.infer.internal.sum.ChainSpec.Trait.OUTLIER;
import static dev.merapi.infer.internal.sum.ChainSpec.Trait.REGIME;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.sum.ChainForm;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import io.vavr.collection.Map;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** A chain as a loop, or as a tree of pairs, is the same sum as one variable after the other. */
class ChainLaws {
  private static final double TOLERANCE = 1e-10;

  @Provide
  Arbitrary<ChainSpec> chains() {
    Arbitrary<Vector<ChainSpec.Trait>> traits =
        Arbitraries.of(ChainSpec.Trait.class)
            .set()
            .ofMaxSize(3)
            .map((Set<ChainSpec.Trait> set) -> Vector.ofAll(set).sorted());
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(0, 0, 1, 3),
            traits,
            Arbitraries.longs())
        .as(ChainSpec::new);
  }

  private static Tensor sum(ChainSpec spec, Tensor parameters, ChainForm form) {
    return spec.graph(parameters, form).logDensity();
  }

  @Property(tries = 150)
  void theSumDoesNotDependOnTheForm(@ForAll("chains") ChainSpec spec) {
    double expected = sum(spec, spec.parameters(), ChainForm.STEPWISE).item();
    for (ChainForm form : ChainForm.values()) {
      double found = sum(spec, spec.parameters(), form).item();
      assertEquals(expected, found, TOLERANCE * (1 + Math.abs(expected)), form::name);
    }
  }

  private static double[] gradient(ChainSpec spec, ChainForm form) {
    return Gradient.at(x -> sum(spec, x, form), spec.parameters()).toArray();
  }

  @Property(tries = 60)
  void gradientsDoNotDependOnTheForm(@ForAll("chains") ChainSpec spec) {
    double[] expected = gradient(spec, ChainForm.STEPWISE);
    assertArrayEquals(expected, gradient(spec, ChainForm.LINEAR), TOLERANCE);
    assertArrayEquals(expected, gradient(spec, ChainForm.LOG_DEPTH), TOLERANCE);
  }

  @Property(tries = 60)
  void aTracedGraphGivesTheSameSum(@ForAll("chains") ChainSpec spec) {
    Symbolic.Input x = Symbolic.Input.of("x", spec.parameters().shape());
    double expected = sum(spec, spec.parameters(), ChainForm.STEPWISE).item();
    Tensor traced = sum(spec, x, ChainForm.LINEAR);
    double found =
        Graph.of(List.of(x), List.of(traced)).apply(List.of(spec.parameters())).getFirst().item();
    assertEquals(expected, found, TOLERANCE * (1 + Math.abs(expected)));
  }

  @Property(tries = 60)
  void marginalsDoNotDependOnTheForm(@ForAll("chains") ChainSpec spec) {
    var expected = spec.graph(spec.parameters(), ChainForm.STEPWISE).marginals();
    var found = spec.graph(spec.parameters(), ChainForm.LINEAR).marginals();
    assertEquals(expected.keySet(), found.keySet());
    expected.forEach(
        (site, table) ->
            assertArrayEquals(table.toArray(), found.get(site).get().toArray(), TOLERANCE, site));
  }

  private static double joint(ChainSpec spec, Map<String, Tensor> values) {
    Model<?> chosen = new Substitute(values.toJavaMap()).on(spec.model(spec.parameters()));
    return Trace.run(Key.of(1), chosen).trace().logProbSum().item();
  }

  @Property(tries = 60)
  void modesAreAsProbableInAllForms(@ForAll("chains") ChainSpec spec) {
    double expected = joint(spec, spec.graph(spec.parameters(), ChainForm.STEPWISE).mode());
    double found = joint(spec, spec.graph(spec.parameters(), ChainForm.LINEAR).mode());
    assertEquals(expected, found, TOLERANCE * (1 + Math.abs(expected)));
  }

  /** Where the order of the variables is the same, both choose by the same tables and numbers. */
  @Property(tries = 60)
  void drawsOfPlainChainsDoNotDependOnTheForm(@ForAll("chains") ChainSpec spec) {
    Vector<ChainSpec.Trait> others = Vector.of(REGIME, OUTLIER, FACTORIAL, MIXED, GROWING);
    if (spec.history() < 2 && !spec.traits().exists(others::contains)) {
      FactorGraph stepwise = spec.graph(spec.parameters(), ChainForm.STEPWISE);
      FactorGraph loop = spec.graph(spec.parameters(), ChainForm.LINEAR);
      assertEquals(
          TreeMap.ofEntries(stepwise.draw(Key.of(7))), TreeMap.ofEntries(loop.draw(Key.of(7))));
    }
  }

  /** Frequencies of all assignments within 4.5 standard errors of their probabilities. */
  @Test
  void drawsOfBlocksAreJoint() {
    ChainSpec spec = new ChainSpec(4, 2, 2, 0, Vector.of(FACTORIAL), 3);
    FactorGraph graph = spec.graph(spec.parameters(), ChainForm.LINEAR);
    double evidence = graph.logDensity().item();
    int n = 3000;
    java.util.Map<Map<String, Tensor>, Integer> counts = new java.util.HashMap<>();
    for (int i = 0; i < n; i++) {
      counts.merge(graph.draw(Key.of(5).fold(i)), 1, Integer::sum);
    }
    assertTrue(counts.size() > 50, "different draws: " + counts.size());
    counts.forEach(
        (values, count) -> {
          double p = Math.exp(joint(spec, values) - evidence);
          double tolerance = 4.5 * Math.sqrt(p * (1 - p) / n) + 1.0 / n;
          assertEquals(p, (double) count / n, tolerance, values::toString);
        });
  }

  private static String explained(ChainSpec spec) {
    return spec.graph(spec.parameters(), ChainForm.LINEAR).explain();
  }

  @Test
  void explainSaysWhatIsALoop() {
    String plain = explained(new ChainSpec(9, 3, 1, 0, Vector.empty(), 1));
    assertTrue(plain.contains("chain 'chain' z_0 … z_8: a loop over 9 steps of 3 states"), plain);
    assertTrue(plain.endsWith("81 entries in all"), plain);
    String folded = explained(new ChainSpec(9, 2, 2, 3, Vector.empty(), 1));
    assertTrue(
        folded.contains("z_1 … z_8: a loop over 4 steps of 4 states over [series 3]"), folded);
    String grown = explained(new ChainSpec(9, 2, 1, 0, Vector.of(GROWING), 1));
    assertTrue(grown.contains("z_4 … z_8: a loop over 5 steps of 3 states"), grown);
  }

  @Test
  void whatOneStepDependsOnGoesBeforeTheLoop() {
    String text = explained(new ChainSpec(9, 3, 1, 0, Vector.of(OUTLIER), 1));
    assertTrue(text.startsWith("outlier: "), text);
    assertTrue(text.contains("a loop over 9 steps of 3 states, 81 entries"), text);
    String around = explained(new ChainSpec(9, 3, 1, 0, Vector.of(REGIME), 1));
    assertTrue(around.contains("9 steps of 3 states over [regime 2], 162 entries"), around);
  }

  @Test
  void explainSaysWhyAChainIsNoLoop() {
    String unlike = explained(new ChainSpec(2, 2, 1, 0, Vector.of(GROWING), 1));
    assertTrue(
        unlike.contains("chain 'chain' is summed step by step: no two neighbouring steps"), unlike);
    assertFalse(unlike.contains("a loop over"), unlike);
  }
}
