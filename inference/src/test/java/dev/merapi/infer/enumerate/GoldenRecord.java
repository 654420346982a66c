package dev.merapi.infer.enumerate;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One model of the golden numbers: parameters, data, and what must come out. */
record GoldenRecord(
    String name,
    Map<String, Tensor> params,
    Map<String, Tensor> data,
    double loss,
    Map<String, Tensor> gradients,
    Map<String, Tensor> marginals,
    Map<String, Tensor> mode) {

  static GoldenRecord of(Object json) {
    Map<String, Object> fields = Json.object(json);
    return new GoldenRecord(
        (String) fields.get("name"),
        tensors(fields.get("params")),
        tensors(fields.get("data")),
        (Double) fields.get("loss"),
        tensors(fields.get("grad")),
        tensors(fields.getOrDefault("posterior_marginal_probs", Map.of())),
        tensors(fields.getOrDefault("joint_map", Map.of())));
  }

  /** The parameters as inputs of a graph that carry their values. */
  Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    params.forEach((name, value) -> inputs.put(name, Symbolic.Input.recorded(name, value.dense())));
    return inputs;
  }

  private static Map<String, Tensor> tensors(Object json) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Json.object(json).forEach((name, value) -> tensors.put(name, tensor(Json.object(value))));
    return tensors;
  }

  private static Tensor tensor(Map<String, Object> fields) {
    int[] shape = numbers(fields.get("shape")).mapToInt(Double::intValue).toArray();
    double[] data = numbers(fields.get("data")).mapToDouble(Double::doubleValue).toArray();
    return Tensor.of(data, Shape.of(shape));
  }

  private static Stream<Double> numbers(Object json) {
    return ((List<?>) json).stream().map(Double.class::cast);
  }

  @Override
  public String toString() {
    return name;
  }
}
