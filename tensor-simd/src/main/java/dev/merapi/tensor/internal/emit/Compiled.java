package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.plan.Plan;
import java.util.Arrays;
import java.util.List;

/** Runs a graph by generated code; gives the same bits as the interpreter. */
public final class Compiled implements Executor {
  private final Program program;
  private final Memory memory;
  private final double[][] inputs;
  private final double[][] outputs;

  /** An executor that runs stages of so many blocks on several threads. */
  private Compiled(Program program, int threads, int least) {
    this.program = program;
    Emitted emitted = program.emitted();
    Memory alone = program.memory();
    this.memory =
        threads > 1 && !emitted.longStages().isEmpty()
            ? alone.shared(threads, least, emitted.buffers())
            : alone;
    Graph graph = program.plan().graph();
    this.inputs = Arrays.copyOf(memory.arrays(), graph.inputs().size());
    this.outputs = graph.outputs().stream().map(memory::array).toArray(double[][]::new);
  }

  /** Compiles a graph. */
  public static Compiled of(Graph graph) {
    return of(Plan.of(graph));
  }

  /** Compiles a plan. */
  public static Compiled of(Plan plan) {
    return of(Program.of(plan), 1);
  }

  /** An executor on so many threads of what has been compiled. */
  static Compiled of(Program program, int threads) {
    return new Compiled(program, threads, Team.LEAST);
  }

  /**
   * Whether several runs of a graph share loops: those that gather and scatter take a lane of a
   * register for each.
   */
  public static boolean sharesLoops(Graph graph) {
    return AbreastLoops.mayBeIn(graph)
        && new AbreastProgram(AbreastLoops.of(Plan.of(graph), new PositionNames(graph)), List.of())
            .isThere();
  }

  /** How the graph was cut into stages. */
  public Plan plan() {
    return program.plan();
  }

  /** The size of the generated class file. */
  public int codeSize() {
    return program.emitted().bytes();
  }

  @Override
  public double[] argument(int i) {
    return inputs[i];
  }

  @Override
  public double[] result(int i) {
    return outputs[i];
  }

  @Override
  public void run() {
    program.emitted().code().run(memory);
  }

  @Override
  public Abreast abreast(int width) {
    AbreastProgram loops = program.emitted().abreast();
    if (loops.isThere() && program.packed().isEmpty() && width >= AbreastPass.LEAST) {
      return abreast(width, loops.loaded(memory));
    }
    if (program.emitted().longStages().isEmpty()) {
      return Executor.super.abreast(width);
    }
    Compiled[] lanes = lanes(width);
    return new Pass(program.emitted(), lanes, memories(lanes));
  }

  private Abreast abreast(int width, AbreastProgram.Loaded loops) {
    Compiled[] lanes = lanes(width);
    return new AbreastPass(program.emitted().code(), loops, lanes, memories(lanes));
  }

  /** As {@link #abreast(int)}, with vector code from the first run on. */
  Abreast abreastAtOnce(int width) {
    return abreast(width, program.emitted().abreast().loaded(memory).open());
  }

  private Compiled[] lanes(int width) {
    Compiled[] lanes = new Compiled[width];
    Arrays.setAll(lanes, _ -> fork());
    return lanes;
  }

  private static List<Memory> memories(Compiled[] lanes) {
    return Arrays.stream(lanes).map(lane -> lane.memory).toList();
  }

  @Override
  public Compiled fork() {
    return fork(1);
  }

  @Override
  public Compiled fork(int threads) {
    return fork(threads, Team.LEAST);
  }

  /** As {@link #fork(int)}, where stages of so many blocks are worth it. */
  Compiled fork(int threads, int least) {
    return new Compiled(program, threads, least);
  }
}
