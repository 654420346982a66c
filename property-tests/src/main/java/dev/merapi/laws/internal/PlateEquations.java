package dev.merapi.laws.internal;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Indices;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.Equation;
import dev.merapi.laws.ModelEquations;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.ModelSpec.Style;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What plates mean. */
public final class PlateEquations {
  private PlateEquations() {}

  /** vectorize ∘ vectorize = vectorize. */
  public static Equation idempotence(ModelSpec spec) {
    var once = Plates.vectorize(spec.toModel());
    return ModelEquations.same(Plates.vectorize(once), once);
  }

  /** What a site shows that does not depend on how its batch dims came about. */
  public record Seen(String name, Tensor value, Shape batch, Tensor logProb) {}

  /**
   * A plate = distributions expanded by hand: shapes, draws under the same key, log-probs. The
   * latter declare no plate, so they are run without validation.
   */
  public static Equation expanded(ModelSpec spec, Key key) {
    Trace byHand =
        Settings.DEFAULT
            .validation(false)
            .in(() -> Trace.run(key, spec.toModel(Style.EXPANDED)).trace());
    return Equation.of(seen(Trace.run(key, spec.toModel()).trace()), seen(byHand));
  }

  /** The gradients of the log-density by every continuous latent variable are those by hand. */
  public static Equation gradients(ModelSpec spec, Key key) {
    Trace values = Trace.run(key, spec.toModel()).trace();
    return Equation.of(
        gradients(spec, Style.VECTORISED, values), gradients(spec, Style.EXPANDED, values));
  }

  private static List<Dense> gradients(ModelSpec spec, Style style, Trace values) {
    List<Symbolic.Input> inputs =
        values.latents().stream()
            .filter(entry -> entry.site().distribution().reparametrised())
            .map(entry -> Symbolic.Input.recorded(entry.name(), entry.value().dense()))
            .toList();
    Map<String, Tensor> all = new HashMap<>();
    values.latents().forEach(entry -> all.put(entry.name(), entry.value()));
    inputs.forEach(input -> all.put(input.name(), input));
    Tensor sum =
        Settings.DEFAULT
            .validation(false)
            .in(() -> Trace.run(Key.of(0), new Substitute(all).on(spec.toModel(style))))
            .trace()
            .logProbSum();
    return inputs.isEmpty()
        ? List.of()
        : Gradient.ofRecorded(sum, inputs).stream().map(Tensor::dense).toList();
  }

  private static List<Seen> seen(Trace trace) {
    return trace.sites().stream()
        .filter(entry -> !entry.site().isIndexSet())
        .map(
            entry ->
                new Seen(
                    entry.name(),
                    entry.value(),
                    entry.site().distribution().batchShape(),
                    entry.logProb()))
        .toList();
  }

  /**
   * The difference of the log-densities of a vectorised run and of the same values in a loop,
   * relative to the greater of 1 and the log-density: rounding only, since the order of addition
   * differs.
   */
  public static double loopDefect(ModelSpec spec, Style style, Key key) {
    Trace run = Trace.run(key, spec.toModel()).trace();
    double vectorised = run.logProbSum().item();
    var loop = new Condition(elements(run)).on(spec.toModel(style));
    double looped = Trace.run(key, loop).trace().logProbSum().item();
    return Math.abs(vectorised - looped) / Math.max(1, Math.abs(vectorised));
  }

  /** Every element of every latent site under the name that a loop gives it. */
  private static Map<String, Tensor> elements(Trace run) {
    Map<String, Tensor> named = new HashMap<>();
    for (Entry.Sampled entry : run.latents()) {
      slices(entry.name(), entry.value(), entry.site().place().vectorised(), run, named);
    }
    return named;
  }

  private static void slices(
      String name,
      Tensor value,
      List<Frame.Vectorised> frames,
      Trace run,
      Map<String, Tensor> into) {
    if (frames.isEmpty()) {
      into.put(name, value.reshape(Shape.SCALAR));
      return;
    }
    Frame.Vectorised outer = frames.getFirst();
    double[] indices = run.value(outer.plate()).toArray();
    for (int i = 0; i < indices.length; i++) {
      Tensor part = value.slice(outer.dim(), i, i + 1);
      slices(
          name + "[" + (int) indices[i] + "]", part, frames.subList(1, frames.size()), run, into);
    }
  }

  /**
   * The difference between the log-density of a model with one plate and the mean, over all subsets
   * of {@code size} elements, of the scaled log-density of the subset.
   */
  public static double subsampleDefect(ModelSpec spec, String plate, int size, Key key) {
    Trace full = Trace.run(key, spec.toModel()).trace();
    int fullSize = full.value(plate).size(0);
    List<Tensor> subsets = subsets(fullSize, size);
    double mean = 0;
    for (Tensor subset : subsets) {
      var model = new Condition(parts(full, plate, subset)).on(spec.toModel());
      mean += Trace.run(key, model).trace().logProbSum().item() / subsets.size();
    }
    double expected = full.logProbSum().item();
    return Math.abs(mean - expected) / Math.max(1, Math.abs(expected));
  }

  private static Map<String, Tensor> parts(Trace full, String plate, Tensor subset) {
    Map<String, Tensor> parts = new HashMap<>();
    parts.put(plate, subset);
    for (Entry.Sampled entry : full.latents()) {
      Tensor value =
          entry.site().place().vectorised().stream()
              .filter(frame -> frame.plate().equals(plate))
              .findFirst()
              .map(
                  frame ->
                      new Indices(plate, subset, frame.fullSize(), frame.dim())
                          .subsample(entry.value()))
              .orElse(entry.value());
      parts.put(entry.name(), value);
    }
    return parts;
  }

  /** All increasing index vectors of length {@code size} below {@code n}. */
  static List<Tensor> subsets(int n, int size) {
    List<Tensor> found = new ArrayList<>();
    for (int bits = 0; bits < 1 << n; bits++) {
      if (Integer.bitCount(bits) == size) {
        int chosen = bits;
        found.add(
            Tensor.of(
                IntStream.range(0, n)
                    .filter(i -> (chosen >> i & 1) == 1)
                    .asDoubleStream()
                    .toArray()));
      }
    }
    return found;
  }
}
