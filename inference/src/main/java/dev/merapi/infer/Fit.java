package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.internal.program.PerDraw;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.guide.GuideProgram;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fitted guide: its parameters, what it says of the latent sites, and whether it can be believed.
 * Its text is a table of the sites and a verdict.
 */
public final class Fit {
  /** Draws for quantiles without a closed form, and for the tail index. */
  private static final int DRAWS = 1000;

  private final Fitting fitting;
  private final FitState state;
  private final double[] position;
  private final Ending ending;
  private final List<String> faults;
  private final Map<String, Tensor> parameters;
  private final GuideProgram guide;
  private final Bound bound;

  private Fit(
      Fitting fitting, FitState state, double[] position, Ending ending, List<String> faults) {
    this.fitting = fitting;
    this.state = state;
    this.position = position;
    this.ending = ending;
    this.faults = faults;
    this.parameters = fitting.values(position);
    this.guide = fitting.guide().fitted(name -> fitting.curvature(name, position));
    this.bound = fitting.bound(guide);
  }

  static Fit of(
      Fitting fitting, FitState state, double[] position, Ending ending, List<String> faults) {
    return new Fit(fitting, state, position, ending, List.copyOf(faults));
  }

  /** The parameters of guide and model, by name. */
  public Map<String, Tensor> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** From here the fit can go on. */
  public FitState state() {
    return state;
  }

  /** Why the fit ended. */
  public Ending ending() {
    return ending;
  }

  /** The first steps that were left out, and what was not finite in them. */
  public List<String> faults() {
    return faults;
  }

  /** The fitted guide, its parameters set. */
  public Model<?> guide() {
    return new Substitute(parameters).on(guide.draws());
  }

  /** The model, its own parameters set. */
  public Model<?> model() {
    return new Substitute(parameters).on(fitting.settings().model());
  }

  /**
   * The model in the coordinates of a fitted flow, for NUTS: as good as standard normal where the
   * fit is good, and the exact posterior wherever it is not. The latent sites are computed from one
   * site {@code latent}, and reported under their names.
   *
   * @throws ModelException if the guide is not {@code Guide.flow(…)}
   */
  public Model<?> straightened() {
    Model<?> program =
        guide
            .straightened()
            .orElseThrow(
                () ->
                    new ModelException(
                        "A model is straightened by a flow of all its latent sites, but the fit is of another guide. Take Guide.flow(…); of a normal guide, LogDensity.samplerFrom(fit.posterior(…)) takes all that it knows."));
    return new Substitute(parameters).on(program);
  }

  /** The mean of so many bounds at the fitted parameters. */
  public double bound(int draws, Key key) {
    double sum = 0;
    for (double value : values(bound, draws, key)) {
      sum += value;
    }
    return sum / draws;
  }

  private double[] values(Bound bound, int draws, Key key) {
    double[] values = new double[Counts.of(draws, "draws", Double.BYTES)];
    Map<String, Tensor> free = fitting.free(position);
    free.keySet().retainAll(bound.parameters());
    for (int i = 0; i < draws; i++) {
      values[i] = bound.at(free, key.fold(i)).bound();
    }
    return values;
  }

  /**
   * How heavy the tail of the weights p(x, z) / q(z) of single draws is, whatever the fit's own
   * objective: whether the guide is wide enough where the posterior is.
   *
   * @throws ModelException if a plate is a subsample, so that no run has the whole density
   */
  public KHat kHat(int draws, Key key) {
    return KHat.of(wholeLogWeights(draws, key));
  }

  private double[] wholeLogWeights(int draws, Key key) {
    fitting
        .partial()
        .ifPresent(
            plate -> {
              throw new ModelException(
                  plate
                      + ", and k-hat weighs whole densities. Compare predictions with data, or fit the whole plate.");
            });
    return logWeights(draws, key);
  }

