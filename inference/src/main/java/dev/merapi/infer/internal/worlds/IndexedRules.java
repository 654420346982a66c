package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.Indexed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Elements chosen by positions. */
final class IndexedRules {
  private IndexedRules() {}

  static Rule of(Indexed indexed, List<Shape> shapes) {
    return switch (indexed) {
      case Gather _ -> new Rows(shapes.getFirst().rank(), shapes.get(1).rank());
      case GatherAt(int kept) -> new Cells(kept, shapes);
      default -> new WorldByWorld(indexed);
    };
  }

  /** Rows of a table [n, R..] at positions [I..]: all axes stay apart but the one of the rows. */
  private record Rows(int table, int positions) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      if (operand == 1) {
        return OptionalInt.of(axis - (table - 1));
      }
      return axis == -table ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      Mapped rows = operands.getFirst();
      Mapped at = operands.get(1);
      if (rows.isPlain() && !Support.isIn(at, rows)) {
        return new Gather().on(rows.stored(), at.along(order, positions));
      }
      return Table.of(rows, 1, table - 1, positions).at(List.of(at), order);
    }
  }

  /** Cells of a table [B.., n.., K..] at positions for each n: the axes n do not stay apart. */
  private record Cells(int kept, List<Shape> shapes) implements Rule {
    private int chosen() {
      return shapes.size() - 1;
    }

    @Override
    public OptionalInt kept(int operand, int axis) {
      if (operand > 0) {
        return OptionalInt.of(axis - kept);
      }
      if (axis >= -kept) {
        return OptionalInt.of(axis);
      }
      return axis >= -kept - chosen() ? OptionalInt.empty() : OptionalInt.of(axis + chosen());
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      int batch = shapes.getFirst().rank() - chosen() - kept;
      for (Shape positions : shapes.subList(1, shapes.size())) {
        batch = Math.max(batch, positions.rank());
      }
      return Table.of(operands.getFirst(), chosen(), kept, batch)
          .at(operands.subList(1, operands.size()), order);
    }
  }

  /**
   * A table [H.., J.., n.., K..] of which positions are chosen.
   *
   * @param table the numbers, with the axes n in full
   * @param chosen how many axes n there are
   * @param kept how many axes K
   * @param batch how many axes J the result has
   */
  private record Table(Mapped table, int chosen, int kept, int batch) {
    static Table of(Mapped table, int chosen, int kept, int batch) {
      List<Integer> axes = new ArrayList<>();
      for (int k = 0; k < chosen; k++) {
        axes.add(k - chosen - kept);
      }
      Mapped full = table.full(axes);
      int rank = batch + chosen + kept;
      Tensor padded = full.along(full.hidden(), rank);
      return new Table(
          new Mapped(full.hidden(), full.shape().padLeft(rank), padded), chosen, kept, batch);
    }

    Tensor at(List<Mapped> positions, List<Hidden> order) {
      Table rest = this;
      List<Mapped> open = new ArrayList<>(positions);
      for (int k = positions.size() - 1; k >= 0; k--) {
        int axis = k - rest.chosen - kept;
        if (rest.isSupport(positions.get(k), k, positions, axis)) {
          rest = rest.hiding(positions.get(k).hidden().getFirst(), axis);
          open.remove(k);
        }
      }
      return open.isEmpty() ? rest.table.along(order, batch + kept) : rest.gathered(open, order);
    }

    /** Whether the positions are all of an axis, along a hidden axis of their own. */
    private boolean isSupport(Mapped at, int k, List<Mapped> positions, int axis) {
      if (!Support.isIn(at, table, axis)) {
        return false;
      }
      Hidden own = at.hidden().getFirst();
      boolean shared = false;
      for (int j = 0; j < positions.size(); j++) {
        shared |= j != k && positions.get(j).hidden().contains(own);
      }
      return !shared;
    }

    /** With one of the chosen axes hidden. */
    private Table hiding(Hidden own, int axis) {
      List<Hidden> hidden = new ArrayList<>(table.hidden());
      hidden.add(own);
      Tensor stored = table.stored().moveAxis(axis, table.hidden().size());
      Mapped next = new Mapped(hidden, table.shape().without(axis), stored);
      return new Table(next, chosen - 1, kept, batch);
    }

    private Tensor gathered(List<Mapped> positions, List<Hidden> order) {
      Tensor cells = table.isPlain() ? table.stored() : table.along(order, table.rank());
      List<Tensor> operands = new ArrayList<>(List.of(cells));
      for (Mapped at : positions) {
        operands.add(at.isPlain() ? at.stored() : at.along(order, batch));
      }
      boolean flat = kept == 0 && positions.size() == 1 && operands.get(1) instanceof Dense;
      return flat
          ? flat(cells, operands.get(1))
          : new GatherAt(kept).on(operands.toArray(Tensor[]::new));
    }

    /** One cell of each row at known positions: by its number in the whole table. */
    private static Tensor flat(Tensor cells, Tensor positions) {
      Shape rows = cells.shape().dropRight(1);
      Tensor start = Tensor.arange(rows.count()).times(cells.size(-1)).reshape(rows);
      return cells.reshape(-1).get(positions.plus(start));
    }
  }

  /** Positions that run through all values of a variable. */
  private static final class Support {
    private Support() {}

    static boolean isIn(Mapped positions, Mapped table) {
      return isIn(positions, table, -table.rank());
    }

    static boolean isIn(Mapped positions, Mapped table, int axis) {
      int n = table.shape().size(axis);
      return positions.hidden().size() == 1
          && !table.hidden().contains(positions.hidden().getFirst())
          && positions.stored().shape().count() == n
          && positions.hidden().getFirst().values() == n
          && positions.stored() instanceof Dense known
          && known.reshape(n).equals(Tensor.arange(n));
    }
  }
}
