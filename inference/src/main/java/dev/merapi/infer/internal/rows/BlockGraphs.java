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
import dev.merapi.tensor.Shape;
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
 * The log density of the rows of a block, as data.
 *
 * @param sites how many inputs are free numbers of sites; the others are columns
 * @param graphs by the number of rows: from sites and columns to the log density, as it was written
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
  public Compiled compile(int rows, double[][] columns, Compiler compiler) {
    Graph graph = graphs.get(rows);
    if (graph == null) {
      throw new IllegalStateException(
          "A block has %d rows, but there are graphs for %s.".formatted(rows, graphs.keySet()));
    }
    List<Symbolic.Input> free = new ArrayList<>();
    List<Tensor> arguments = new ArrayList<>();
    for (Equation.Argument input : graph.inputs()) {
      if (input.index() < sites) {
        Symbolic.Input site = Symbolic.Input.of(input.name(), input.shape());
        site.promise(Bounds.REAL);
        free.add(site);
        arguments.add(site);
      } else {
        Shape shape = input.shape();
        arguments.add(new Dense(columns[input.index() - sites], shape));
      }
    }
    Tensor density = graph.apply(arguments).getFirst();
    return compiler.compile(DensityGraph.of(density, free, free));
  }
}
