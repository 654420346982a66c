package dev.merapi.laws.internal;

import static java.util.Objects.requireNonNull;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.internal.OperationEquations.Outcome;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bound of a program and a guide that both compute with their discrete values. */
public final class GuideEquations {
  private static final Key KEY = Key.of(1);

  private GuideEquations() {}

  /** Σ over the assignments of the guide of q (ln Σ over the other sites of p − ln q). */
  public static double bruteForce(OperationSpec model, OperationSpec guide) {
    Map<Map<String, Tensor>, List<Double>> joint = new HashMap<>();
    List<Map<String, Tensor>> proposals = OperationEquations.assignments(guide.toModel());
    for (Map<String, Tensor> values : OperationEquations.assignments(model.toModel())) {
      Map<String, Tensor> proposed = new HashMap<>(values);
      proposed.keySet().retainAll(proposals.getFirst().keySet());
      joint
          .computeIfAbsent(proposed, _ -> new ArrayList<>())
          .add(OperationEquations.logWeight(model, values));
    }
    double bound = 0;
    for (Map<String, Tensor> values : proposals) {
      double q = OperationEquations.logWeight(guide, values);
      List<Double> weights = requireNonNull(joint.get(values));
      bound += Math.exp(q) * (OperationEquations.logSum(weights) - q);
    }
    return bound;
  }

  /** The same by enumeration in both, or the sentence that refuses it. */
  public static Outcome parallel(OperationSpec model, OperationSpec guide) {
    ConfigEnumerate marked = new ConfigEnumerate();
    try {
      Tensor bound =
          TraceEnum.EXACT.elbo(marked.on(model.toModel()), marked.on(guide.toModel()), KEY);
      return new Outcome("", bound.item());
    } catch (ModelException refused) {
      return new Outcome(String.valueOf(refused.getMessage()), Double.NaN);
    }
  }
}
