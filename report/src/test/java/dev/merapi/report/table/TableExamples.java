package dev.merapi.report.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;
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

  /** Columns by their labels, NULL as missing, all digits of numbers. */
  @Test
  void aResultOfAQueryIsATable() throws SQLException {
    try (CachedRowSet result = RowSetProvider.newFactory().createCachedRowSet()) {
      RowSetMetaDataImpl about = new RowSetMetaDataImpl();
      about.setColumnCount(3);
      about.setColumnLabel(1, "species");
      about.setColumnName(1, "species");
      about.setColumnType(1, Types.VARCHAR);
      about.setColumnLabel(2, "mass");
      about.setColumnName(2, "mass");
      about.setColumnType(2, Types.DOUBLE);
      about.setColumnLabel(3, "seen");
      about.setColumnName(3, "seen");
      about.setColumnType(3, Types.BOOLEAN);
      result.setMetaData(about);
      // Rows are inserted before the first.
      row(result, "Gentoo", null, false);
      row(result, "Adelie", 0.1 + 0.2, true);
      result.beforeFirst();
      Table table = Table.of("query", result);
      assertEquals(List.of("species", "mass", "seen"), table.columns());
      assertEquals(0.1 + 0.2, table.tensor("mass").get(0).item());
      assertTrue(Double.isNaN(table.tensor("mass").get(1).item()));
      assertEquals(1, table.tensor("seen").get(0).item());
      assertEquals(List.of("Adelie", "Gentoo"), table.categories("species").labels());
      assertTrue(
          assertThrows(TableException.class, () -> Table.of("query", result))
              .getMessage()
              .startsWith("query "));
    }
  }

  private static void row(CachedRowSet result, String species, @Nullable Double mass, boolean seen)
      throws SQLException {
    result.moveToInsertRow();
    result.updateString(1, species);
    if (mass == null) {
      result.updateNull(2);
    } else {
      result.updateDouble(2, mass);
    }
    result.updateBoolean(3, seen);
    result.insertRow();
    result.moveToCurrentRow();
  }
}
