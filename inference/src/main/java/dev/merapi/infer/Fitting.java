package dev.merapi.infer;

import static java.util.Objects.requireNonNull;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.internal.check.Pairing;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.guide.GuideProgram;
import dev.merapi.infer.vi.optim.Rule;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A fit that is ready to run: model and guide are checked, the step is compiled. {@link #init},
 * {@link #step} and {@link #run} are functions of the state that they are given. For one thread.
 */
public final class Fitting {
  /** Steps in a row that may be left out before the fit is given up. */
  private static final int PATIENCE = 100;

  /** The most free numbers for which averages are taken without being asked for. */
  private static final int SMALL = 1000;

  /** Keys under which the bound is tried at the start. */
  private static final int TRIES = 10;

  /** The step of a central difference, whose error of order h² is then near that of rounding. */
  private static final double DIFFERENCE = 1e-5;

  private final Svi settings;
  private final Model<?> model;
  private final GuideProgram guide;
  private final Bound bound;
  private final List<Coordinate> parameters;
  private final Map<String, Bijector> onto;
  private final Rule rule;
  private final FitState start;
  private final Optional<String> rough;
  private final Optional<String> partial;

  private Fitting(
      Svi settings,
      Model<?> model,
      GuideProgram guide,
      Bound bound,
      Map<String, Bijector> onto,
      Key.Known key,
      Optional<String> rough,
      Optional<String> partial) {
    this.settings = settings;
    this.model = model;
    this.guide = guide;
    this.bound = bound;
    this.parameters = coordinates(bound);
    this.onto = onto;
    this.rule = settings.optimiser().on(parameters);
    this.start = Descent.start(key, position(bound), rule);
    this.rough = rough;
    this.partial = partial;
  }

  /** The model's run on the guide's draws; of a draw that does not fit, the pair says why. */
  private static Trace beside(Trace inGuide, Model<?> model, Key key) {
    Model<?> replayed = new Replay(inGuide).on(model);
    try {
      return Trace.run(key, replayed).trace();
    } catch (ModelException refused) {
      Finding.raise(new Pairing(Trace.run(key, model).trace(), inGuide).findings());
      throw refused;
    }
  }

  static Fitting of(Svi settings, Key key) {
    Key.Known known = new Key.Known(key.k0(), key.k1());
    GuideProgram guide = settings.guide().on(settings.model(), known);
    Model<?> model =
        guide.sites().isEmpty() ? settings.model() : new ConfigEnumerate().on(settings.model());
    Trace inGuide = Trace.run(known, guide.draws()).trace();
    Trace inModel = beside(inGuide, model, known);
    Finding.raise(new Pairing(inModel, inGuide).findings());
    Map<String, Bijector> onto = new LinkedHashMap<>();
    for (Trace trace : List.of(inGuide, inModel)) {
      trace
          .parameters()
          .forEach(entry -> onto.putIfAbsent(entry.name(), FreeParameters.onto(entry.parameter())));
    }
    if (onto.isEmpty()) {
      throw new ModelException(
          "Neither model nor guide has a parameter, so there is nothing to fit. Declare one by param(\"…\", start), or take an automatic guide, Guide.normal() for example.");
    }
    FreeParameters free = new FreeParameters();
    Bound bound = Bound.of(settings.objective(), free.on(model), free.on(guide.draws()), known);
    Optional<String> rough = Roughness.of(inGuide, inModel);
    if (settings.way() == Svi.Way.AVERAGES && rough.isPresent()) {
      throw new ModelException(rough.get());
    }
    Fitting fitting =
        new Fitting(
            settings, model, guide, bound, onto, known, rough, Roughness.partial(inGuide, inModel));
    fitting.requireFinite();
    return fitting;
  }

  private static List<Coordinate> coordinates(Bound bound) {
    List<Coordinate> all = new ArrayList<>();
    Map<String, Tensor> start = bound.start();
    int offset = 0;
    for (String name : bound.parameters()) {
      var shape = requireNonNull(start.get(name)).shape();
      all.add(new Coordinate(name, shape, shape, offset));
      offset += shape.count();
    }
    return List.copyOf(all);
  }

  private static double[] position(Bound bound) {
    double[] position = new double[bound.dimension()];
    for (Coordinate each : coordinates(bound)) {
      double[] part = requireNonNull(bound.start().get(each.site())).toArray();
      System.arraycopy(part, 0, position, each.offset(), part.length);
    }
    return position;
  }

  private void requireFinite() {
    double[] position = start.position();
    double[] gradient = new double[position.length];
    Key.Known key = start.key();
    for (int i = 1; i <= TRIES; i++) {
      if (Double.isFinite(bound.at((Key.Known) key.fold(i), position, gradient))) {
        return;
      }
    }
    throw new ModelException(
        "The bound is not finite at the start, under any of %d keys. %s"
            .formatted(TRIES, culprit(position, key.fold(1))));
  }

  /** The state before the first step. */
  public FitState init() {
    return start;
  }

  /** The state after one more step. */
  public FitState step(FitState state) {
    Descent descent = from(state);
    descent.step();
    return descent.state();
  }

  private Descent from(FitState state) {
    if (state.position().length != start.position().length || !state.key().equals(start.key())) {
      throw new ModelException(
          "This state is of another fit: it has %d free numbers and key %s, but this one has %d and %s. Prepare the fit with the same programs, settings and key."
              .formatted(
                  state.position().length, state.key(), start.position().length, start.key()));
    }
    return Descent.from(bound, rule, settings.block(), settings.tolerance(), state);
  }

  /**
   * Goes on until the bound is flat, or the last step that the settings allow; by averages, from
   * the position of the state to the maximum. If the thread is interrupted, the fit ends soon, with
   * all that it has.
   */
  public Fit run(FitState state) {
    return isAveraged() ? byAverages(from(state).result()) : bySteps(from(state));
  }

  private boolean isAveraged() {
    return switch (settings.way()) {
      case AVERAGES -> true;
      case STEPS -> false;
      case AUTOMATIC -> rough.isEmpty() && bound.dimension() <= SMALL;
    };
  }

  private Fit byAverages(double[] from) {
    SampleAverage average = new SampleAverage(bound, start.key().fold("averages"));
    SampleAverage.Found found = average.from(from, settings.watch());
    FitState state = Descent.start(start.key(), found.position(), rule);
    return Fit.of(this, state, found.position(), found.ending(), List.of());
  }

  private Fit bySteps(Descent descent) {
    while (!descent.isOver()
        && descent.steps() < settings.steps()
        && descent.skippedInARow() < PATIENCE
        && !Thread.currentThread().isInterrupted()) {
      if (descent.step()) {
        settings
            .watch()
            .accept(
                new FitProgress(
                    descent.steps(),
                    descent.mean(),
                    descent.error(),
                    descent.rate(),
                    descent.skipped()));
      }
    }
    return Fit.of(this, descent.state(), descent.result(), ending(descent), faults(descent));
  }

  private Ending ending(Descent descent) {
    if (descent.isOver()) {
      return new Ending.Flat(descent.steps(), descent.error());
    }
    if (descent.skippedInARow() >= PATIENCE) {
      Key key = start.key().fold(descent.steps());
      return new Ending.Lost(
          descent.steps(), descent.skippedInARow(), culprit(descent.result(), key));
    }
    return descent.steps() >= settings.steps()
        ? new Ending.Limit(descent.steps(), descent.rise())
        : new Ending.Interrupted(descent.steps());
  }

  /** What was not finite in the first steps that were left out, as far as it can be seen now. */
  private List<String> faults(Descent descent) {
    return descent.faults().stream()
        .map(
            step ->
                "Step %d was left out. %s"
                    .formatted(step, culprit(descent.result(), start.key().fold(step))))
        .toList();
  }

  private String culprit(double[] position, Key key) {
    return Culprit.of(model, guide.draws(), values(position), key);
  }

  /** The parameters, by name, at a position of their free numbers. */
  Map<String, Tensor> values(double[] position) {
    return named(position, name -> requireNonNull(onto.get(name))::forward);
  }

  /** The free numbers of the parameters, by name. */
  Map<String, Tensor> free(double[] position) {
    return named(position, _ -> x -> x);
  }

  private Map<String, Tensor> named(
      double[] position, Function<String, Function<Tensor, Tensor>> change) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Coordinate parameter : parameters) {
      double[] part = new double[parameter.size()];
      System.arraycopy(position, parameter.offset(), part, 0, part.length);
      Tensor free = Tensor.of(part, parameter.free());
      values.put(parameter.site(), change.apply(parameter.site()).apply(free));
    }
    return values;
  }

  /**
   * What is to be known of the gradients at a state: how they get past each site of the guide, if
   * the objective says so; their measured noise, site by site; whether the bound jumps where they
   * do not see it; which programs run again for every step.
   */
  public String explain(FitState state) {
    double[] position = from(state).result();
    StringBuilder text = new StringBuilder();
    text.append(settings.objective().explain(model, guide.draws(), start.key()).stripTrailing());
    text.append(System.lineSeparator());
    text.append(GradientNoise.table(this, position));
    Jumps.near(this, position).ifPresent(jump -> text.append(jump).append(System.lineSeparator()));
    if (!bound.whyDynamic().isEmpty()) {
      text.append("The programs run again in every step. ").append(bound.whyDynamic());
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  /** Whether a site of the guide is drawn without a gradient. */
  boolean hasJumpingDraws() {
    Trace trace = Trace.run(start.key(), guide.draws()).trace();
    return trace.sites().stream().anyMatch(entry -> Roughness.isJumping(entry.site()));
  }

  List<Coordinate> parameters() {
    return parameters;
  }

  Bound bound() {
    return bound;
  }

  Model<?> model() {
    return model;
  }

  GuideProgram guide() {
    return guide;
  }

  /** The bound of the model and what the guide has become. */
  Bound bound(GuideProgram fitted) {
    if (fitted.equals(guide)) {
      return bound;
    }
    return bound(settings.objective(), fitted);
  }

  /** The bound by one draw, whatever the fit's own objective is: the logarithm of one weight. */
  Bound weight(GuideProgram fitted) {
    return bound(TraceEnum.EXACT, fitted);
  }

  /** Which plate is a subsample, if one is: then no run has the whole density. */
  Optional<String> partial() {
    return partial;
  }

  private Bound bound(Bound.Objective objective, GuideProgram fitted) {
    FreeParameters free = new FreeParameters();
    return Bound.of(objective, free.on(model), free.on(fitted.draws()), start.key());
  }

  /** The second derivatives of −bound by a parameter, from differences of gradients. */
  Tensor curvature(String name, double[] at) {
    Coordinate parameter =
        parameters.stream().filter(each -> each.site().equals(name)).findFirst().orElseThrow();
    int n = parameter.size();
    int from = parameter.offset();
    double[] moved = at.clone();
    double[] up = new double[at.length];
    double[] down = new double[at.length];
    double[] second = new double[n * n];
    for (int i = 0; i < n; i++) {
      double x = at[from + i];
      double h = DIFFERENCE * Math.max(1, Math.abs(x));
      moved[from + i] = x + h;
      bound.at(start.key(), moved, up);
      moved[from + i] = x - h;
      bound.at(start.key(), moved, down);
      moved[from + i] = x;
      for (int j = 0; j < n; j++) {
        double slope = (down[from + j] - up[from + j]) / (2 * h);
        second[i * n + j] += slope / 2;
        second[j * n + i] += slope / 2;
      }
    }
    return Tensor.of(second, Shape.of(n, n));
  }

  Svi settings() {
    return settings;
  }
}
