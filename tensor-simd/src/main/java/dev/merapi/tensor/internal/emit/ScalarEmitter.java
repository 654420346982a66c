package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Straight-line code, cut into methods of at most {@value #METHOD} operations, since C2 gives up on
 * methods of more than 8000 bytes. A result that a later method reads passes through the spill
 * memory.
 */
final class ScalarEmitter {
  private static final int METHOD = 200;

  private final ClassBuilder type;
  private final Arithmetic arithmetic;
  private final List<Operation> operations;
  private final int firstSpill;
  private final Map<Integer, Integer> spills = new HashMap<>();

  ScalarEmitter(ClassBuilder type, Names names, List<Operation> operations, int firstSpill) {
    this.type = type;
    this.arithmetic = new Arithmetic(names);
    this.operations = operations;
    this.firstSpill = firstSpill;
    assignSpills();
  }

  /** How many numbers of spill memory the stage uses. */
  int spilled() {
    return spills.size();
  }

  /** Writes the methods and returns their names, in the order in which they must run. */
  List<String> emit(String prefix) {
    List<String> methods = new ArrayList<>();
    for (int from = 0; from < operations.size(); from += METHOD) {
      List<Operation> part = operations.subList(from, Math.min(from + METHOD, operations.size()));
      String name = prefix + "_" + from / METHOD;
      type.withMethodBody(
          name,
          Names.STAGE,
          ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
          code -> new Body(code).emit(part));
      methods.add(name);
    }
    return methods;
  }

  private void assignSpills() {
    Map<Integer, Integer> made = new HashMap<>();
    for (int i = 0; i < operations.size(); i++) {
      int part = i / METHOD;
      for (Ref ref : Refs.read(operations.get(i))) {
        if (ref instanceof Ref.Local(int id) && made.getOrDefault(id, part) != part) {
          spills.computeIfAbsent(id, key -> firstSpill + spills.size());
        }
      }
      Refs.result(operations.get(i)).ifPresent(id -> made.put(id, part));
    }
  }

  /** One method. */
  private final class Body {
    private final CodeBuilder code;
    private final Map<Integer, Integer> arrays = new HashMap<>();
    private final Map<Ref, Integer> values = new HashMap<>();

    Body(CodeBuilder code) {
      this.code = code;
    }

    void emit(List<Operation> part) {
      part.forEach(this::emit);
      code.return_();
    }

    private void emit(Operation operation) {
      switch (operation) {
        case Operation.Apply apply -> {
          apply.operands().forEach(this::prepare);
          arithmetic.apply(
              code,
              apply.primitive(),
              apply.operands().stream().<Runnable>map(ref -> () -> push(ref)).toList());
          define(apply.id());
        }
        case Operation.Load load -> {
          prepare(load.position());
          code.aload(array(load.table())).loadConstant(load.size());
          push(load.position());
          code.invokestatic(Names.KERNELS, "at", Names.AT);
          define(load.id());
        }
        case Operation.Store store -> {
          prepare(store.value());
          code.aload(array(store.line())).loadConstant(store.start());
          push(store.value());
          code.dastore();
        }
        case Operation.MatVec only -> throw tilesOnly(only);
        case Operation.Total only -> throw tilesOnly(only);
        case Operation.Scatter only -> throw tilesOnly(only);
        case Operation.MatVecTransposed only -> throw tilesOnly(only);
      }
    }

    private IllegalStateException tilesOnly(Operation operation) {
      return new IllegalStateException("Only tile loops do " + operation);
    }

    private void define(int id) {
      int slot = code.allocateLocal(TypeKind.DOUBLE);
      code.dstore(slot);
      values.put(new Ref.Local(id), slot);
      Integer spill = spills.get(id);
      if (spill != null) {
        code.aload(spillArray()).loadConstant(spill).dload(slot).dastore();
      }
    }

    /** Brings a number from memory into a local variable, once a method. */
    private void prepare(Ref ref) {
      if (values.containsKey(ref)) {
        return;
      }
      switch (ref) {
        case Ref.Local(int id) -> code.aload(spillArray()).loadConstant(spill(id)).daload();
        case Ref.Element(int line, int index) ->
            code.aload(array(line)).loadConstant(index).daload();
        case Ref.Literal(double value) -> code.loadConstant(value);
        case Ref.Run run ->
            throw new IllegalStateException("Straight-line code has no runs: " + run);
      }
      int slot = code.allocateLocal(TypeKind.DOUBLE);
      code.dstore(slot);
      values.put(ref, slot);
    }

    private int spill(int id) {
      Integer spill = spills.get(id);
      if (spill == null) {
        throw new IllegalStateException("Operation %d is read before it is computed".formatted(id));
      }
      return spill;
    }

    private void push(Ref ref) {
      code.dload(values.getOrDefault(ref, -1));
    }

    private int array(int line) {
      return arrays.computeIfAbsent(line, key -> Names.loadArray(code, key));
    }

    private int spillArray() {
      return arrays.computeIfAbsent(-1, key -> Names.loadSpill(code));
    }
  }
}
