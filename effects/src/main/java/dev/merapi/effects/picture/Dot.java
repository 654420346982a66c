package dev.merapi.effects.picture;

import dev.merapi.effects.Frame;
import dev.merapi.effects.picture.Diagram.Kind;
import dev.merapi.effects.picture.Diagram.Node;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;

/** A diagram in the language of Graphviz; plates are clusters, named by plate and size. */
final class Dot {
  private final StringBuilder text = new StringBuilder();
  private final boolean laws;
  private int clusters;

  private Dot(boolean laws) {
    this.laws = laws;
  }

  static String of(Diagram diagram, boolean laws) {
    Dot dot = new Dot(laws);
    dot.text.append("digraph model {\n");
    dot.plates(diagram.nodes().map(node -> new Inside(node.plates(), node)), "  ");
    diagram
        .edges()
        .forEach(
            edge ->
                dot.text
                    .append("  ")
                    .append(quoted(edge.from()))
                    .append(" -> ")
                    .append(quoted(edge.to()))
                    .append(";\n"));
    return dot.text.append("}\n").toString();
  }

  /** A node and the plates around it that are still to be opened. */
  private record Inside(Vector<Frame> plates, Node node) {}

  private void plates(Vector<Inside> members, String indent) {
    members
        .filter(member -> member.plates().isEmpty())
        .forEach(member -> node(member.node(), indent));
    LinkedHashMap<Frame, Vector<Inside>> groups =
        members
            .filter(member -> !member.plates().isEmpty())
            .foldLeft(
                LinkedHashMap.empty(),
                (all, member) ->
                    all.put(
                        member.plates().head(),
                        all.get(member.plates().head())
                            .getOrElse(Vector.empty())
                            .append(new Inside(member.plates().tail(), member.node()))));
    groups.forEach(
        group -> {
          text.append(indent).append("subgraph cluster_").append(clusters++).append(" {\n");
          text.append(indent)
              .append("  label=")
              .append(quoted(group._1.plate() + " (" + group._1.size() + ")"))
              .append("; labeljust=r; labelloc=b;\n");
          plates(group._2, indent + "  ");
          text.append(indent).append("}\n");
        });
  }

  private void node(Node node, String indent) {
    String label = laws && !node.law().isEmpty() ? node.name() + "\\n~ " + node.law() : node.name();
    String tooltip = laws ? ", tooltip=" + quoted(node.support()) : "";
    text.append(indent)
        .append(quoted(node.name()))
        .append(" [label=")
        .append(quoted(label))
        .append(", ")
        .append(style(node.kind()))
        .append(tooltip)
        .append("];\n");
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case LATENT -> "shape=ellipse, style=filled, fillcolor=white";
      case OBSERVED -> "shape=ellipse, style=filled, fillcolor=lightgray";
      case COMPUTED -> "shape=ellipse, style=dashed";
      case FACTOR -> "shape=square, style=filled, fillcolor=black, fontcolor=white";
      case PARAMETER -> "shape=plain";
    };
  }

  private static String quoted(String name) {
    return "\"" + name.replace("\"", "\\\"") + "\"";
  }
}
