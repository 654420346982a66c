package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * A mixture of different distributions over events of one shape: p(x) = Σₖ wₖ pₖ(x), where a
 * component contributes nothing outside its support. Weights have shape [.., K].
 */
public record Mixture(Weights weights, List<Distribution> components, Shape batchShape)
    implements Distribution {
  /** Checks the weights, and that all parts broadcast to the batch shape; copies the list. */
  public Mixture {
    components = List.copyOf(components);
    if (components.isEmpty()) {
      throw new ArgumentException(
          "Mixture: a mixture has at least one component, but there is none");
    }
    if (weights.count() != components.size()) {
      throw new ShapeException(
          "Mixture: %d weights were given for %d components"
              .formatted(weights.count(), components.size()));
    }
    Shape event = components.getFirst().eventShape();
    for (Distribution component : components) {
      if (!component.eventShape().equals(event)) {
        throw new ShapeException(
            "Mixture: all components must have one event shape, but they have %s and %s"
                .formatted(event, component.eventShape()));
      }
    }
    parameters(weights, components).check(batchShape);
  }

  /** A mixture of different distributions. */
  @Factory(value = "mixture", arrays = "probs")
  public static Mixture of(Tensor probs, List<? extends Distribution> components) {
    Weights weights = Weights.ofProbs(probs);
    List<Distribution> all = List.copyOf(components);
    return new Mixture(weights, all, parameters(weights, all).shape());
  }

  private static Parameters parameters(Weights weights, List<Distribution> components) {
    Parameters parameters = Parameters.of("Mixture").with(weights);
    for (int i = 0; i < components.size(); i++) {
      parameters = parameters.part("component " + i, components.get(i));
    }
    return parameters;
  }

  @Override
  public Parameters parameters() {
    return parameters(weights, components);
  }

  @Override
  public Shape eventShape() {
    return components.getFirst().eventShape();
  }

  @Override
  public Constraint support() {
    return components.stream()
        .map(Distribution::support)
        .distinct()
        .reduce(Either::new)
        .orElseThrow();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor chosen =
        new ChooseByWeight().on(weights.probs(), Noise.uniform(key.fold("component"), rows));
    Tensor[] draws = new Tensor[components.size()];
    for (int k = 0; k < draws.length; k++) {
      draws[k] = components.get(k).expand(batchShape).sample(key.fold(k), sampleShape);
    }
    Tensor index = LastAxis.withEventAxes(chosen, eventShape());
    return Terms.detached(LastAxis.choose(Tensor.stack(-1, draws), index));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return weights.logProbs().plus(each(component -> component.logProb(value))).logSumExp(-1);
  }

  @Override
  public Tensor logDensity(Interior value) {
    Constraint whole = support();
    return weights
        .logProbs()
        .plus(
            each(
                component ->
                    component.support().equals(whole)
                        ? component.logDensity(value)
                        : component.logProb(value.value())))
        .logSumExp(-1);
  }

  @Override
  public Mixture expand(Shape batchShape) {
    return Parameters.checked(() -> new Mixture(weights, components, batchShape));
  }

  @Override
  public Tensor mean() {
    return average(Distribution::mean);
  }

  @Override
  public Tensor variance() {
    Tensor mean = mean();
    return average(component -> component.variance().plus(component.mean().minus(mean).square()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    return weights.probs().times(each(component -> component.cdf(value))).sum(-1);
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return weights.logProbs().plus(each(component -> component.logCdf(value))).logSumExp(-1);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return weights.logProbs().plus(each(component -> component.logSurvival(value))).logSumExp(-1);
  }

  private Tensor average(Function<Distribution, Tensor> moment) {
    Tensor probs = weights.probs();
    Tensor sum = Tensor.scalar(0);
    for (int k = 0; k < components.size(); k++) {
      Tensor p = probs.slice(-1, k, k + 1).squeeze(-1);
      Tensor weight = LastAxis.withEventAxes(p, Shape.SCALAR.padLeft(eventDim()));
      sum = sum.plus(weight.times(moment.apply(components.get(k))));
    }
    return sum.expand(batchShape.append(eventShape()));
  }

  /** A number of each component in a new last axis. */
  private Tensor each(Function<Distribution, Tensor> number) {
    List<Tensor> all = components.stream().map(number).toList();
    return Tensor.stack(-1, Tensor.broadcast(all.toArray(Tensor[]::new)).toArray(Tensor[]::new));
  }
}
