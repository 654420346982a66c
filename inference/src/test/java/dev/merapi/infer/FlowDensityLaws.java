package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.internal.specimen.Bijectors;
import dev.merapi.effects.Model;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A model that learns a flow has a graph; compiled and interpreted it has the same bits. */
final class FlowDensityLaws {

  /** All weights of a flow as one latent vector, and one value seen through it. */
  private static Model<Tensor> model(Bijectors.Learnt learnt, Tensor seen) {
    Tensor zeros = Tensor.zeros(learnt.event());
    int size = learnt.family().size();
    return sample("weights", normal(Tensor.zeros(Shape.of(size)), 1).toEvent(1))
        .flatMap(
            weights ->
                observe(
                    "y",
                    transformed(normal(zeros, 1).toEvent(), learnt.family().unpacked(weights)),
                    seen));
  }

  @TestFactory
  Stream<DynamicTest> executorsAgreeBitForBit() {
    return Bijectors.families().stream()
        .map(learnt -> DynamicTest.dynamicTest(learnt.toString(), () -> agree(learnt)));
  }

  private static void agree(Bijectors.Learnt learnt) {
    Tensor x = normal(Tensor.zeros(learnt.event()), 1).sample(Key.of(1));
    LogDensity density = LogDensity.of(model(learnt, learnt.member().bijector().forward(x)));
    assertTrue(density.whyDynamic().isEmpty(), density.whyDynamic());
    Graph graph = GraphPotential.graph(density.potential()).get();
    double[] q = normal(0, 0.5).expandBy(Shape.of(density.dimension())).sample(Key.of(2)).toArray();
    double[] interpreted = new double[q.length];
    double[] compiled = new double[q.length];
    double value =
        potential(density, graph, Interpreter.of(graph)).logDensityAndGradient(q, interpreted);
    assertTrue(Double.isFinite(value));
    assertEquals(
        value, potential(density, graph, Compiled.of(graph)).logDensityAndGradient(q, compiled));
    assertArrayEquals(interpreted, compiled);
  }

  private static Potential potential(LogDensity density, Graph graph, Executor executor) {
    return GraphPotential.of(graph, executor, new Coordinates(density.coordinates()));
  }
}
