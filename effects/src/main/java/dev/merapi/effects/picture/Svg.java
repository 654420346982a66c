package dev.merapi.effects.picture;

import dev.merapi.effects.picture.Diagram.Edge;
import dev.merapi.effects.picture.Diagram.Kind;
import dev.merapi.effects.picture.Diagram.Node;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Formatter;
import java.util.Locale;

/**
 * A diagram as a picture: parents above children, a column for the nodes of each set of plates, so
 * that every plate is one box.
 */
final class Svg {
  private static final int CELL_WIDTH = 130;
  private static final int CELL_HEIGHT = 90;
  private static final int MARGIN = 60;
  private static final int RADIUS_X = 46;
  private static final int RADIUS_Y = 24;

  /** How far the control point of a bent line stands beside it. */
  private static final int BEND = 120;

  private final Diagram diagram;
  private final boolean laws;
  private final Map<String, int[]> cells;
  private final StringBuilder text = new StringBuilder();

  /** Digits and points as the format wants them, wherever the reader is. */
  private final Formatter out = new Formatter(text, Locale.ROOT);

  private Svg(Diagram diagram, boolean laws) {
    this.diagram = diagram;
    this.laws = laws;
    this.cells = cells(diagram);
  }

  static String of(Diagram diagram, boolean laws) {
    return new Svg(diagram, laws).draw();
  }

