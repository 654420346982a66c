package dev.merapi.report.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.report.internal.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The lines of a file of CmdStan.
 *
 * @param statistics what the statistics of the sampler are called here
 * @param layout the sites
 * @param elements their elements, in the order of the file
 */
record CmdStanText(List<String> statistics, List<Quantity> layout, List<CmdStanElement> elements) {
  /** Our names of the statistics that CmdStan has, and its own. */
  static final Map<String, String> STATISTICS = known();

  /** The comment that says how many draws are of warm-up, which is not known before its end. */
  private static final String WARM_UPS = "num_warmup = ";

  /** The comment that says what dims are called and how their positions are. */
  static final String AXES = "axes";

  private static Map<String, String> known() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(Column.LOG_DENSITY, "lp__");
    names.put(Column.ACCEPTANCE, "accept_stat__");
    names.put(Column.STEP_SIZE, "stepsize__");
    names.put(Column.DEPTH, "treedepth__");
    names.put(Column.STEPS, "n_leapfrog__");
    names.put(Column.DIVERGING, "divergent__");
    names.put(Column.ENERGY, "energy__");
    return names;
  }

  /** Refuses sites whose names the format cannot hold. */
  static CmdStanText of(List<String> statistics, List<Quantity> layout) {
    for (Quantity quantity : layout) {
      if (quantity.name().matches(".*[.,\"\\n\\r#].*") || quantity.name().endsWith("__")) {
        throw new FileException(
            "Site '%s' cannot be written for CmdStan, whose names have a full stop before an index only, and two underscores at the end of statistics only; rename it, or write JSON or zarr."
                .formatted(quantity.name()));
      }
    }
    return new CmdStanText(
        statistics, layout, layout.stream().flatMap(CmdStanElement::of).toList());
  }

  /** Comments and the line of names. */
  String head(int chain, int draws, boolean warmUp, Map<String, String> attributes) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeComment(" model = merapi");
      csv.writeComment(" method = sample (Default)");
      if (warmUp) {
        csv.writeComment("   " + WARM_UPS + warmUps(999_999_999));
      }
      csv.writeComment("   num_samples = " + draws);
      csv.writeComment("   save_warmup = " + (warmUp ? 1 : 0));
      csv.writeComment(" id = " + (chain + 1));
      attributes.forEach((name, value) -> csv.writeComment(" " + name + " = " + value));
      csv.writeComment(" " + AXES + " = " + Json.text(axes()));
      csv.writeRecord(
          Stream.concat(
                  statistics.stream().map(name -> STATISTICS.getOrDefault(name, name + "__")),
                  elements.stream().map(CmdStanElement::name))
              .toList());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /** A number of draws of warm-up, always as long. */
  static String warmUps(int number) {
    return String.format(Locale.ROOT, "%09d", number);
  }

  /** Where in the head that number stands: what is before it is ASCII. */
  int warmUpsAt() {
    return head(0, 0, true, Map.of()).indexOf(WARM_UPS) + WARM_UPS.length();
  }

  /** Site → dim → its labels; none where positions are counted. */
  private Map<String, Object> axes() {
    Map<String, Object> axes = new LinkedHashMap<>();
    for (Quantity quantity : layout) {
      Map<String, Object> own = new LinkedHashMap<>();
      for (Axis axis : quantity.axes()) {
        own.put(axis.name(), axis.labels());
      }
      axes.put(quantity.name(), own);
    }
    return axes;
  }

  /** A draw, with the end of the line. */
  String line(double[] figures, double[] row) {
    StringBuilder line = new StringBuilder();
    for (double figure : figures) {
      line.append(text(figure)).append(',');
    }
    for (CmdStanElement element : elements) {
      line.append(text(row[element.at()])).append(',');
    }
    line.setCharAt(line.length() - 1, '\n');
    return line.toString();
  }

  private static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    boolean whole =
        value == (long) value
            && Math.abs(value) < 1e9
            && Double.doubleToRawLongBits(value) != Long.MIN_VALUE;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
