package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cell of each row at known positions is a cell of the whole table, by its number there: table
 * [B.., n] at b and p is the flat table at n · (number of b) + p.
 */
record CellsOfRows() implements Rule {
  @Override
  public boolean keepsBits() {
    return true;
  }

  @Override
  public @Nullable Tensor apply(Primitive primitive, List<Tensor> inputs) {
    if (!(primitive instanceof GatherAt(int kept))
        || kept != 0
        || inputs.size() != 2
        || !(inputs.get(1) instanceof Dense positions)) {
      return null;
    }
    Tensor table = inputs.getFirst();
    Shape rows = table.shape().dropRight(1);
    Tensor start = Tensor.arange(rows.count()).times(table.size(-1)).reshape(rows);
    return table.reshape(-1).get(positions.plus(start));
  }
}
