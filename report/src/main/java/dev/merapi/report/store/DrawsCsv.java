package dev.merapi.report.store;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.merapi.infer.Posterior;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Draws as a table in CSV: one row a draw, with the number of its chain and its number in that
 * chain, both from 1, and then the scalars. A number is written with the fewest digits that give it
 * back, so equal draws are equal bytes.
 *
 * @param file where it is
 */
public record DrawsCsv(Path file) {
  /**
   * Writes all draws, wholly or not at all, in the place of what is there.
   *
   * @throws FileException where that cannot be done
   */
  public void write(Posterior posterior) {
    Whole.file(file, writer -> write(posterior.names(), posterior.rows(), writer));
  }

  /** Writes draws of shape [chain][draw][scalar], and closes the writer. */
  static void write(List<String> names, double[][][] draws, Writer writer) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
      csv.writeRecord(Stream.concat(Stream.of("chain", "draw"), names.stream()).toList());
      for (int chain = 0; chain < draws.length; chain++) {
        for (int draw = 0; draw < draws[chain].length; draw++) {
          csv.writeRecord(row(1 + chain, 1 + draw, draws[chain][draw]));
        }
      }
    }
  }

  private static List<String> row(int chain, int draw, double[] values) {
    Stream<String> place = Stream.of(chain, draw).map(number -> Integer.toString(number));
    return Stream.concat(place, DoubleStream.of(values).mapToObj(Double::toString)).toList();
  }
}
