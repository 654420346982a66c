package dev.merapi.laws.internal;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.laws.internal.OperationSpec.Kind;
import dev.merapi.laws.internal.OperationSpec.Line;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a program means that computes with its discrete values, world by world. */
public final class OperationEquations {
  private static final Key KEY = Key.of(1);

  private OperationEquations() {}

  /** ln Σ over all assignments of the density of the program with these values put in. */
  public static double bruteForce(OperationSpec spec) {
    List<Double> weights = new ArrayList<>();
    assignments(spec.toModel()).forEach(values -> weights.add(logWeight(spec, values)));
    return logSum(weights);
  }

  /** ln Σ of weights that are given by their logarithms. */
  public static double logSum(List<Double> weights) {
    double greatest = weights.stream().mapToDouble(x -> x).max().orElseThrow();
    return greatest + Math.log(weights.stream().mapToDouble(x -> Math.exp(x - greatest)).sum());
  }

  static double logWeight(OperationSpec spec, Map<String, Tensor> values) {
    return logWeight(spec.toModel(), values);
  }

  /** The log-density of a program with these values put in, which are not masked. */
  public static double logWeight(Model<?> model, Map<String, Tensor> values) {
    Trace trace = Trace.run(KEY, new Substitute(values).on(model)).trace();
    double total = 0;
    for (Entry.Sampled entry : trace.sites()) {
      if (!entry.site().isIndexSet()) {
        Tensor logProb =
            values.containsKey(entry.name())
                ? entry.site().distribution().logProb(entry.value())
                : entry.logProb();
        total += logProb.sum().item();
      }
    }
    return total;
  }

  /** All assignments of the discrete sites, whose supports are the same in every world. */
  public static List<Map<String, Tensor>> assignments(Model<?> model) {
    List<Map<String, Tensor>> all = new ArrayList<>(List.of(Map.of()));
    for (Entry.Sampled entry : Trace.run(KEY, model).trace().latents()) {
      Distribution law = entry.site().distribution();
      Tensor support = law.enumerateSupport(false);
      int k = support.size(0);
      Tensor table = support.reshape(Shape.of(k).append(law.eventShape()));
      int n = law.batchShape().count();
      List<Map<String, Tensor>> longer = new ArrayList<>();
      for (Map<String, Tensor> known : all) {
        for (int number = 0; number < Math.round(Math.pow(k, n)); number++) {
          double[] digits = new double[n];
          int rest = number;
          for (int i = 0; i < n; i++) {
            digits[i] = rest % k;
            rest /= k;
          }
          Map<String, Tensor> next = new HashMap<>(known);
          next.put(entry.name(), table.get(Tensor.of(digits, law.batchShape())));
          longer.add(next);
        }
      }
      all = longer;
    }
    return all;
  }

  /** The same by going through all worlds. */
  public static double sequential(OperationSpec spec) {
    return Run.run(KEY, EnumerateSequential.all(spec.toModel())).logEvidence().item();
  }

  /**
   * What parallel enumeration gives.
   *
   * @param refusal the sentence that refuses it; empty if it does not
   * @param logEvidence ln Σ over the worlds
   */
  public record Outcome(String refusal, double logEvidence) {
    /** Whether there is a number. */
    public boolean isSummed() {
      return refusal.isEmpty();
    }
  }

  /** The same by the potential of MCMC, or the sentence that refuses it. */
  public static Outcome parallel(OperationSpec spec) {
    try {
      return new Outcome(
          "",
          LogDensity.of(spec.toModel())
              .potential()
              .logDensityAndGradient(new double[0], new double[0]));
    } catch (ModelException refused) {
      return new Outcome(String.valueOf(refused.getMessage()), Double.NaN);
    }
  }

  /** The greatest difference of a marginal probability from that over all assignments. */
  public static double marginalDefect(OperationSpec spec) {
    var marginals = InferDiscrete.marginals(spec.toModel(), KEY);
    double evidence = bruteForce(spec);
    double[] greatest = {0};
    Map<String, Tensor> rest = new HashMap<>(marginals);
    for (Map<String, Tensor> values : assignments(spec.toModel())) {
      double probability = Math.exp(logWeight(spec, values) - evidence);
      values.forEach(
          (name, value) ->
              rest.computeIfPresent(
                  name, (_, p) -> p.minus(at(line(spec, name), value).times(probability))));
    }
    rest.values().forEach(p -> greatest[0] = Math.max(greatest[0], p.abs().max().item()));
    return greatest[0];
  }

  private static Line line(OperationSpec spec, String name) {
    return spec.lines().get(Integer.parseInt(name.replaceAll("\\D", "")));
  }

  /** 1 at a value: [B.., K]; a unit vector is that already. */
  private static Tensor at(Line line, Tensor value) {
    int k = line.kind().count();
    return line.kind() == Kind.UNIT ? value : Tensor.arange(k).eq(value.unsqueeze(-1));
  }
}
