package dev.merapi.tensor.internal.gradient;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Sensitivities from an output back to its inputs, each node after everything that depends on it,
 * by the rules of the primitives.
 */
public final class ReversePass {
  private ReversePass() {}

  /**
   * d output / d node for each node of {@code wrt}, zeros where there is no dependence: as
   * expressions, or as numbers for nodes that carry their values.
   */
  public static List<Tensor> of(Tensor output, List<Tensor> wrt, boolean recorded) {
    return of(output, wrt, recorded ? ReversePass::recorded : UnaryOperator.identity());
  }

  private static Tensor recorded(Tensor node) {
    return switch (node) {
      case Dense dense -> dense;
      case Symbolic symbolic -> symbolic.dense();
    };
  }

  private static List<Tensor> of(Tensor output, List<Tensor> wrt, UnaryOperator<Tensor> read) {
    if (output.shape().count() != 1) {
      throw new ShapeException(
          "Only a scalar has a gradient, but the output has shape %s; sum it first"
              .formatted(output.shape()));
    }
    IdentityHashMap<Tensor, Tensor> adjoints = new IdentityHashMap<>();
    adjoints.put(output, Tensor.ones(output.shape()));
    List<Tensor> order = Dependencies.inOrder(output, Set.of());
    Set<Tensor> active = active(order, wrt);
    ZeroWeight weight = ZeroWeight.of(order);
    for (Tensor node : order.reversed()) {
      if (node instanceof Symbolic.Apply apply && active.contains(node)) {
        @Nullable Tensor adjoint = adjoints.get(node);
        if (adjoint != null) {
          weight.visit(apply);
          propagate(apply, adjoint, active, adjoints, read, weight);
        }
      }
    }
    List<Tensor> gradients = new ArrayList<>();
    for (Tensor node : wrt) {
      @Nullable Tensor adjoint = adjoints.get(node);
      gradients.add(adjoint == null ? Tensor.zeros(node.shape()) : adjoint);
    }
    return List.copyOf(gradients);
  }

  /** The nodes that depend on one of {@code wrt}; adjoints of others are never wanted. */
  private static Set<Tensor> active(List<Tensor> order, List<Tensor> wrt) {
    Set<Tensor> active = Collections.newSetFromMap(new IdentityHashMap<>());
    active.addAll(wrt);
    for (Tensor node : order) {
      if (node instanceof Symbolic.Apply apply && isAny(apply.inputs(), active)) {
        active.add(node);
      }
    }
    return active;
  }

  private static boolean isAny(List<Tensor> inputs, Set<Tensor> active) {
    for (Tensor input : inputs) {
      if (active.contains(input)) {
        return true;
      }
    }
    return false;
  }

  private static void propagate(
      Symbolic.Apply node,
      Tensor adjoint,
      Set<Tensor> active,
      IdentityHashMap<Tensor, Tensor> adjoints,
      UnaryOperator<Tensor> read,
      ZeroWeight weight) {
    Tensor[] numbers = new Tensor[node.inputs().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = read.apply(node.inputs().get(i));
    }
    List<Tensor> inputs = List.of(numbers);
    Tensor output = read.apply(node);
    for (int i = 0; i < inputs.size(); i++) {
      Tensor input = node.inputs().get(i);
      if (active.contains(input)) {
        @Nullable Tensor contribution = weight.vjp(node, i, inputs, output, adjoint);
        if (contribution != null) {
          adjoints.merge(input, contribution, Tensor::plus);
        }
      }
    }
  }
}
