package dev.merapi.infer.gaussian;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Dependencies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * c + A x for the elements of an expression.
 *
 * @param constants c
 * @param slopes for each element the coefficients of the unknowns that it depends on
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Affine(double[] constants, List<SortedMap<Integer, Double>> slopes) {

  /**
   * An expression, if it is affine: its gradient does not depend on what it is made of.
   *
   * @param offset the number of the first unknown of an input
   */
  static Optional<Affine> of(Tensor expression, Shape shape, ToIntFunction<Symbolic.Input> offset) {
    int n = shape.count();
    List<Symbolic.Input> inputs = List.copyOf(inputs(expression));
    if (inputs.isEmpty()) {
      List<SortedMap<Integer, Double>> none = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        none.add(new TreeMap<>());
      }
      return Optional.of(new Affine(expression.expand(shape).toArray(), none));
    }
    Tensor all = expression.shape().equals(shape) ? expression : expression.expand(shape);
    List<SortedMap<Integer, Double>> slopes = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] unit = new double[n];
      unit[i] = 1;
      Tensor one = n == 1 ? all.sum() : all.times(Tensor.of(unit, shape)).sum();
      SortedMap<Integer, Double> row = new TreeMap<>();
      List<Tensor> gradients = Gradient.of(one, inputs);
      for (int k = 0; k < inputs.size(); k++) {
        if (!inputs(gradients.get(k)).isEmpty()) {
          return Optional.empty();
        }
        double[] slope = number(gradients.get(k)).toArray();
        int first = offset.applyAsInt(inputs.get(k));
        for (int j = 0; j < slope.length; j++) {
          if (slope[j] != 0) {
            row.merge(first + j, slope[j], Double::sum);
          }
        }
      }
      slopes.add(row);
    }
    List<Tensor> origin = inputs.stream().<Tensor>map(x -> Tensor.zeros(x.shape())).toList();
    double[] constants = Graph.of(inputs, List.of(all)).apply(origin).getFirst().toArray();
    return Optional.of(new Affine(constants, slopes));
  }

  private static Tensor number(Tensor tensor) {
    return tensor instanceof Symbolic
        ? Graph.of(List.of(), List.of(tensor)).apply(List.of()).getFirst()
        : tensor;
  }

  static Set<Symbolic.Input> inputs(Tensor expression) {
    Set<Symbolic.Input> inputs = new LinkedHashSet<>();
    if (expression instanceof Symbolic) {
      for (Tensor node : Dependencies.inOrder(expression, Set.of())) {
        if (node instanceof Symbolic.Input input) {
          inputs.add(input);
        }
      }
    }
    return inputs;
  }
}
