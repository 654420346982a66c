package dev.merapi.effects.picture;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import io.vavr.collection.Vector;

/**
 * A model as a directed graph: its sites, with an arrow from each to those whose law or value is
 * computed from it, and its plates as boxes around them.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="diagram"}
 */
public final class Diagram {
  private final Vector<Node> nodes;
  private final Vector<Edge> edges;

  Diagram(Vector<Node> nodes, Vector<Edge> edges) {
    this.nodes = nodes;
    this.edges = edges;
  }

  /** The sites, in the order of the program. */
  Vector<Node> nodes() {
    return nodes;
  }

  /** The arrows. */
  Vector<Edge> edges() {
    return edges;
  }

  /** What a node stands for; it decides how it is drawn. */
  enum Kind {
    /** A random variable without a value of its own. */
    LATENT,
    /** A random variable that is evidence. */
    OBSERVED,
    /** A value that follows from others. */
    COMPUTED,
    /** A term of the density. */
    FACTOR,
    /** A value to be learned. */
    PARAMETER
  }

  /**
   * A site: its law with constraint where there is one, and the plates around it, outermost first.
   */
  record Node(String name, Kind kind, String law, String support, Vector<Frame> plates) {}

  /** An arrow between two named nodes. */
  record Edge(String from, String to) {}

  /** The graph of one run under {@code key}; index sets are not shown. */
  public static Diagram of(Key key, Model<?> model) {
    return Dependence.of(key, model);
  }

  /** Without the parameters and their arrows. */
  public Diagram withoutParameters() {
    Vector<Node> kept = nodes.filter(node -> node.kind() != Kind.PARAMETER);
    Vector<String> names = kept.map(Node::name);
    return new Diagram(kept, edges.filter(edge -> names.contains(edge.from())));
  }

  /**
   * The graph in the language of Graphviz; {@code laws} adds the distributions and their supports.
   */
  public String toDot(boolean laws) {
    return Dot.of(this, laws);
  }

  /** The graph as a picture in itself, which needs no other file. */
  public String toSvg(boolean laws) {
    return Svg.of(this, laws);
  }
}
