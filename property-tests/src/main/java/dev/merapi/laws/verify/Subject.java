package dev.merapi.laws.verify;

import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.DynamicDensity;
import dev.merapi.laws.internal.verify.JointDensity;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.laws.internal.verify.Whole;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private final Said said;
  private final Key key;
  private final Map<Integer, List<Draw>> stages = new HashMap<>();
  private @Nullable Trace first;
  private @Nullable LogDensity density;
  private @Nullable JointDensity joint;
  private boolean dynamic;

  private Subject(
      Function<Map<String, Tensor>, ? extends Model<?>> program,
      Map<String, Tensor> data,
      Said said,
      Key key) {
    this.key = key;
    this.program = program;
    this.data = data;
    this.said = said;
  }

  /** What the user has said of data: how they come about, and which columns have rows. */
  record Said(Optional<Simulator> simulator, Set<String> rows, Profile profile, Set<String> held) {
    Said holding(Set<String> more) {
      Set<String> all = new HashSet<>(held);
      all.addAll(more);
      return new Said(simulator, rows, profile, Set.copyOf(all));
    }
  }

  /** A function of data. */
  static Subject of(
      Function<Map<String, Tensor>, ? extends Model<?>> program,
      Map<String, Tensor> data,
      Said said,
      Key key) {
    return new Subject(program, Map.copyOf(data), said, key);
  }

  /** A model whose data are the values of its observed sites. */
  @SuppressWarnings("ReferenceEquality") // the model itself for its own data
  static Subject of(Model<?> model, Said said, Key key) {
    Map<String, Tensor> observed = new LinkedHashMap<>();
    for (Entry.Sampled entry : Trace.run(Key.of(0), Whole.INSTANCE.on(model)).trace().sites()) {
      if (entry.site().isObserved() && !entry.site().isIndexSet() && isWhole(entry)) {
        observed.put(entry.name(), entry.value());
      }
    }
    Map<String, Tensor> own = Map.copyOf(observed);
    return new Subject(data -> data == own ? model : new Condition(data).on(model), own, said, key);
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
    return said.profile();
  }

  /** The columns whose leading axes are rows that can be exchanged, as was said. */
  public Set<String> rows() {
    return said.rows();
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
    return new Subject(other -> handler.on(program.apply(other)), data, said, key);
  }

  /** The same with other data. */
  Subject at(Map<String, Tensor> other) {
    return new Subject(program, Map.copyOf(other), said, key);
  }

  /** How many rows there are; 0 if none are claimed. */
  int rowCount() {
    return rows().isEmpty() ? 0 : Sentences.named(data, rows().iterator().next()).size(0);
  }

  /** The same with some of the rows, in this order; as it is if there are none. */
  Subject taking(int... chosen) {
    Map<String, Tensor> fewer = new LinkedHashMap<>(data);
    rows()
        .forEach(
            name -> fewer.replace(name, Sentences.named(data, name).take(0, Tensor.of(chosen))));
    return at(fewer);
  }

  /** The same with latent sites that have a value instead of being drawn. */
  Subject holding(Map<String, Tensor> values) {
    return new Subject(
        other -> new Condition(values).on(program.apply(other)),
        data,
        said.holding(values.keySet()),
        key);
  }

  /** Whether a site is a latent one that is held at a value. */
  boolean isHeld(String site) {
    return said.held().contains(site);
  }

  /** The same without simulator. */
  Subject alone() {
    return new Subject(
        program, data, new Said(Optional.empty(), said.rows(), said.profile(), said.held()), key);
  }

  /** The same for another thread. */
  Subject fork() {
    Subject other = new Subject(program, data, said, key);
    other.first = first();
    other.density = density();
    other.joint = joint().map(JointDensity::fork).orElse(null);
    other.dynamic = dynamic;
    return other;
  }

  /** The draws that a stage of all sequential tests uses, made once; stage −1 is a pilot. */
  List<Draw> stage(int stage) {
    return stages.computeIfAbsent(
        stage,
        s ->
            Simulation.draws(
                this, key.fold("stage").fold(s), s < 0 ? PILOT : profile().draws() << s));
  }

  Optional<Simulator> simulator() {
    return said.simulator();
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

  /** The values of the continuous latent sites at a position. */
  Map<String, Tensor> values(double[] position) {
    return latents(density().constrain(position));
  }

  /** A draw of a posterior, with data. */
  Draw draw(Posterior posterior, int index, Map<String, Tensor> other) {
    return new Draw(latents(posterior.draw(index)), other);
  }

  private Map<String, Tensor> latents(Map<String, ? extends Tensor> all) {
    Map<String, Tensor> values = new LinkedHashMap<>(all);
    values.keySet().retainAll(density().coordinates().stream().map(Coordinate::site).toList());
    return values;
  }
}
