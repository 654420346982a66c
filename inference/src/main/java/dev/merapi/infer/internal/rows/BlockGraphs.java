package dev.merapi.infer.internal.rows;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.internal.form.Envelope;
import dev.merapi.infer.internal.form.GraphForm;
import dev.merapi.infer.internal.program.DensityGraph;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Functions of the rows of a block, as data.
 *
 * @param sites how many inputs are no columns: the free numbers of the sites first of all
 * @param graphs by the number of rows: what is computed from these and the columns, as it was
 *     written
 */
public record BlockGraphs(int sites, SortedMap<Integer, Graph> graphs) {
  private static final Envelope ENVELOPE = new Envelope("merapi-r", 1);
  private static final Codec<BlockGraphs> CODEC = Codec.of(BlockGraphs::write, BlockGraphs::read);

  /** Copies the map. */
  public BlockGraphs {
    graphs = new TreeMap<>(graphs);
  }

  /** As bytes. */
  public byte[] bytes() {
    return ENVELOPE.seal(CODEC.bytes(this));
  }

  /** Reads what {@link #bytes()} gave. */
  public static BlockGraphs of(byte[] bytes) {
    return CODEC.of(ENVELOPE.open(bytes));
  }

  private static void write(BlockGraphs blocks, Encoder out) {
    out.writeInt(blocks.sites);
    out.writeInt(blocks.graphs.size());
    blocks.graphs.forEach(
        (rows, graph) -> {
          out.writeInt(rows);
          GraphForm.INSTANCE.write(graph, out);
        });
  }

  private static BlockGraphs read(Decoder in) {
    int sites = in.readInt();
    TreeMap<Integer, Graph> graphs = new TreeMap<>();
    int count = in.readCount(2 * Integer.BYTES);
    for (int i = 0; i < count; i++) {
      int rows = in.readInt();
      Graph graph = GraphForm.INSTANCE.read(in);
      if (sites < 0 || graph.inputs().size() < sites) {
        throw new DamagedException("A graph of rows has not the inputs that it should have.");
      }
      graphs.put(rows, graph);
    }
    return new BlockGraphs(sites, graphs);
  }

  /**
   * Value and gradient of a block with these columns, each [rows, C..] and row-major. What depends
   * on the columns alone is computed now.
   */
  public Compiled density(int rows, double[][] columns, Compiler compiler) {
    List<Symbolic.Input> free = free(rows);
    Tensor density = graph(rows).apply(arguments(rows, free, columns)).getFirst();
    return compiler.compile(DensityGraph.of(density, free, free));
  }

  /** All outputs for a block with these columns. */
  public Compiled outputs(int rows, double[][] columns, Compiler compiler) {
    List<Symbolic.Input> free = free(rows);
    return compiler.compile(Graph.of(free, graph(rows).apply(arguments(rows, free, columns))));
  }

  /** What graphs of columns alone give for a block. */
  List<double[]> values(int rows, double[][] columns) {
    return graph(rows).apply(arguments(rows, List.of(), columns)).stream()
        .map(Tensor::toArray)
        .toList();
  }

  private Graph graph(int rows) {
    Graph graph = graphs.get(rows);
    if (graph == null) {
      throw new IllegalStateException(
          "A block has %d rows, but there are graphs for %s.".formatted(rows, graphs.keySet()));
    }
    return graph;
  }

  private List<Symbolic.Input> free(int rows) {
    List<Symbolic.Input> free = new ArrayList<>();
    for (Equation.Argument input : graph(rows).inputs().subList(0, sites)) {
      Symbolic.Input site = Symbolic.Input.of(input.name(), input.shape());
      site.promise(Bounds.REAL);
      free.add(site);
    }
    return free;
  }

  private List<Tensor> arguments(int rows, List<Symbolic.Input> free, double[][] columns) {
    List<Tensor> arguments = new ArrayList<>(free);
    List<Equation.Argument> inputs = graph(rows).inputs();
    for (int i = sites; i < inputs.size(); i++) {
      arguments.add(new Dense(columns[i - sites], inputs.get(i).shape()));
    }
    return arguments;
  }
}
