package dev.merapi.effects;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A function with parameters: what they are, and what it computes from their values, in that order,
 * and an input.
 */
public record Network(
    List<Parameter> parameters, BiFunction<List<Tensor>, Tensor, Tensor> function) {
  /** Copies the parameters. */
  public Network {
    parameters = List.copyOf(parameters);
  }

  /** A function without parameters. */
  public static Network of(UnaryOperator<Tensor> function) {
    return new Network(List.of(), (_, x) -> function.apply(x));
  }

  /**
   * x ↦ x Wᵀ + b with x [.., in] and W [out, in], named "weight" and "bias"; both start uniform
   * between ±1/√in.
   */
  public static Network linear(int in, int out) {
    double bound = 1 / Math.sqrt(in);
    return new Network(
        List.of(uniform("weight", Shape.of(out, in), bound), uniform("bias", Shape.of(out), bound)),
        (values, x) -> x.matmul(values.get(0).transpose()).plus(values.get(1)));
  }

  /** This function, then {@code next}; the parameters are named "0/…" and "1/…". */
  public Network then(Network next) {
    int own = parameters.size();
    return new Network(
        Stream.concat(prefixed("0/"), next.prefixed("1/")).toList(),
        (values, x) ->
            next.function.apply(
                values.subList(own, values.size()), function.apply(values.subList(0, own), x)));
  }

  /** The function, with its parameters declared under their names. */
  Model<UnaryOperator<Tensor>> model() {
    return Models.traverse(parameters, Models::param).map(values -> x -> function.apply(values, x));
  }

  private Stream<Parameter> prefixed(String prefix) {
    return parameters.stream().map(parameter -> parameter.renamed(prefix + parameter.name()));
  }

  private static Parameter uniform(String name, Shape shape, double bound) {
    return Parameter.of(
        name,
        key -> KeyedNoise.of(NoiseDraw.Kind.UNIFORM, key, shape).times(2 * bound).minus(bound),
        Constraints.real(),
        Optional.empty());
  }
}