  private String draw() {
    int width = 2 * MARGIN + CELL_WIDTH * (1 + greatest(0));
    int height = 2 * MARGIN + CELL_HEIGHT * (1 + greatest(1));
    out.format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n",
        width, height);
    out.format(
        "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\"/></marker></defs>\n");
    diagram
        .nodes()
        .flatMap(Node::plates)
        .map(frame -> frame.plate())
        .distinct()
        .forEach(this::plate);
    diagram.edges().forEach(this::edge);
    diagram.nodes().forEach(this::node);
    return text.append("</svg>\n").toString();
  }

  private int greatest(int axis) {
    return cells.values().map(cell -> cell[axis]).max().getOrElse(0);
  }

  private void plate(String plate) {
    Vector<Node> members =
        diagram.nodes().filter(node -> node.plates().exists(frame -> frame.plate().equals(plate)));
    int deeper =
        members.map(node -> node.plates().size() - position(node, plate)).max().getOrElse(1);
    int pad = 34 + 7 * deeper;
    Vector<int[]> centers = members.map(node -> center(node.name()));
    int left = centers.map(c -> c[0]).min().get() - pad - 18;
    int right = centers.map(c -> c[0]).max().get() + pad + 18;
    int top = centers.map(c -> c[1]).min().get() - pad;
    int bottom = centers.map(c -> c[1]).max().get() + 34 + 16 * deeper;
    int size = members.head().plates().get(position(members.head(), plate)).size();
    out.format(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"6\" fill=\"none\" stroke=\"black\"/>\n",
        left, top, right - left, bottom - top);
    out.format(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-size=\"11\">%s (%d)</text>\n",
        right - 6, bottom - 5, escaped(plate), size);
  }

  private static int position(Node node, String plate) {
    return node.plates().indexWhere(frame -> frame.plate().equals(plate));
  }

  /** A straight line, or a bent one where a node would hide it. */
  private void edge(Edge edge) {
    int[] from = center(edge.from());
    int[] to = center(edge.to());
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    double bend = isHidden(edge, from, to) ? BEND / Math.max(1e-9, Math.hypot(dx, dy)) : 0;
    double[] middle = {(from[0] + to[0]) / 2.0 - bend * dy, (from[1] + to[1]) / 2.0 + bend * dx};
    double[] start = rim(from, middle);
    double[] end = rim(to, middle);
    if (bend == 0) {
      out.format(
          "<line x1=\"%.0f\" y1=\"%.0f\" x2=\"%.0f\" y2=\"%.0f\" stroke=\"black\" marker-end=\"url(#tip)\"/>\n",
          start[0], start[1], end[0], end[1]);
    } else {
      out.format(
          "<path d=\"M%.0f %.0fQ%.0f %.0f %.0f %.0f\" fill=\"none\" stroke=\"black\" marker-end=\"url(#tip)\"/>\n",
          start[0], start[1], middle[0], middle[1], end[0], end[1]);
    }
  }

  /** Where the line from the centre of a node to a point leaves the node. */
  private static double[] rim(int[] center, double[] toward) {
    double dx = toward[0] - center[0];
    double dy = toward[1] - center[1];
    double part = 1 / Math.max(1e-9, Math.hypot(dx / RADIUS_X, dy / RADIUS_Y));
    return new double[] {center[0] + dx * part, center[1] + dy * part};
  }

  /** Whether the straight line of an edge runs through another node. */
  private boolean isHidden(Edge edge, int[] from, int[] to) {
    double dx = to[0] - from[0];
    double dy = to[1] - from[1];
    return diagram
        .nodes()
        .map(Node::name)
        .filter(name -> !name.equals(edge.from()) && !name.equals(edge.to()))
        .map(this::center)
        .exists(
            c -> {
              double along =
                  ((c[0] - from[0]) * dx + (c[1] - from[1]) * dy)
                      / Math.max(1e-9, dx * dx + dy * dy);
              double x = from[0] + along * dx - c[0];
              double y = from[1] + along * dy - c[1];
              return along > 0 && along < 1 && Math.hypot(x / RADIUS_X, y / RADIUS_Y) < 1;
            });
  }

  private void node(Node node) {
    int[] c = center(node.name());
    out.format(
        "<g><title>%s</title><ellipse cx=\"%d\" cy=\"%d\" rx=\"%d\" ry=\"%d\" %s/><text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>",
        escaped(node.support()),
        c[0],
        c[1],
        RADIUS_X,
        RADIUS_Y,
        style(node.kind()),
        c[0],
        c[1] + (laws && !node.law().isEmpty() ? -2 : 5),
        node.kind() == Kind.FACTOR ? "white" : "black",
        escaped(node.name()));
    if (laws && !node.law().isEmpty()) {
      out.format(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-size=\"10\">~ %s</text>",
          c[0], c[1] + 13, escaped(node.law()));
    }
    text.append("</g>\n");
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case LATENT -> "fill=\"white\" stroke=\"black\"";
      case OBSERVED -> "fill=\"lightgray\" stroke=\"black\"";
      case COMPUTED -> "fill=\"white\" stroke=\"black\" stroke-dasharray=\"4 3\"";
      case FACTOR -> "fill=\"black\" stroke=\"black\"";
      case PARAMETER -> "fill=\"none\" stroke=\"none\"";
    };
  }

  private int[] center(String name) {
    int[] cell = cells.get(name).get();
    return new int[] {
      MARGIN + CELL_WIDTH / 2 + CELL_WIDTH * cell[0],
      MARGIN + CELL_HEIGHT / 2 + CELL_HEIGHT * cell[1]
    };
  }

  /**
   * Column and row of each node: rows by the longest path from a root, columns by the plates around
   * it.
   */
  private static Map<String, int[]> cells(Diagram diagram) {
    Map<String, Integer> rows = HashMap.empty();
    for (Node node : diagram.nodes()) {
      Map<String, Integer> known = rows;
      int row =
          diagram
              .edges()
              .filter(edge -> edge.to().equals(node.name()))
              .map(edge -> 1 + known.get(edge.from()).getOrElse(0))
              .max()
              .getOrElse(0);
      rows = rows.put(node.name(), row);
    }
    Map<String, int[]> cells = HashMap.empty();
    int column = 0;
    for (String plates : diagram.nodes().map(Svg::plates).distinct().sorted()) {
      Map<Integer, Integer> used = HashMap.empty();
      for (Node node : diagram.nodes().filter(each -> plates(each).equals(plates))) {
        int row = rows.get(node.name()).get();
        int next = used.get(row).getOrElse(column);
        cells = cells.put(node.name(), new int[] {next, row});
        used = used.put(row, next + 1);
      }
      column = used.values().max().getOrElse(column);
    }
    return cells;
  }

  private static String plates(Node node) {
    return node.plates().map(frame -> frame.plate()).mkString("\u0000");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