  /**
   * Draws of the posterior itself, by importance: {@code pool} draws of the guide, of which {@code
   * draws} are taken with the probabilities that their weights p(x, z) / q(z), Pareto smoothed,
   * give them. As good as {@link #kHat} says. Some are there more than once.
   *
   * @throws ModelException if a plate is a subsample, so that no run has the whole density
   */
  public Posterior resampled(int pool, int draws, Key key) {
    double[] weights = KHat.smoothed(wholeLogWeights(pool, key));
    double[] chances = Arrays.stream(weights).map(Math::exp).toArray();
    double[] taken = new double[Counts.of(draws, "draws", Double.BYTES)];
    double[] places =
        KeyedNoise.of(NoiseDraw.Kind.UNIFORM, key.fold("taken"), Shape.of(1)).toArray();
    int at = 0;
    double sum = chances[0];
    for (int i = 0; i < draws; i++) {
      double place = (i + places[0]) / draws;
      while (sum < place && at < pool - 1) {
        at++;
        sum += chances[at];
      }
      taken[i] = at;
    }
    Tensor rows = Tensor.of(taken);
    Map<String, Tensor> stacked = new LinkedHashMap<>();
    drawn(pool, key)
        .forEach(
            (name, values) -> stacked.put(name, values.take(-values.rank(), rows).unsqueeze(0)));
    return Posterior.of(stacked);
  }

  Optional<String> partial() {
    return fitting.partial();
  }

  Optional<String> jump() {
    return Jumps.near(fitting, position);
  }

  /** ln p(x, z) − ln q(z) of so many draws. */
  double[] logWeights(int draws, Key key) {
    return values(fitting.weight(guide), draws, key);
  }

  /** Draws of the latent sites and of what the model computes from them, as one chain. */
  public Posterior posterior(int draws, Key key) {
    Map<String, Tensor> stacked = new LinkedHashMap<>();
    drawn(Counts.of(draws, "draws", Double.BYTES), key)
        .forEach(
            (name, values) ->
                stacked.put(name, values.reshape(Shape.of(1).append(values.shape()))));
    return Posterior.of(stacked);
  }

  /** Draws of the sites, [draws, B.. E..]; draw i belongs to weight i under the same key. */
  Map<String, Tensor> drawn(int draws, Key key) {
    Settings unchecked = Settings.current().validation(false);
    return unchecked.in(() -> new PerDraw(this::reported, key, draws, _ -> parameters).all());
  }

  /** The values of a draw: what the guide has decided in the model, and what follows from it. */
  private Map<String, Tensor> reported(Key key, Map<String, Tensor> given) {
    Substitute set = new Substitute(given);
    Trace inGuide = Trace.run(key, set.on(guide.draws())).trace();
    Model<?> model = set.on(fitting.settings().model());
    Trace inModel = Trace.run(key, new Replay(inGuide).on(model)).trace();
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Entry.Sampled entry : inModel.sites()) {
      boolean decided = inGuide.sampled(entry.name()).isPresent() || entry.site().isComputed();
      if (decided && Sites.isReported(entry.site())) {
        values.put(entry.name(), Sites.reported(entry));
      }
    }
    return values;
  }

  /** The median of every number of every site. */
  public Map<String, Tensor> median() {
    return quantiles(0.5);
  }

  /**
   * The p-quantile of every number of every site: exact where the guide has normal numbers behind
   * monotone maps, else of 1000 draws.
   */
  public Map<String, Tensor> quantiles(double p) {
    Optional<Model<?>> closed = guide.quantile(p);
    Key key = state.key().fold("quantiles");
    Map<String, Tensor> values = new LinkedHashMap<>();
    if (closed.isPresent()) {
      Trace trace = unchecked(key, closed.get());
      for (String site : guide.sites()) {
        values.put(site, trace.value(site));
      }
      return values;
    }
    drawn(DRAWS, key).forEach((name, draws) -> values.put(name, draws.quantile(p, -draws.rank())));
    return values;
  }

  /** The log-density of the guide at values of all its sites. */
  public double logDensity(Map<String, ? extends Tensor> values) {
    return unchecked(state.key().fold("density"), guide.at(values)).logProbSum().item();
  }

  private Trace unchecked(Key key, Model<?> program) {
    return Settings.current()
        .validation(false)
        .in(() -> Trace.run(key, new Substitute(parameters).on(program)).trace());
  }

  /** The verdict: why the fit ended, what was left out, and how good the guide is. */
  public List<String> advice() {
    return FitAdvice.of(this);
  }

  Fitting fitting() {
    return fitting;
  }

  /** The table of the sites, and the verdict. */
  @Override
  public String toString() {
    return FitAdvice.text(this);
  }
}
