package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.util.List;

/**
 * A loop over rows for several runs at once, a run for each lane of a register. Operands are
 * constants, the same for all runs, or numbers of each run; tables that it reads and sums that it
 * writes lie with the numbers of all runs beside each other.
 *
 * @param stage the stage of the plan whose place it takes
 * @param length its rows
 * @param operations what it does for each row; runs of numbers are constants
 * @param numbers the elements that each run has for itself
 * @param tables the lines of tables of each run
 * @param targets the lines that it scatters to
 * @param totals the sums over all rows
 */
record AbreastLoop(
    int stage,
    int length,
    List<Operation> operations,
    List<Ref.Element> numbers,
    List<Table> tables,
    List<Table> targets,
    List<Operation.Total> totals) {
  AbreastLoop {
    operations = List.copyOf(operations);
    numbers = List.copyOf(numbers);
    tables = List.copyOf(tables);
    targets = List.copyOf(targets);
    totals = List.copyOf(totals);
  }

  /** The array of a line with so many numbers. */
  record Table(int line, int size) {}

  /** The loop of these operations. */
  static AbreastLoop of(
      int stage, int length, List<Operation> operations, List<Ref.Element> numbers) {
    return new AbreastLoop(
        stage,
        length,
        operations,
        numbers,
        operations.stream()
            .filter(Operation.Load.class::isInstance)
            .map(Operation.Load.class::cast)
            .map(load -> new Table(load.table(), load.size()))
            .distinct()
            .toList(),
        operations.stream()
            .filter(Operation.Scatter.class::isInstance)
            .map(Operation.Scatter.class::cast)
            .map(scatter -> new Table(scatter.line(), scatter.size()))
            .distinct()
            .toList(),
        operations.stream()
            .filter(Operation.Total.class::isInstance)
            .map(Operation.Total.class::cast)
            .toList());
  }

  /** Whether its rows repay that tables and sums are laid beside each other and back. */
  boolean pays() {
    int laid = tables.stream().mapToInt(Table::size).sum();
    laid += targets.stream().mapToInt(Table::size).sum();
    return !targets.isEmpty() && length >= laid / 2;
  }
}
