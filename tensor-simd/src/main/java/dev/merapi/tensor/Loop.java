package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Loops over the first axis of sequences with carried state. The body is recorded once, whatever
 * the number of steps; it may use any tensor from outside. In a graph a loop stays a loop, and its
 * gradient is one. A long loop is cut into about √T segments whose insides the gradient computes
 * again, so that T steps keep √T states in memory (Griewank 1992, Optimization Methods and Software
 * 1).
 */
public final class Loop {
  /** Up to this many carried numbers over all steps are kept. */
  private static final long KEPT = 1L << 20;

  private Loop() {}

  /**
   * What a step gives, and what a loop gives.
   *
   * @param carry the next state; of a loop, the last one
   * @param outputs what this step puts out; of a loop, those of all steps along a new first axis
   */
  public record State(List<? extends Tensor> carry, List<? extends Tensor> outputs) {
    /** A state over copies of the lists. */
    public State {
      carry = List.copyOf(carry);
      outputs = List.copyOf(outputs);
    }
  }

  /** One step: from the state and one element of each sequence to the next state and outputs. */
  @FunctionalInterface
  public interface Body {
    /** The step. */
    State step(List<? extends Tensor> carry, List<? extends Tensor> elements);
  }

  private static <T> T present(T result) {
    ArgumentException.ifNoResult(result, "Loop");
    return result;
  }

  /**
   * Runs the body over sequences whose first axes have equal sizes.
   *
   * @throws ShapeException if there are no sequences to take the number of steps from
   */
  public static State scan(
      List<? extends Tensor> start, List<? extends Tensor> sequences, Body body) {
    if (sequences.isEmpty()) {
      throw new ShapeException(
          "A loop without sequences wants a number of steps: scan(start, steps, body)");
    }
    int steps = sequences.getFirst().size(0);
    for (Tensor sequence : sequences) {
      if (sequence.size(0) != steps) {
        throw new ShapeException(
            "The sequences of a loop have shapes %s and %s; their first axes must be of one size"
                .formatted(sequences.getFirst().shape(), sequence.shape()));
      }
    }
    return run(start, sequences, steps, body, KEPT);
  }

  /** Runs the body a number of times. */
  public static State scan(List<? extends Tensor> start, int steps, Body body) {
    return run(start, List.of(), steps, body, KEPT);
  }

  /** The last state of a loop over one sequence that carries one tensor. */
  public static Tensor fold(Tensor start, Tensor sequence, BinaryOperator<Tensor> step) {
    Body body =
        (carry, elements) ->
            new State(
                List.of(present(step.apply(carry.getFirst(), elements.getFirst()))), List.of());
    return scan(List.of(start), List.of(sequence), body).carry().getFirst();
  }

  /** Runs in one piece if the carries of all steps are few enough to keep, else in segments. */
  static State run(
      List<? extends Tensor> start,
      List<? extends Tensor> sequences,
      int steps,
      Body body,
      long kept) {
    long carried = start.stream().mapToLong(tensor -> tensor.shape().count()).sum();
    int segment = (int) Math.sqrt(steps);
    if (segment < 2 || carried * steps <= kept) {
      return whole(start, sequences, steps, body);
    }
    int segments = steps / segment;
    int cut = segments * segment;
    List<Tensor> blocks = new ArrayList<>();
    List<Tensor> rest = new ArrayList<>();
    for (Tensor sequence : sequences) {
      Shape shape = Shape.of(segments, segment).append(sequence.shape().dropLeft(1));
      blocks.add(sequence.slice(0, 0, cut).reshape(shape));
      rest.add(sequence.slice(0, cut, steps));
    }
    State first =
        whole(start, blocks, segments, (carry, block) -> whole(carry, block, segment, body));
    State last = whole(first.carry(), rest, steps - cut, body);
    List<Tensor> outputs = new ArrayList<>();
    for (int i = 0; i < last.outputs().size(); i++) {
      Tensor inSegments = first.outputs().get(i);
      Shape flat = Shape.of(cut).append(inSegments.shape().dropLeft(2));
      outputs.add(Tensor.concat(0, inSegments.reshape(flat), last.outputs().get(i)));
    }
    return new State(last.carry(), outputs);
  }

  private static State whole(
      List<? extends Tensor> start, List<? extends Tensor> sequences, int steps, Body body) {
    int carries = start.size();
    List<Tensor> parts =
        WORDS.scan(
            List.copyOf(start),
            List.copyOf(sequences),
            steps,
            (carry, elements) -> {
              State next = body.step(carry, elements);
              requireSameShapes(start, next.carry());
              List<Tensor> results = new ArrayList<>(next.carry());
              results.addAll(next.outputs());
              return results;
            });
    return new State(parts.subList(0, carries), parts.subList(carries, parts.size()));
  }

  private static void requireSameShapes(List<? extends Tensor> start, List<? extends Tensor> next) {
    List<Shape> before = start.stream().map(Tensor::shape).toList();
    List<Shape> after = next.stream().map(Tensor::shape).toList();
    if (!before.equals(after)) {
      throw new ShapeException(
          "A loop starts with carries of shapes %s, but a step gives %s; expand the start to what the step gives"
              .formatted(before, after));
    }
  }
}
