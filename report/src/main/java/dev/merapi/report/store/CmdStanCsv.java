package dev.merapi.report.store;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.tensor.ArgumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws as CmdStan writes them, one file a chain: comments, a line of names, a line a draw. The
 * statistics of the sampler end in two underscores, {@code lp__}; the elements of a site are {@code
 * theta.1}, or {@code corr.2.1} with the first index running fastest. ArviZ and R's posterior read
 * such files.
 *
 * <p>Numbers are written with the fewest digits that give them back. A last line without its end
 * belongs to a draw that was not completed, and is left out; chains are cut to the shortest. Draws
 * of warm-up are left out.
 *
 * @param files one for each chain
 */
public record CmdStanCsv(List<Path> files) {
  /** Our names of the statistics that CmdStan has, and its own. */
  private static final Map<String, String> STATISTICS = statistics();

  /** Copies the list. */
  public CmdStanCsv {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new FileException("A run of CmdStan has a file for each chain; give at least one.");
    }
  }

  /** One file for each of so many chains: {@code name_1.csv}, {@code name_2.csv}, … */
  public static CmdStanCsv in(Path folder, String name, int chains) {
    return new CmdStanCsv(
        Stream.iterate(1, i -> i + 1)
            .limit(chains)
            .map(i -> folder.resolve(name + "_" + i + ".csv"))
            .toList());
  }

  private static Map<String, String> statistics() {
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

  /**
   * Writes a file for each chain, each wholly or not at all, in the place of what is there.
   *
   * @throws FileException if there are not as many files as chains, or one cannot be written
   */
  public void write(Posterior posterior) {
    double[][][] rows = posterior.rows();
    if (rows.length != files.size()) {
      throw new FileException(
          "There are %d chains, but %d files; give one for each chain."
              .formatted(rows.length, files.size()));
    }
    for (Quantity quantity : posterior.quantities()) {
      if (quantity.name().contains(".") || quantity.name().contains(",")) {
        throw new FileException(
            "Site '%s' cannot be written for CmdStan, whose names have a full stop before an index only; rename it, or write JSON or zarr."
                .formatted(quantity.name()));
      }
    }
    List<double[][]> figures = posterior.statistics().stream().map(posterior::statistic).toList();
    for (int c = 0; c < rows.length; c++) {
      int chain = c;
      Whole.file(
          files.get(c),
          writer ->
              write(
                  posterior,
                  rows[chain],
                  figures,
                  chain,
                  CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)));
    }
  }

  private static void write(
      Posterior posterior, double[][] rows, List<double[][]> figures, int chain, CsvWriter csv)
      throws IOException {
    List<CmdStanElement> elements =
        posterior.quantities().stream().flatMap(CmdStanElement::of).toList();
    csv.writeComment(" model = merapi");
    csv.writeComment(" method = sample (Default)");
    csv.writeComment("   num_samples = " + rows.length);
    csv.writeComment("   save_warmup = 0");
    csv.writeComment(" id = " + (chain + 1));
    csv.writeRecord(
        Stream.concat(
                posterior.statistics().stream()
                    .map(name -> STATISTICS.getOrDefault(name, name + "__")),
                elements.stream().map(CmdStanElement::name))
            .toList());
    for (int i = 0; i < rows.length; i++) {
      List<String> line = new ArrayList<>();
      for (double[][] figure : figures) {
        line.add(text(figure[chain][i]));
      }
      for (CmdStanElement element : elements) {
        line.add(text(rows[i][element.at()]));
      }
      csv.writeRecord(line);
    }
    csv.close();
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

  /**
   * Draws and statistics, with all diagnostics.
   *
   * @throws FileException if a file is not there, or is none of CmdStan's, or they differ in names
   */
  public Posterior read() {
    List<CmdStanChain> chains = files.stream().map(CmdStanCsv::chain).toList();
    List<String> names = chains.getFirst().names();
    for (int c = 1; c < chains.size(); c++) {
      if (!chains.get(c).names().equals(names)) {
        throw FileException.wrong(
            files.get(c), "its columns are not those of %s.".formatted(files.getFirst()));
      }
    }
    int length = chains.stream().mapToInt(chain -> chain.rows().size()).min().orElse(0);
    if (length == 0) {
      throw FileException.wrong(files.getFirst(), "one of the chains has no draws.");
    }
    try {
      return CmdStanElement.posterior(
          names,
          STATISTICS,
          chains.stream().map(chain -> chain.rows().subList(0, length)).toList());
    } catch (ArgumentException e) {
      throw FileException.unread(files.getFirst(), e);
    }
  }

  private static CmdStanChain chain(Path file) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.READ)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(file)) {
      return CmdStanChain.of(file, reader.stream().toList(), CmdStanChain.endsWithALine(file));
    } catch (IOException | CsvParseException | java.io.UncheckedIOException e) {
      throw FileException.unread(file, e);
    }
  }
}
