package dev.merapi.infer.internal.rows;

import dev.merapi.tensor.Tensor;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the numbers of all rows can have come from the sites that observe them: the first run of
 * a program looks at the rows of the first block alone.
 *
 * @param names the observed sites whose support is known by the columns
 * @param columns the columns of the model
 * @param graphs {@link BlockGraphs#bytes} of functions of the columns to 1 or 0 for each row
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
public record RowSupport(List<String> names, List<String> columns, byte[] graphs)
    implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int SHOWN = 3;

  /** That of a program of rows. */
  public static RowSupport of(RowProgram program, Map<String, Tensor> first, List<Integer> sizes) {
    EachRow supports = EachRow.supports(program, first, sizes);
    return new RowSupport(supports.names(), List.copyOf(first.keySet()), supports.graphs().bytes());
  }

  /** The first row of a block that is outside of a support, in a sentence. */
  public Optional<String> fault(int rows, double[][] numbers, long first) {
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<double[]> inside = BlockGraphs.of(graphs).values(rows, numbers);
    for (int r = 0; r < rows; r++) {
      for (int site = 0; site < names.size(); site++) {
        if (inside.get(site)[r] == 0) {
          return Optional.of(
              "Site '%s' cannot have the value of row %d, where %s: it is outside of the support of its distribution. Check the data."
                  .formatted(names.get(site), first + r, shown(rows, numbers, r)));
        }
      }
    }
    return Optional.empty();
  }

  /** The numbers of row r of a block. */
  private String shown(int rows, double[][] numbers, int r) {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < columns.size(); c++) {
      int width = numbers[c].length / rows;
      double[] own = Arrays.copyOfRange(numbers[c], r * width, r * width + Math.min(width, SHOWN));
      String value = width == 1 ? Double.toString(own[0]) : Arrays.toString(own);
      text.append(c > 0 ? ", " : "").append(columns.get(c)).append(" is ");
      text.append(width > SHOWN ? value.replace("]", ", …]") : value);
    }
    return text.toString();
  }
}
