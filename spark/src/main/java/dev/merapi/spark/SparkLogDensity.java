package dev.merapi.spark;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.EachRow;
import dev.merapi.infer.internal.rows.RowForm;
import dev.merapi.infer.internal.rows.RowProgram;
import dev.merapi.infer.internal.rows.RowSupport;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.rows.BlockSum;
import dev.merapi.infer.rows.RowModel;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The log density of a {@link RowModel} whose rows are those of a DataFrame: executors keep blocks
 * of rows, packed as columns, and code for them; a position goes to them, and log densities and
 * gradients come back and are added over a fixed tree.
 *
 * <p>Law: for any partitions, executors and losses of executors it has the bits of {@link
 * RowModel#on} with the same rows, in the same order, in blocks of the same size. So have draws.
 */
public final class SparkLogDensity implements BlockSum, AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(SparkLogDensity.class.getName());
  private static final String DESCRIPTION = "spark.job.description";

  /** Tasks of a sum for each core: enough to even out, few enough to start quickly. */
  private static final int EACH = 2;

  private final RowProgram program;
  private final Map<String, Tensor> first;
  private final RowForm form;
  private final RowTable table;
  private final RowTable.First known;
  private final SparkSession session;
  private final SparkContext context;
  private final Broadcast<Shipped> shipped;
  private final Optional<Workers> workers;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean closed;

  private SparkLogDensity(
      RowProgram program,
      Map<String, Tensor> first,
      RowForm form,
      RowTable table,
      RowTable.First known,
      SparkSession session,
      Transport transport) {
    this.program = program;
    this.first = first;
    this.form = form;
    this.table = table;
    this.known = known;
    this.session = session;
    this.context = session.sparkContext();
    this.shipped = shipped(ShippedGraphs.of(form.blocks()));
    this.workers =
        switch (transport) {
          case Transport.Aggregate _ -> Optional.empty();
          case Transport.Barrier settings -> Optional.of(new Workers(table, shipped, settings));
        };
  }

  /**
   * Reads the rows into blocks and traces the model with the first of them; each gradient is a job.
   * The DataFrame has to give the same rows whenever it is read: what is lost is read again.
   *
   * @throws dev.merapi.tensor.ArgumentException if a column is missing, has another type, or has a
   *     null, or rows are not numbered as was said
   * @throws dev.merapi.effects.ModelException if the model cannot be cut into blocks of rows
   */
  public static SparkLogDensity of(RowModel model, Dataset<Row> frame, RowColumns columns) {
    return of(model, frame, columns, Transport.aggregate());
  }

  /**
   * The same, with another way of asking for gradients.
   *
   * @throws dev.merapi.tensor.ArgumentException also if the session cannot do that
   */
  public static SparkLogDensity of(
      RowModel model, Dataset<Row> frame, RowColumns columns, Transport transport) {
    SparkContext context = frame.sparkSession().sparkContext();
    Jobs.requireRunning(context);
    int partitions =
        switch (transport) {
          case Transport.Aggregate _ -> EACH * context.defaultParallelism();
          case Transport.Barrier barrier -> Barriers.workers(barrier, context);
        };
    return of(model, frame, columns, transport, partitions);
  }

  /** In at most so many partitions. */
  static SparkLogDensity of(
      RowModel model, Dataset<Row> frame, RowColumns columns, Transport transport, int most) {
    boolean dealt = transport instanceof Transport.Barrier;
    RowTable table = RowTable.of(frame, columns, model.block(), most, dealt);
    try {
      RowProgram program = new RowProgram(model.plate(), model.program());
      RowTable.First known = table.first();
      Map<String, Tensor> first = columns.tensors(known.block().columns());
      RowForm form = program.form(first, table.cut());
      table.require(RowSupport.of(program, first, table.cut().sizes()));
      if (!table.scalar().isEmpty()) {
        LOGGER.log(
            Level.WARNING,
            "{0} of {1} executors run without the vector module, with the same bits and more slowly: set spark.executor.extraJavaOptions to --add-modules=jdk.incubator.vector.",
            table.scalar().size(),
            table.executors().size());
      }
      return new SparkLogDensity(
          program, first, form, table, known, frame.sparkSession(), transport);
    } catch (RuntimeException refused) {
      table.free();
      throw refused;
    }
  }

  /** Where each latent site lies in a position. */
  @Override
  public List<Coordinate> coordinates() {
    return form.coordinates().sites();
  }

  /** The number of rows. */
  public long rows() {
    return table.rows();
  }

  /** What a sampler or optimiser sees. */
  @Override
  public Potential potential() {
    return form.potential(position -> sum(position, Chosen.all(blocks())));
  }

  @Override
  public int blocks() {
    return table.cut().count();
  }

  @Override
  public Some some() {
    return form.part(this::sum, blocks())::at;
  }

  private double[] sum(double[] position, Chosen chosen) {
    if (closed) {
      throw new ArgumentException("The density is closed, and its rows are no longer kept.");
    }
    Jobs.requireRunning(context);
    return workers
        .flatMap(standing -> standing.sum(position, chosen))
        .orElseGet(() -> job(position, chosen));
  }

  private double[] job(double[] position, Chosen chosen) {
    if (workers.isPresent() && !told.getAndSet(true)) {
      LOGGER.log(
          Level.WARNING,
          "There are no {0} free cores for the workers of a barrier stage, so each gradient is a job until there are.",
          workers.get().size());
    }
    Optional<String> before = Optional.ofNullable(context.getLocalProperty(DESCRIPTION));
    context.setJobDescription(
        "Merapi: log density of %d of %d blocks of rows".formatted(chosen.count(), chosen.of()));
    try {
      return table.sum(position, chosen, shipped);
    } finally {
      context.setLocalProperty(DESCRIPTION, before.orElse(null));
    }
  }

  /** The sum of all numbers: what a pass without a model takes. */
  double added() {
    return table.added();
  }

  private Broadcast<Shipped> shipped(ShippedGraphs graphs) {
    return JavaSparkContext.fromSparkContext(context)
        .broadcast(new Shipped(graphs, form.slices(), known.prints()));
  }

  /** Samples the latent sites. */
  public Posterior sample(Sampler sampler, Key key) {
    return sample(sampler, key, Progress.NONE);
  }

  /** Samples the latent sites, watched. */
  public Posterior sample(Sampler sampler, Key key, Progress progress) {
    return posterior(
        sampler.run(potential(), key, sampler.start().naming(this::culprit), progress));
  }

  /** The first row that has no finite log density at a position, in a sentence. */
  private String culprit(double[] position) {
    try {
      EachRow each = EachRow.of(program, first, table.cut().sizes(), false);
      return table.culprit(
          new Culprit(
              shipped(ShippedGraphs.of(each.graphs())),
              position,
              coordinates().size(),
              each.names(),
              List.copyOf(first.keySet())));
    } catch (ModelException summed) {
      return "";
    }
  }

  /** The posterior that chains on {@link #potential()} stand for. */
  public Posterior posterior(Chains chains) {
    return form.reported().posterior(form.coordinates(), chains);
  }

  @Override
  public Posterior at(List<double[]> positions, Key key) {
    return form.reported().posterior(form.coordinates(), positions, key);
  }

  /**
   * ln p(y | draw) of each row under each draw, as {@code row, draw} and a column for each observed
   * site of the plate; made while it is read or written, and never all in one place.
   *
   * @param posterior of {@link #sample}
   * @throws dev.merapi.effects.ModelException if the plate has sites that are summed out
   */
  public Dataset<Row> logLikelihood(Posterior posterior) {
    return told(posterior, new Key.Known(0, 0), false);
  }

  /**
   * Data drawn anew for each row under each draw: as {@link #logLikelihood}, with draws of the
   * observed sites. Draw d of block b has the key {@code key.fold(d).fold(b)}.
   *
   * @param posterior of {@link #sample}
   * @throws ArgumentException if the key is not known yet
   */
  public Dataset<Row> predictions(Posterior posterior, Key key) {
    if (!(key instanceof Key.Known known)) {
      throw new ArgumentException("Predictions on other machines need a key that is known.");
    }
    return told(posterior, known, true);
  }

  private Dataset<Row> told(Posterior posterior, Key.Known key, boolean drawn) {
    EachRow each = EachRow.of(program, first, table.cut().sizes(), drawn);
    double[][] positions =
        Arrays.stream(posterior.chains().draws()).flatMap(Arrays::stream).toArray(double[][]::new);
    Told told =
        new Told(
            shipped(ShippedGraphs.of(each.graphs())),
            table.size(),
            coordinates().size(),
            each.names().size(),
            JavaSparkContext.fromSparkContext(context).broadcast(positions),
            key.k0(),
            key.k1());
    return session.createDataFrame(table.blocks().flatMap(told), Told.schema(each));
  }

  /** Ends workers that stay, and lets the executors forget the rows. */
  @Override
  public void close() {
    closed = true;
    workers.ifPresent(Workers::close);
    table.free();
  }

  /** How the rows lie. */
  @Override
  public String toString() {
    return "%d rows in %d blocks of %d, %d partitions, %d executors (%d without the vector module)"
        .formatted(
            table.rows(),
            table.cut().count(),
            table.size(),
            table.blocks().getNumPartitions(),
            table.executors().size(),
            table.scalar().size());
  }
}
