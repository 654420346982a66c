package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arrays of a loop for several runs at once: brings them into local variables at their first
 * mention, which is before the loop. The memory is in variable 0, the first row in variable 1.
 */
final class AbreastArrays {
  private static final ClassDesc WHOLES = ConstantDescs.CD_int.arrayType();
  private static final int FROM = 1;

  private final CodeBuilder code;
  private final int index;
  private final AbreastLoop loop;
  private final List<Positions> positions;
  private final int width;
  private final Map<Object, Integer> arrays = new HashMap<>();

  /** Local variables with where positions of a row lie in tables. */
  private final Map<Ref, Integer> places = new HashMap<>();

  private record Key(AbreastLoop.Table table, boolean target) {}

  AbreastArrays(
      CodeBuilder code, int index, AbreastLoop loop, List<Positions> positions, int width) {
    this.code = code;
    this.index = index;
    this.loop = loop;
    this.positions = positions;
    this.width = width;
  }

  /** The places of the row before are no longer of use. */
  void nextRow() {
    places.clear();
  }

  /** The numbers of each run. */
  int numbers() {
    return ofLoop("numbers");
  }

  /** The virtual lanes of sums. */
  int sums() {
    return ofLoop("sums");
  }

  private int ofLoop(String name) {
    return arrays.computeIfAbsent(
        name,
        _ -> {
          code.aload(0).loadConstant(index);
          memory(name, Names.DOUBLES, ConstantDescs.CD_int);
          return store();
        });
  }

  /** The array of a constant. */
  int constant(Ref ref) {
    int line = ref instanceof Ref.Run run ? run.line() : -1;
    return arrays.computeIfAbsent(
        line,
        _ -> {
          code.aload(0).loadConstant(line);
          memory("constant", Names.DOUBLES, ConstantDescs.CD_int);
          return store();
        });
  }

  /** The table of a load. */
  int table(Operation.Load load) {
    return array(new AbreastLoop.Table(load.table(), load.size()), false);
  }

  /** What a scatter adds to. */
  int target(Operation.Scatter scatter) {
    return array(new AbreastLoop.Table(scatter.line(), scatter.size()), true);
  }

  private int array(AbreastLoop.Table table, boolean target) {
    return arrays.computeIfAbsent(
        new Key(table, target),
        _ -> {
          List<AbreastLoop.Table> known = target ? loop.targets() : loop.tables();
          code.aload(0).loadConstant(index).loadConstant(known.indexOf(table));
          memory(
              target ? "target" : "table",
              Names.DOUBLES,
              ConstantDescs.CD_int,
              ConstantDescs.CD_int);
          return store();
        });
  }

  /** Constant positions in a table of so many numbers. */
  int wholes(Ref ref, int size) {
    return arrays.computeIfAbsent(
        positions.get(number(ref, size)),
        _ -> {
          code.aload(0).loadConstant(number(ref, size));
          memory("positions", WHOLES, ConstantDescs.CD_int);
          return store();
        });
  }

  /** Where the position of the row so far behind the first lies in tables. */
  int place(Ref ref, int size, int offset) {
    int number = number(ref, size);
    int start = ref instanceof Ref.Run run ? run.start() : 0;
    return places.computeIfAbsent(
        new Ref.Run(number, start),
        _ -> {
          int slot = code.allocateLocal(TypeKind.INT);
          code.aload(wholes(ref, size)).iload(FROM).loadConstant(start + offset).iadd().iaload();
          code.iconst_1().iadd().loadConstant(width).imul().istore(slot);
          return slot;
        });
  }

  private int number(Ref ref, int size) {
    return ref instanceof Ref.Run(int line, _) ? positions.indexOf(new Positions(line, size)) : -1;
  }

  /** Calls a function of the memory, with whose arguments the stack ends. */
  private void memory(String function, ClassDesc result, ClassDesc... arguments) {
    code.invokevirtual(AbreastEmitter.MEMORY, function, MethodTypeDesc.of(result, arguments));
  }

  private int store() {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(slot);
    return slot;
  }
}
