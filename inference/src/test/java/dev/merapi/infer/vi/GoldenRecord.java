package dev.merapi.infer.vi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** One model of the golden numbers: parameters, data, and what must come out. */
record GoldenRecord(
    String name,
    Map<String, Tensor> params,
    Map<String, Tensor> data,
    double loss,
    Map<String, Tensor> gradients,
    Map<String, Tensor> marginals,
    Map<String, Tensor> mode) {

  static GoldenRecord of(JsonNode fields) {
    return new GoldenRecord(
        fields.get("name").asText(),
        tensors(fields.path("params")),
        tensors(fields.path("data")),
        fields.get("loss").asDouble(),
        tensors(fields.path("grad")),
        tensors(fields.path("posterior_marginal_probs")),
        tensors(fields.path("joint_map")));
  }

  /** The parameters as inputs of a graph that carry their values. */
  Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    params.forEach((name, value) -> inputs.put(name, Symbolic.Input.recorded(name, value.dense())));
    return inputs;
  }

  private static Map<String, Tensor> tensors(JsonNode group) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    group.propertyStream().forEach(field -> tensors.put(field.getKey(), tensor(field.getValue())));
    return tensors;
  }

  private static Tensor tensor(JsonNode array) {
    int[] shape = array.get("shape").valueStream().mapToInt(JsonNode::asInt).toArray();
    double[] data = array.get("data").valueStream().mapToDouble(JsonNode::asDouble).toArray();
    return Tensor.of(data, Shape.of(shape));
  }

  @Override
  public String toString() {
    return name;
  }
}
