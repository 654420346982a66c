package dev.merapi.report.store;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Progress;
import dev.merapi.report.result.Recipe;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Draws as CmdStan writes them, one file a chain: comments, a line of names, a line a draw. The
 * statistics of the sampler end in two underscores, {@code lp__}; the elements of a site are {@code
 * theta.1}, or {@code corr.2.1} with the first index running fastest. ArviZ and R's posterior read
 * such files.
 *
 * <p>Numbers are written with the fewest digits that give them back. A last line without its end
 * belongs to a draw that was not completed, and is left out, as is a chain without a draw. Draws of
 * warm-up stand before the others, if they are there, and are read by {@link #readWarmUp}. Comments
 * say what dims are called, and, where it is known, how the draws were made.
 *
 * @param files one for each chain
 * @param warmUp whether draws of warm-up are written while a model is sampled
 */
public record CmdStanCsv(List<Path> files, boolean warmUp) {
  /** Copies the list. */
  public CmdStanCsv {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new FileException("A run of CmdStan has a file for each chain; give at least one.");
    }
  }

  /** Files without the draws of warm-up. */
  public CmdStanCsv(List<Path> files) {
    this(files, false);
  }

  /** One file for each of so many chains: {@code name_1.csv}, {@code name_2.csv}, … */
  public static CmdStanCsv in(Path folder, String name, int chains) {
    return new CmdStanCsv(
        Stream.iterate(1, i -> i + 1)
            .limit(chains)
            .map(i -> folder.resolve(name + "_" + i + ".csv"))
            .toList());
  }

  /**
   * The same files, into which {@link #sample} writes the draws of warm-up too. Where chains end
   * their warm-up each at its time, as with {@code Sampler.nuts()}, they have different numbers of
   * them.
   */
  public CmdStanCsv withWarmUp() {
    return new CmdStanCsv(files, true);
  }

  /**
   * Samples a model and writes each draw as it is made, so that the draws of a run that was killed
   * are there; {@link #read} opens the files at any time.
   *
   * @param recipe how the draws are made, if files are to say so
   * @throws FileException if one of the files is there already, or cannot be made. A file that
   *     cannot be written later costs a warning, and has the draws up to there
   */
  public Posterior sample(
      Sampler sampler, Model<?> model, Key key, Optional<Recipe> recipe, Progress progress) {
    if (sampler.chains() != files.size()) {
      throw new FileException(
          "There are %d chains, but %d files; give one for each chain."
              .formatted(sampler.chains(), files.size()));
    }
    Map<String, String> attributes = recipe.map(Recipe::attributes).orElse(Map.of());
    try (CmdStanStream stream =
        new CmdStanStream(this, model, sampler.draws(), attributes, progress)) {
      return Posterior.sample(sampler, model, key, stream);
    }
  }

  /** As {@link #sample(Sampler, Model, Key, Optional, Progress)}, unwatched, with the recipe. */
  public Posterior sample(Sampler sampler, Model<?> model, Key key) {
    return sample(sampler, model, key, Optional.of(Recipe.of(model, sampler, key)), Progress.NONE);
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
    CmdStanText text = CmdStanText.of(posterior.statistics(), posterior.quantities());
    List<double[][]> figures = posterior.statistics().stream().map(posterior::statistic).toList();
    int length = Arrays.stream(rows).mapToInt(chain -> chain.length).min().orElse(0);
    for (int c = 0; c < rows.length; c++) {
      int chain = c;
      Whole.file(
          files.get(c),
          writer -> {
            writer.write(text.head(chain, length, false, Map.of()));
            for (int i = 0; i < length; i++) {
              int draw = i;
              writer.write(
                  text.line(
                      figures.stream().mapToDouble(figure -> figure[chain][draw]).toArray(),
                      rows[chain][i]));
            }
          });
    }
  }

  /**
   * Draws and statistics, with all diagnostics.
   *
   * @throws FileException if a file is not there, or is none of CmdStan's, or they differ in names
   */
  public Posterior read() {
    return read(CmdStanChain::rows, "draws");
  }

  /**
   * The draws of warm-up, if the files have them: not draws of the posterior, but what shows how it
   * was found.
   *
   * @throws FileException as {@link #read}
   */
  public Posterior readWarmUp() {
    return read(CmdStanChain::warmUps, "draws of warm-up");
  }

  private Posterior read(Function<CmdStanChain, List<double[]>> part, String what) {
    List<CmdStanChain> chains = chains();
    List<String> names = chains.getFirst().names();
    List<List<double[]>> rows =
        chains.stream().map(part).filter(chain -> !chain.isEmpty()).toList();
    if (rows.isEmpty()) {
      throw FileException.wrong(files.getFirst(), "the run has no %s.".formatted(what));
    }
    try {
      Posterior posterior = CmdStanElement.posterior(names, rows);
      return chains.getFirst().axes(posterior).map(posterior::named).orElse(posterior);
    } catch (ArgumentException e) {
      throw FileException.unread(files.getFirst(), e);
    }
  }

  /** How the draws were made, if the files know it. */
  public Optional<Recipe> recipe() {
    return Recipe.in(chains().getFirst().settings());
  }

  /** The files that have a line of names; those of a run that was killed may be empty. */
  private List<CmdStanChain> chains() {
    List<CmdStanChain> chains = new ArrayList<>();
    for (Path file : files) {
      CmdStanChain chain = chain(file);
      if (chain.names().isEmpty() && !chain.isEmpty()) {
        throw FileException.wrong(file, "it has no line of names.");
      }
      if (!chain.names().isEmpty()) {
        if (!chains.isEmpty() && !chain.names().equals(chains.getFirst().names())) {
          throw FileException.wrong(
              file, "its columns are not those of %s.".formatted(files.getFirst()));
        }
        chains.add(chain);
      }
    }
    if (chains.isEmpty()) {
      throw FileException.wrong(files.getFirst(), "the run has no draws.");
    }
    return chains;
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
