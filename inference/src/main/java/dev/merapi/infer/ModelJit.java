package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Jit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model that returns a tensor, as a compiled function of its parameters and arguments. It is
 * traced at the first call, which also finds out which parameters it declares, and again only for
 * arguments or parameters of other shapes. Whatever is random in it is drawn from the key that was
 * given, the same at every call. For one thread.
 */
public final class ModelJit {
  private final Function<List<Tensor>, Model<Tensor>> model;
  private final Key key;
  private final Map<String, Tensor> declared = new LinkedHashMap<>();
  private final Map<List<Shape>, Jit> traced = new HashMap<>();

  private ModelJit(Function<List<Tensor>, Model<Tensor>> model, Key key) {
    this.model = model;
    this.key = key;
  }

  /** The compiled form of a model of some arguments. */
  public static ModelJit of(Function<List<Tensor>, Model<Tensor>> model, Key key) {
    return new ModelJit(model, key);
  }

  /**
   * What the model returns. Parameters that are not given have their start values; one that the
   * model does not declare is an error, and so is one that a later call declares and the first one
   * did not.
   */
  public Tensor apply(Map<String, Tensor> parameters, List<Tensor> arguments) {
    return jit(parameters, arguments).apply(inputs(parameters, arguments)).getFirst();
  }

  /**
   * What the model became for such parameters and arguments: its graph, its stages and the size of
   * its code.
   */
  public Compiled compiled(Map<String, Tensor> parameters, List<Tensor> arguments) {
    Jit jit = jit(parameters, arguments);
    return jit.compiled(inputs(parameters, arguments).stream().map(Tensor::shape).toList());
  }

  private Jit jit(Map<String, Tensor> parameters, List<Tensor> arguments) {
    List<Shape> shapes = arguments.stream().map(Tensor::shape).toList();
    Jit jit = traced.get(shapes);
    if (jit == null) {
      discover(arguments);
      jit = Jit.of(inputs -> List.of(run(inputs)));
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
  private void discover(List<Tensor> arguments) {
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

  private List<Tensor> inputs(Map<String, Tensor> parameters, List<Tensor> arguments) {
    List<Tensor> inputs = new ArrayList<>();
    declared.forEach((name, start) -> inputs.add(parameters.getOrDefault(name, start)));
    inputs.addAll(arguments);
    return inputs;
  }

  private Tensor run(List<Tensor> inputs) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (String name : declared.keySet()) {
      values.put(name, inputs.get(values.size()));
    }
    List<Tensor> arguments = inputs.subList(values.size(), inputs.size());
    return Run.run(key, new Substitute(values).on(model.apply(arguments)));
  }
}
