package dev.merapi.examples;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Draws as CSV: one row a draw, with the number of its chain and its number in that chain, both
 * from 1, and then the parameters. A number is written with the fewest digits that give it back, so
 * equal draws are equal bytes.
 */
final class DrawsFile {
  private DrawsFile() {}

  /** Writes draws of shape [chain][draw][parameter], and closes the writer. */
  static void write(List<String> parameters, double[][][] draws, Writer writer) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(writer)) {
      csv.writeRecord(Stream.concat(Stream.of("chain", "draw"), parameters.stream()).toList());
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
