package dev.merapi.report.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableExamples {
  @TempDir Path folder;

  @Test
  void aTableHasNamedColumns() throws IOException {
    Table table = Table.read(csv("name,mass\nAda,3.5\n\"Bo, the second\",4e0\n"));
    assertEquals(List.of("Ada", "Bo, the second"), table.labels("name"));
    assertArrayEquals(new double[] {3.5, 4}, table.numbers("mass"));
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() throws IOException {
    assertArrayEquals(
        new double[] {1}, Table.read(csv("\uFEFFmass,name\n1,Ada\n")).numbers("mass"));
  }

  @Test
  void rowsWithMissingCellsCanBeLeftOut() throws IOException {
    Table table = Table.read(csv("name,mass\nAda,3.5\nBo,NA\nCy,\nNA,4\n"));
    assertEquals(List.of("Ada", "NA"), table.complete("mass").labels("name"));
    assertEquals(List.of("Ada"), table.complete("mass", "name").labels("name"));
  }

  @Test
  void missingCellsStayMissing() throws IOException {
    Table table = Table.read(csv("name,mass\nAda,3.5\nBo,NA\nCy,\n"));
    assertArrayEquals(new double[] {3.5, Double.NaN, Double.NaN}, table.tensor("mass").toArray());
    assertArrayEquals(new double[] {1, 0, 0}, table.seen("mass").toArray());
    assertEquals(3, table.size());
  }

  @Test
  void categoriesHaveLabelsAndIndices() throws IOException {
    Table table = Table.read(csv("kind,mass\nfox,1\nant,2\nfox,3\n"));
    Categories kinds = table.categories("kind");
    assertEquals(List.of("ant", "fox"), kinds.labels());
    assertArrayEquals(new double[] {1, 0, 1}, kinds.indices().toArray());
    assertArrayEquals(
        new double[] {1}, Categories.of(List.of("fox"), kinds.labels()).indices().toArray());
    ArgumentException other =
        assertThrows(ArgumentException.class, () -> Categories.of(List.of("cat"), kinds.labels()));
    assertEquals("'cat' is none of the categories [ant, fox].", other.getMessage());
    Path missing = csv("kind,mass\nNA,1\n");
    TableException error =
        assertThrows(TableException.class, () -> Table.read(missing).categories("kind"));
    assertEquals(
        missing
            + ", line 2, column 'kind': the category is missing; leave such rows out by complete(\"kind\").",
        error.getMessage());
  }

  /** Back is the inverse of same, and the scale does not see what is missing. */
  @Test
  void standardisingIsRemembered() throws IOException {
    Standardised scale = Table.read(csv("mass\n1\nNA\n3\n5\n")).standardised("mass");
    assertEquals(3, scale.mean());
    assertEquals(2, scale.deviation());
    assertArrayEquals(new double[] {-1, Double.NaN, 0, 1}, scale.values().toArray());
    assertArrayEquals(new double[] {1, Double.NaN, 3, 5}, scale.back(scale.values()).toArray());
    assertArrayEquals(new double[] {2}, scale.same(Tensor.of(7.0)).toArray());
    assertThrows(ArgumentException.class, () -> Standardised.of(Tensor.of(4.0, 4.0)));
    assertThrows(ArgumentException.class, () -> Standardised.of(Tensor.of(4.0)));
  }

  @Test
  void aMissingFileIsNamed() {
    Path absent = folder.resolve("absent.csv");
    complaint("There is no file " + absent + ": give the path of a CSV file.", absent);
  }

  @Test
  void anEmptyFileHasNoColumns() throws IOException {
    complaint("FILE is empty: its first line must name the columns.", csv(""));
  }

  @Test
  void aTableWithoutRowsIsRefused() throws IOException {
    complaint("FILE has no rows of data.", csv("name,mass\n"));
  }

  @Test
  void aRaggedRowIsNamedByItsLine() throws IOException {
    complaint(
        "FILE is ragged: line 3 has 1 cells, but the first line names 2 columns.",
        csv("name,mass\nAda,3.5\nBo\n"));
    complaint(
        "FILE is ragged: line 2 has 3 cells, but the first line names 2 columns.",
        csv("name,mass\nAda,3.5,kg\n"));
  }

  @Test
  void columnsHaveDifferentNames() throws IOException {
    complaint(
        "FILE has two columns named 'mass': give each column its own name.",
        csv("mass,mass\n1,2\n"));
  }

  @Test
  void aCellThatIsNotANumberIsNamedByLineAndColumn() throws IOException {
    for (String cell : List.of("seven", "NaN", "Infinity", "1e999", "3d", "NA", "")) {
      Path file = csv("name,mass\nAda,3.5\nBo," + cell + "\n");
      TableException error =
          assertThrows(TableException.class, () -> Table.read(file).numbers("mass"));
      assertEquals(
          file + ", line 3, column 'mass': '" + cell + "' is not a finite number.",
          error.getMessage());
    }
  }

  @Test
  void anAbsentColumnIsNamedBesideThoseThatExist() throws IOException {
    Path file = csv("name,mass\nAda,3.5\n");
    TableException error =
        assertThrows(TableException.class, () -> Table.read(file).numbers("weight"));
    assertEquals(file + " has no column 'weight': its columns are name, mass.", error.getMessage());
  }

  @Test
  void aFileThatIsNotCsvIsNamed() throws IOException {
    Path file = csv("name,mass\n\"Ada,3.5\n");
    TableException error = assertThrows(TableException.class, () -> Table.read(file));
    assertEquals(file.toString(), error.getMessage().substring(0, file.toString().length()));
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static void complaint(String sentence, Path file) {
    TableException error = assertThrows(TableException.class, () -> Table.read(file));
    assertEquals(sentence.replace("FILE", file.toString()), error.getMessage());
  }
}
