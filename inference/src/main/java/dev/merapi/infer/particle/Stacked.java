package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Pure;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One program with symbols for the values of all particles, which are an axis of tensors: for
 * programs that decide nothing by a number. Law: it has the bits of {@link Forked}.
 *
 * @param program the program at its stop
 * @param gains ln of the evidence of the last stretch, for each particle
 * @param deaths where each particle has died; empty where it has not
 * @param moves for each choice, the ancestors
 * @param columns the values that symbols stand for
 * @param past what was reported
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record Stacked<A>(
    Engine engine,
    Particle<A> program,
    double[] gains,
    String[] deaths,
    Vector<int[]> moves,
    Map<Symbolic.Input, Column> columns,
    Past past)
    implements Swarm<A> {
  /** Of a particle's gain and death, at least. */
  private static final long BYTES = 2 * Double.BYTES;

  static <A> Stacked<A> of(int n, Model<A> model, Optional<Model<?>> proposal) {
    String[] alive = new String[Counts.of(n, "particles", BYTES)];
    Arrays.fill(alive, "");
    return new Stacked<>(
        new Engine(),
        Particle.before(model, proposal),
        new double[n],
        alive,
        Vector.empty(),
        HashMap.empty(),
        Past.EMPTY);
  }

  @Override
  public int size() {
    return gains.length;
  }

  @Override
  public String last(int i) {
    return deaths[i].isEmpty() ? program.last() : deaths[i];
  }

  @Override
  public double gain(int i) {
    return gains[i];
  }

  @Override
  public int evidence(int i) {
    return deaths[i].isEmpty() ? program.evidence() : 0;
  }

  @Override
  public boolean hasEnded(int i) {
    return program.hasEnded() && deaths[i].isEmpty();
  }

  @Override
  public Optional<A> result(int i) {
    return hasEnded(i)
        ? program
            .result()
            .map(
                value ->
                    Outcome.with(
                        value,
                        tensor ->
                            tensor instanceof Symbolic.Input symbol
                                ? columns.get(symbol).get().now(moves).row(i)
                                : tensor))
        : Optional.empty();
  }

  @Override
  public List<History> histories() {
    return past.histories(moves, deaths);
  }

  @Override
  public Stacked<A> chosen(int[] ancestors) {
    int n = size();
    double[] chosenGains = new double[n];
    String[] chosenDeaths = new String[n];
    for (int i = 0; i < n; i++) {
      chosenGains[i] = gains[ancestors[i]];
      chosenDeaths[i] = deaths[ancestors[i]];
    }
    return new Stacked<>(
        engine, program, chosenGains, chosenDeaths, moves.append(ancestors), columns, past);
  }

  @Override
  public Stacked<A> advanced(Stops stops, Key run, int step, boolean fresh, Crew crew) {
    Sketch sketch = new Sketch();
    Particle<A> from = fresh ? program.fresh() : program;
    Particle<A> arrived =
        crew.unchecked(() -> Walk.on(stops, from.forgetting(), run, sketch.key(), sketch));
    List<Tensor> others = new ArrayList<>(arrived.draws().values().values());
    int reported = others.size();
    arrived.result().ifPresent(value -> others.addAll(Outcome.tensors(value)));

    List<Symbolic.Input> live = new ArrayList<>();
    Graph graph = sketch.graph(others, live);
    Map<Symbolic.Input, Column> now = columns;
    List<double[]> arguments = new ArrayList<>();
    for (Symbolic.Input input : live) {
      Column column = now.get(input).get().now(moves);
      now = now.put(input, column);
      arguments.add(column.rows());
    }
    double[][] results = engine.run(graph, size(), run.fold(step), arguments, crew);

    int at = 0;
    for (Symbolic.Input symbol : sketch.symbols()) {
      now = now.put(symbol, new Column(results[at++], symbol.shape(), moves.size()));
    }
    double[] grown = fresh ? fresh() : gains.clone();
    String[] died = deaths.clone();
    for (Sketch.Term term : sketch.terms()) {
      weigh(term, results[at++], grown, died);
    }
    Past longer = past;
    int k = 0;
    for (String name : arrived.draws().values().keySet()) {
      Column column = new Column(results[at++], others.get(k++).shape(), moves.size());
      longer = longer.plus(name, column);
    }
    if (!arrived.hasEnded()) {
      return new Stacked<>(engine, arrived, grown, died, moves, now, longer);
    }
    List<Symbolic.Input> ends = new ArrayList<>();
    for (Tensor tensor : others.subList(reported, others.size())) {
      Symbolic.Input symbol = Symbolic.Input.of("a result", tensor.shape());
      ends.add(symbol);
      now = now.put(symbol, new Column(results[at++], tensor.shape(), moves.size()));
    }
    return new Stacked<>(engine, ended(arrived, ends), grown, died, moves, now, longer);
  }

  /** Where a program has ended, what it returned is all that goes on. */
  private static <A> Particle<A> ended(Particle<A> arrived, List<Symbolic.Input> symbols) {
    var next = symbols.iterator();
    A value = Outcome.with(arrived.result().get(), _ -> next.next());
    return new Particle<>(
        new Pure<>(value), History.EMPTY, Optional.empty(), 0, arrived.evidence(), arrived.last());
  }

  private double[] fresh() {
    double[] none = new double[gains.length];
    for (int i = 0; i < none.length; i++) {
      none[i] = deaths[i].isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
    }
    return none;
  }

  private static void weigh(Sketch.Term term, double[] weights, double[] grown, String[] died) {
    for (int i = 0; i < grown.length; i++) {
      if (died[i].isEmpty()) {
        grown[i] += Numbers.known(term.site(), term.value(), weights[i]);
        if (grown[i] == Double.NEGATIVE_INFINITY) {
          died[i] = term.site().name();
        }
      }
    }
  }

  @Override
  public <B> Stacked<B> then(
      Function<? super A, ? extends Model<B>> next,
      Optional<Function<? super A, ? extends Model<?>>> proposal) {
    A value = program.result().get();
    Particle<B> longer = program.then(next.apply(value), proposal.map(f -> f.apply(value)));
    Map<Symbolic.Input, Column> needed =
        HashMap.ofEntries(
            Vector.ofAll(Lines.inputs(Outcome.tensors(value)))
                .map(input -> new Tuple2<>(input, columns.get(input).get())));
    return new Stacked<>(engine, longer, gains, deaths, moves, needed, past);
  }

  @Override
  public Forked<A> forked() {
    List<History> histories = histories();
    List<Particle<A>> particles = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      Model<A> rest = result(i).<Model<A>>map(Pure::new).orElseGet(Forked::nowhere);
      particles.add(
          new Particle<>(rest, histories.get(i), Optional.empty(), gains[i], evidence(i), last(i)));
    }
    return new Forked<>(particles);
  }

  @Override
  public Stacked<A> forgetting() {
    return new Stacked<>(engine, program, gains, deaths, moves, columns, Past.EMPTY);
  }
}
