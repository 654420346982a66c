package dev.merapi.infer.internal.form;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.DensityGraph;
import dev.merapi.infer.internal.program.FirstRun;
import dev.merapi.infer.internal.program.ReportedValues;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.infer.internal.program.Unsolved;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A static model as graphs alone.
 *
 * @param coordinates where each latent site lies in a position
 * @param density the inputs are the free numbers of each latent site; the outputs are the log
 *     density and its gradient for each input
 * @param discrete whether there are sites that the density sums out
 * @param reported what a posterior tells of a position; sites that are summed out are drawn
 */
public record ModelForm(
    Coordinates coordinates, Graph density, boolean discrete, Reported reported) {
  private static final Key FIXED = Key.of(0);

  /**
   * The graphs of a model.
   *
   * @throws ModelException if its first run shows a fault, or it is dynamic
   */
  public static ModelForm of(Model<?> model) {
    try {
      return traced(model);
    } catch (SymbolicValueException looks) {
      throw new ModelException(
          "A dynamic model has no graph that could be saved or sent: " + looks.getMessage(), looks);
    }
  }

  private static ModelForm traced(Model<?> model) {
    Trace first = FirstRun.of(Laid.out(model), FIXED);
    boolean discrete = Laid.isIn(first);
    Model<?> laid = discrete ? Laid.out(model) : model;
    Coordinates coordinates = Coordinates.of(first);
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    List<Symbolic.Input> free = List.copyOf(inputs.values());
    Unconstrained<?> run = Unconstrained.run(laid, FIXED, site -> Sites.part(inputs, site));
    Graph density = DensityGraph.of(Unsolved.impossible(run.logDensity()), free, free);
    Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
    Map<String, Tensor> values =
        ReportedValues.of(discrete ? drawn(model, run, words) : model, inputs);
    List<Symbolic.Input> all = new ArrayList<>(free);
    all.add(words);
    Dims dims = Dims.of(first);
    List<List<Axis>> axes = new ArrayList<>();
    values.forEach((name, value) -> axes.add(dims.axes(name, value.shape())));
    return new ModelForm(
        coordinates,
        density,
        discrete,
        new Reported(
            List.copyOf(values.keySet()), axes, Graph.of(all, List.copyOf(values.values()))));
  }

  /** The model with a draw for each site that is summed out. */
  private static Model<?> drawn(Model<?> model, Unconstrained<?> run, Symbolic.Input words) {
    Map<String, Tensor> draws =
        FactorGraph.of(run.trace().trace()).conditionals().draw(Key.ofWords(words)).toJavaMap();
    return new Substitute(draws).on(model);
  }
}
