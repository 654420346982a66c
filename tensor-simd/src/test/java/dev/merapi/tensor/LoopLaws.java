package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Loop.State;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A loop = its steps written out, in values bit for bit and in gradients; also in segments, nested,
 * and compiled.
 */
final class LoopLaws {
  private static Tensor random(long seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(new SplittableRandom(seed).doubles(shape.count(), -1, 1).toArray(), shape);
  }

  /** A small recurrent network: carries a vector and a running total, puts out a number. */
  private static Loop.Body network(Tensor weights) {
    return (carry, elements) -> {
      Tensor hidden = weights.matmul(carry.getFirst()).plus(elements.getFirst()).tanh();
      Tensor total = carry.get(1).plus(hidden.square().sum());
      return new State(List.of(hidden, total), List.of(hidden.at(0).times(total)));
    };
  }

  private static List<Tensor> start() {
    return List.of(Tensor.of(0.1, -0.2), Tensor.scalar(0));
  }

  private static State writtenOut(Tensor sequence, Loop.Body body) {
    List<? extends Tensor> carry = start();
    List<Tensor> outputs = new ArrayList<>();
    for (int t = 0; t < sequence.size(0); t++) {
      State state = body.step(carry, List.of(sequence.at(t)));
      carry = state.carry();
      outputs.add(state.outputs().getFirst());
    }
    return new State(carry, List.of(Tensor.stack(0, outputs.toArray(Tensor[]::new))));
  }

  private static Tensor summary(State state) {
    Tensor outputs = state.outputs().getFirst();
    Tensor weights = Tensor.arange(outputs.size(0)).plus(1).reciprocal();
    return outputs
        .times(weights)
        .sum()
        .plus(state.carry().getFirst().prod())
        .plus(state.carry().get(1));
  }

  private static Tensor inSegments(Tensor weights, Tensor sequence, long kept) {
    return summary(Loop.run(start(), List.of(sequence), sequence.size(0), network(weights), kept));
  }

  @Property(tries = 40)
  void aLoopIsItsStepsWrittenOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int steps) {
    Tensor weights = random(seed, 2, 2);
    Tensor sequence = random(seed + 1, steps, 2);
    State loop = Loop.scan(start(), List.of(sequence), network(weights));
    assertEquals(writtenOut(sequence, network(weights)), loop);
    assertEquals(summary(loop), inSegments(weights, sequence, 0));
  }

  @Property(tries = 20)
  void itsGradientsAreThoseOfTheStepsWrittenOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int steps) {
    Tensor weights = random(seed, 2, 2);
    Tensor sequence = random(seed + 1, steps, 2);
    double[] inWeights =
        Gradient.at(w -> summary(writtenOut(sequence, network(w))), weights).toArray();
    double[] inSequence =
        Gradient.at(x -> summary(writtenOut(x, network(weights))), sequence).toArray();
    for (long kept : new long[] {Long.MAX_VALUE, 0}) {
      assertArrayEquals(
          inWeights, Gradient.at(w -> inSegments(w, sequence, kept), weights).toArray(), 1e-9);
      assertArrayEquals(
          inSequence, Gradient.at(x -> inSegments(weights, x, kept), sequence).toArray(), 1e-9);
    }
  }

  @Example
  void secondDerivativesAreThoseOfTheStepsWrittenOut() {
    Tensor weights = random(3, 2, 2);
    Tensor sequence = random(4, 9, 2);
    double[] expected = curvature(w -> summary(writtenOut(sequence, network(w))), weights);
    assertArrayEquals(
        expected, curvature(w -> inSegments(w, sequence, Long.MAX_VALUE), weights), 1e-8);
    assertArrayEquals(expected, curvature(w -> inSegments(w, sequence, 0), weights), 1e-8);
  }

  private static double[] curvature(Function<Tensor, Tensor> function, Tensor point) {
    Tensor mixture = random(5, 2, 2);
    return Gradient.at(
            x -> Gradient.of(function.apply(x), List.of(x)).getFirst().times(mixture).sum(), point)
        .toArray();
  }

  @Example
  void aCompiledLoopGivesTheBitsOfTheInterpretedOne() {
    Symbolic.Input weights = Symbolic.Input.of("weights", Shape.of(2, 2));
    Tensor value = inSegments(weights, random(7, 200, 2), Long.MAX_VALUE);
    Graph graph = Graph.of(List.of(weights), Gradient.of(value, List.of(weights)));
    double[][] interpreted = {new double[4]};
    double[][] compiled = {new double[4]};
    double[][] arguments = {random(8, 2, 2).toArray()};
    Interpreter.of(graph).run(arguments, interpreted);
    Compiled.of(graph).run(arguments, compiled);
    assertArrayEquals(interpreted[0], compiled[0]);
    assertTrue(graph.equations().size() < 80, () -> "A loop must stay a loop: " + graph);
  }

  @Example
  void loopsWithoutSequencesOrStepsOrOutputs() {
    State powers =
        Loop.scan(
            List.of(Tensor.scalar(1)),
            5,
            (carry, elements) -> new State(List.of(carry.getFirst().times(2)), carry));
    assertEquals(Tensor.scalar(32), powers.carry().getFirst());
    assertEquals(Tensor.of(1, 2, 4, 8, 16), powers.outputs().getFirst());
    assertEquals(
        Tensor.scalar(3), Loop.fold(Tensor.scalar(3), Tensor.zeros(Shape.of(0)), Tensor::plus));
    assertEquals(Tensor.scalar(9), Loop.fold(Tensor.scalar(3), Tensor.of(1, 2, 3), Tensor::plus));
  }

  @Example
  void shapesThatDoNotFitAreNamed() {
    Tensor two = Tensor.zeros(Shape.of(2));
    String grown =
        String.valueOf(
            assertThrows(
                    ShapeException.class,
                    () -> Loop.fold(Tensor.scalar(0), two.unsqueeze(0), Tensor::plus))
                .getMessage());
    assertTrue(grown.contains("carries of shapes [[]], but a step gives [[2]]"), grown);
    assertThrows(
        ShapeException.class,
        () ->
            Loop.scan(
                List.of(), List.of(two, Tensor.zeros(Shape.of(3))), (c, e) -> new State(c, e)));
  }
}
