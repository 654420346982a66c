package dev.merapi.laws.verify;

import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.JointDensity;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a check sees: the model, as a function of its data where these may change, and what the user
 * has said of it. What takes time is prepared once. For one thread.
 */
public final class Subject {
  private static final int PILOT = 100;

  private final Function<Map<String, Tensor>, ? extends Model<?>> program;
  private final Map<String, Tensor> data;
  private final Optional<Simulator> simulator;
  private final Profile profile;
  private final Key key;
  private final Map<Integer, List<Draw>> stages = new HashMap<>();
  private @Nullable Trace first;
  private @Nullable LogDensity density;
  private @Nullable JointDensity joint;
  private boolean dynamic;

  private Subject(
      Function<Map<String, Tensor>, ? extends Model<?>> program,
      Map<String, Tensor> data,
      Optional<Simulator> simulator,
      Profile profile,
      Key key) {
    this.key = key;
    this.program = program;
    this.data = data;
    this.simulator = simulator;
    this.profile = profile;
  }

  /** A function of data. */
  static Subject of(
      Function<Map<String, Tensor>, ? extends Model<?>> program,
      Map<String, Tensor> data,
      Optional<Simulator> simulator,
      Profile profile,
      Key key) {
    return new Subject(program, Map.copyOf(data), simulator, profile, key);
  }

  /** A model whose data are the values of its observed sites. */
  @SuppressWarnings("ReferenceEquality") // the model itself for its own data
  static Subject of(Model<?> model, Optional<Simulator> simulator, Profile profile, Key key) {
    Map<String, Tensor> observed = new LinkedHashMap<>();
    for (Entry.Sampled entry : Trace.run(Key.of(0), Whole.INSTANCE.on(model)).trace().sites()) {
      if (entry.site().isObserved() && !entry.site().isIndexSet() && isWhole(entry)) {
        observed.put(entry.name(), entry.value());
      }
    }
    Map<String, Tensor> own = Map.copyOf(observed);
    return new Subject(
        data -> data == own ? model : new Condition(data).on(model), own, simulator, profile, key);
  }

  private static boolean isWhole(Entry.Sampled entry) {
    return entry.value().isNan().max().item() == 0;
  }

  /** The model with the data as given. */
  public Model<?> model() {
    return program.apply(data);
  }

  /** The model with other data, of any number of rows that the program allows. */
  public Model<?> model(Map<String, Tensor> other) {
    return program.apply(other);
  }

  /** The data by name. */
  public Map<String, Tensor> data() {
    return data;
  }

  /** The profile of this run. */
  public Profile profile() {
    return profile;
  }

  /**
   * Joint draws of latent sites and data, by name: of the simulator where there is one, else of the
   * program.
   */
  public List<Map<String, Tensor>> draws(Key key, int n) {
    return Simulation.draws(this, key, n).stream().map(Draw::all).toList();
  }

  /** The log density given the data, with all elements of each plate. */
  public LogDensity density() {
    if (density == null) {
      density = LogDensity.of(whole());
    }
    return density;
  }

  /** The same with another handler around the program. */
  Subject under(Handler handler) {
    return new Subject(other -> handler.on(program.apply(other)), data, simulator, profile, key);
  }

  /** The draws that a stage of all sequential tests uses, made once; stage −1 is a pilot. */
  List<Draw> stage(int stage) {
    return stages.computeIfAbsent(
        stage,
        s ->
            Simulation.draws(
                this, key.fold("stage").fold(s), s < 0 ? PILOT : profile.draws() << s));
  }

  Optional<Simulator> simulator() {
    return simulator;
  }

  /** A run, with all elements of each plate. */
  Trace first() {
    if (first == null) {
      first = Trace.run(Key.of(0), whole()).trace();
    }
    return first;
  }

  /** The model with all elements of each plate. */
  Model<?> whole() {
    return wholeAt(data);
  }

  /** The model for other data, with all elements of each plate. */
  Model<?> wholeAt(Map<String, Tensor> other) {
    return Whole.INSTANCE.on(model(other));
  }

  /** The joint density of positions and data; none of a model that looks at numbers. */
  Optional<JointDensity> joint() {
    if (joint == null && !dynamic) {
      try {
        joint = JointDensity.of(this::conditioned, data);
      } catch (SymbolicValueException looks) {
        dynamic = true;
      }
    }
    return Optional.ofNullable(joint);
  }

  /** The model with data also at the observed sites that are called like them. */
  private Model<?> conditioned(Map<String, Tensor> other) {
    Map<String, Tensor> named = new LinkedHashMap<>(other);
    named.keySet().removeIf(name -> !isObserved(name));
    return named.isEmpty() ? wholeAt(other) : new Condition(named).on(wholeAt(other));
  }

  private boolean isObserved(String name) {
    return first().sampled(name).filter(entry -> entry.site().isObserved()).isPresent();
  }

  /** The density at given data. */
  Potential potential(Map<String, Tensor> other) {
    return joint()
        .<Potential>map(known -> known.given(other))
        .orElseGet(() -> DynamicDensity.of(wholeAt(other), density().coordinates()));
  }

  /** Densities by data, for one thread of its own. */
  Function<Map<String, Tensor>, Potential> densities() {
    return joint()
        .<Function<Map<String, Tensor>, Potential>>map(known -> known.fork()::given)
        .orElse(this::potential);
  }

  /** Where the values of a draw lie. */
  double[] position(Draw draw) {
    return joint()
        .map(known -> known.position(draw.latents(), draw.data()))
        .orElseGet(
            () -> DynamicDensity.position(wholeAt(draw.data()), density().coordinates(), draw));
  }
}
