package dev.merapi.distributions.sequence.internal;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Parameters of sequences, which are the same for all steps or have an axis of 1 or T steps left of
 * their own axes.
 */
public final class Steps {
  private Steps() {}

  /** What is left of the axis of steps, in a shape [.., 1 or T] or []. */
  public static Shape batch(String name, Shape steps, int duration) {
    if (steps.rank() == 0) {
      return steps;
    }
    int size = steps.size(-1);
    if (size != 1 && size != duration) {
      throw new ShapeException(
          "%s has %d steps, but the sequence has %d: the axis left of its own must have size 1 or %d"
              .formatted(name, size, duration, duration));
    }
    return steps.dropRight(1);
  }

  /** The batch of a parameter whose own axes are the last {@code axes}. */
  public static Shape batch(Tensor parameter, int axes) {
    Shape steps = parameter.shape().dropRight(axes);
    return steps.rank() == 0 ? steps : steps.dropRight(1);
  }

  /** How many axes of steps a parameter has whose own axes are the last {@code own}. */
  public static int axes(Tensor parameter, int own) {
    return axes(parameter.shape().dropRight(own));
  }

  /** How many axes of steps the batch of a distribution has. */
  public static int axes(Distribution noise) {
    return axes(noise.batchShape());
  }

  /** 1 for a shape [.., 1 or T], 0 for []. */
  public static int axes(Shape steps) {
    return Math.min(1, steps.rank());
  }

  /** Whether a parameter with these steps, [.., 1 or T] or [], is the same for all steps. */
  public static boolean same(Shape steps) {
    return steps.rank() == 0 || steps.size(-1) == 1;
  }

  /** The parameter of the steps {@code from}, …, {@code to} − 1. */
  public static Tensor between(Tensor parameter, int axes, int from, int to) {
    boolean same = same(parameter.shape().dropRight(axes));
    return same ? parameter : parameter.slice(-1 - axes, from, to);
  }

  /** The noise of the steps {@code from}, …, {@code to} − 1. */
  public static MultivariateNormal between(MultivariateNormal noise, int from, int to) {
    Shape steps = noise.batchShape();
    return same(steps)
        ? noise
        : Parameters.checked(
            () ->
                new MultivariateNormal(
                    between(noise.loc(), 1, from, to),
                    between(noise.scaleTril(), 2, from, to),
                    steps.dropRight(1).append(to - from)));
  }

  /** The states xₜ = xₜ₋₁ F + pushₜ [.., T, n] from x₀ [.., n] and the pushes [.., T, n]. */
  public static Tensor path(Tensor first, Tensor transition, Tensor pushes) {
    StepReader reader = new StepReader();
    StepReader.Part<Tensor> push = reader.sequence(pushes.moveAxis(-2, 0));
    StepReader.Part<Tensor> map = reader.tensor(transition, 2);
    Shape rows = pushes.shape().dropRight(2).append(first.size(-1));
    Loop.State path =
        Loop.scan(
            List.of(first.expand(rows)),
            reader.sequences(),
            (carry, step) -> {
              Tensor x = GaussianState.row(carry.getFirst(), map.at(step)).plus(push.at(step));
              return new Loop.State(List.of(x), List.of(x));
            });
    return path.outputs().getFirst().moveAxis(0, -2);
  }
}
