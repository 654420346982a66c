package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model that returns a tensor, as a compiled function of a key, its parameters and arguments. It
 * is traced at the first call, which also finds out which parameters it declares, and again only
 * for arguments or parameters of other shapes. What is drawn in it is a function of the key: the
 * result has the bits of {@link Run#run} under that key. For one thread.
 */
public final class ModelJit {
  private final Function<List<Tensor>, Model<Tensor>> model;
  private final Map<String, Tensor> declared = new LinkedHashMap<>();
  private final Map<List<Shape>, Jit> traced = new HashMap<>();

  private ModelJit(Function<List<Tensor>, Model<Tensor>> model) {
    this.model = model;
  }

  /** The compiled form of a model of some arguments. */
  public static ModelJit of(Function<List<Tensor>, Model<Tensor>> model) {
    return new ModelJit(model);
  }

  /**
   * What the model returns under a key. Parameters that are not given have their start values,
   * under the key of the first call; one that the model does not declare is an error, and so is one
   * that a later call declares and the first one did not.
   */
  public Tensor apply(Key key, Map<String, Tensor> parameters, List<Tensor> arguments) {
    Jit jit = jit(key, parameters, arguments);
    return jit.apply(inputs(key, parameters, arguments)).getFirst();
  }

  /**
   * What the model became for such parameters and arguments, in text: its graph, its stages and the
   * size of its code.
   */
  public String explain(Key key, Map<String, Tensor> parameters, List<Tensor> arguments) {
    Jit jit = jit(key, parameters, arguments);
    return jit.explain(inputs(key, parameters, arguments).stream().map(Tensor::shape).toList());
  }

  private Jit jit(Key key, Map<String, Tensor> parameters, List<Tensor> arguments) {
    List<Shape> shapes = arguments.stream().map(Tensor::shape).toList();
    Jit jit = traced.get(shapes);
    if (jit == null) {
      discover(key, arguments);
      jit = Jit.keepingBits(inputs -> List.of(run(inputs)));
      traced.put(shapes, jit);
    }
    for (String name : parameters.keySet()) {
      if (!declared.containsKey(name)) {
        throw new ModelException(
            "The model declares no parameter '%s'; it has %s".formatted(name, declared.keySet()));
      }
    }
    return jit;
  }

  /** Runs the model as it is, to see its parameters with their start values. */
  private void discover(Key key, List<Tensor> arguments) {
    boolean first = traced.isEmpty();
    Trace trace = Trace.run(key, model.apply(arguments)).trace();
    trace
        .parameters()
        .forEach(
            entry -> {
              if (!first && !declared.containsKey(entry.name())) {
                throw new ModelException(
                    ("Parameter '%s' is first declared in a later call; the first call had %s. Declare all parameters in"
                            + " every call, or compile the variants apart.")
                        .formatted(entry.name(), declared.keySet()));
              }
              declared.putIfAbsent(entry.name(), entry.value());
            });
  }

  private List<Tensor> inputs(Key key, Map<String, Tensor> parameters, List<Tensor> arguments) {
    List<Tensor> inputs = new ArrayList<>(List.of(key.words()));
    declared.forEach((name, start) -> inputs.add(parameters.getOrDefault(name, start)));
    inputs.addAll(arguments);
    return inputs;
  }

  private Tensor run(List<Tensor> inputs) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (String name : declared.keySet()) {
      values.put(name, inputs.get(1 + values.size()));
    }
    List<Tensor> arguments = inputs.subList(1 + values.size(), inputs.size());
    return Run.run(
        Key.ofWords(inputs.getFirst()), new Substitute(values).on(model.apply(arguments)));
  }
}
