package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The constant positions that a loop reads, each once a round: a whole number that is known to lie
 * in its table needs neither a conversion nor a comparison with the table's size.
 */
final class PositionReads {
  private static final MethodTypeDesc ALL =
      MethodTypeDesc.of(ConstantDescs.CD_int.arrayType().arrayType());

  private final CodeBuilder code;
  private final PositionNames names;

  /** Local variables with the arrays of positions, by number. */
  private final Map<Integer, Integer> arrays = new HashMap<>();

  /** Local variables with the position of a round. */
  private final Map<Read, Integer> rounds = new HashMap<>();

  /** Positions with a number, from a start on. */
  private record Read(int number, int start) {}

  PositionReads(CodeBuilder code, PositionNames names) {
    this.code = code;
    this.names = names;
  }

  private OptionalInt number(Operation operation) {
    return switch (operation) {
      case Operation.Load load -> names.number(load.position(), load.size());
      case Operation.Scatter scatter -> names.number(scatter.positions(), scatter.size());
      case Operation.Apply _,
          Operation.Store _,
          Operation.Total _,
          Operation.MatVec _,
          Operation.MatVecTransposed _ ->
          OptionalInt.empty();
    };
  }

  /** Whether an operation reads or writes at constant positions. */
  boolean areConstant(Operation operation) {
    return number(operation).isPresent();
  }

  /** What an operation reads besides constant positions. */
  List<Ref> numbers(Operation operation) {
    if (!areConstant(operation)) {
      return Refs.read(operation);
    }
    return operation instanceof Operation.Scatter scatter ? List.of(scatter.run()) : List.of();
  }

  /** Before the loop: the array of its constant positions into a local variable. */
  void prepare(Operation operation) {
    number(operation)
        .ifPresent(
            number ->
                arrays.computeIfAbsent(
                    number,
                    _ -> {
                      int slot = code.allocateLocal(TypeKind.REFERENCE);
                      code.aload(0).invokevirtual(Names.MEMORY, "positions", ALL);
                      code.loadConstant(number).aaload().astore(slot);
                      return slot;
                    }));
  }

  /** Pushes the position of round i, a local variable. */
  void push(Operation operation, int i) {
    int number = number(operation).orElseThrow();
    Read read = new Read(number, start(operation));
    code.iload(
        rounds.computeIfAbsent(
            read,
            _ -> {
              int slot = code.allocateLocal(TypeKind.INT);
              code.aload(arrays.getOrDefault(number, -1));
              code.iload(Runs.START).loadConstant(read.start()).iadd().iload(i).iadd();
              code.iaload().istore(slot);
              return slot;
            }));
  }

  private static int start(Operation operation) {
    Ref positions =
        operation instanceof Operation.Load load ? load.position() : Refs.read(operation).getLast();
    return positions instanceof Ref.Run(_, int start) ? start : 0;
  }
}
