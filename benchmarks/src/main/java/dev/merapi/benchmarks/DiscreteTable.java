package dev.merapi.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures every discrete model, each in a JVM of its own with this JVM's flags, prints a table and
 * writes {@code discrete.json}. Arguments: the folder to write to, then the models, or none for
 * all.
 *
 * <p>The columns on the right say how many times as long a peer takes for one gradient of the same
 * model, on a two-core Xeon, so they are guides only: rstan 2.32.7 with the forward algorithm
 * written by hand, and with {@code hmm_marginal}, per leapfrog; Pyro 1.9.1 with one enumerated site
 * a step, without validation.
 */
public final class DiscreteTable {
  private static final Map<String, Peers> PEERS =
      Map.of(
          "hmm4_500", new Peers(1.01e6, 5.36e5, 7.53e8),
          "hmm16_200", new Peers(3.26e6, 6.14e5, 4.08e8));
  private static final String LINE = "%-12s %12s %9s %9s %9s %9s %9s %9s %9s%n";

  private DiscreteTable() {}

  /** Nanoseconds per gradient of Stan by hand, of Stan's own function, and of Pyro. */
  private record Peers(double forward, double marginal, double pyro) {}

  /** Runs the table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    List<String> models = List.of(arguments).subList(1, arguments.length);
    System.out.printf(
        LINE,
        "model",
        "ns/gradient",
        "B/grad.",
        "ms setup",
        "ms first",
        "ms/draw",
        "forward",
        "marginal",
        "Pyro");
    List<String> rows = new ArrayList<>();
    for (String model : models.isEmpty() ? DiscreteModels.all().keySet() : models) {
      for (String row : Fork.rows(Discrete.class, model)) {
        rows.add(row);
        print(model, row);
      }
    }
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("discrete.json"), "[" + String.join(",\n ", rows) + "]\n");
  }

  private static void print(String model, String row) {
    double own = Double.parseDouble(GradientRow.field(row, "ns_gradient"));
    Peers peers = PEERS.getOrDefault(model, new Peers(Double.NaN, Double.NaN, Double.NaN));
    System.out.printf(
        LINE,
        model,
        GradientRow.field(row, "ns_gradient"),
        GradientRow.field(row, "bytes_gradient"),
        GradientRow.field(row, "ms_setup"),
        GradientRow.field(row, "ms_first"),
        GradientRow.field(row, "ms_draw"),
        times(peers.forward(), own),
        times(peers.marginal(), own),
        times(peers.pyro(), own));
  }

  private static String times(double peer, double own) {
    return Double.isNaN(peer) ? "" : String.format(Locale.ROOT, "%.1fx", peer / own);
  }
}
