package dev.merapi.tensor.internal.emit;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Writes loops for several runs at once: a register for each operation, a lane for each run. It is
 * a class of its own, as only that one mentions {@code jdk.incubator.vector}.
 */
final class AbreastEmitter {
  static final ClassDesc MEMORY = AbreastMemory.class.describeConstable().orElseThrow();
  static final ClassDesc GENERATED =
      ClassDesc.of(AbreastEmitter.class.getPackageName(), "GeneratedAbreast");
  static final MethodTypeDesc ROWS =
      MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY, ConstantDescs.CD_int, ConstantDescs.CD_int);
  private static final MethodTypeDesc ROWS_OF_LOOP =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_int,
          MEMORY,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);
  static final int LANES = 8;

  /** Sums that a loop keeps in registers. */
  private static final int REGISTERS = 16;

  /** Operations of a row, eight of which are no method that C2 gives up on. */
  private static final int MOST = 40;

  private final List<AbreastLoop> loops;
  private final List<Positions> positions;
  private final int width;

  private AbreastEmitter(List<AbreastLoop> loops, List<Positions> positions, int width) {
    this.loops = loops;
    this.positions = positions;
    this.width = width;
  }

  /** The code of loops for so many runs. */
  static AbreastCode emit(List<AbreastLoop> loops, List<Positions> positions, int width) {
    AbreastEmitter emitter = new AbreastEmitter(loops, positions, width);
    byte[] bytes = ClassFile.of().build(GENERATED, emitter::build);
    try {
      Class<?> type = MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
      return (AbreastCode) type.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException("The generated class could not be loaded", error);
    }
  }

  private void build(ClassBuilder type) {
    Names.begin(type, AbreastCode.class.describeConstable().orElseThrow());
    for (int i = 0; i < loops.size(); i++) {
      int loop = i;
      type.withMethodBody(
          "loop" + i,
          ROWS,
          ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
          code -> {
            if (fits(loops.get(loop))) {
              rows(code, loop).blocks();
            } else {
              rows(code, loop).rest();
            }
          });
      type.withMethodBody(
          "rest" + i,
          ROWS,
          ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
          code -> rows(code, loop).rest());
    }
    type.withMethodBody(
        "rows",
        ROWS_OF_LOOP,
        ClassFile.ACC_PUBLIC,
        code -> {
          for (int i = 0; i < loops.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpne(next).aload(2).iload(3).iload(4);
            code.invokestatic(GENERATED, "loop" + i, ROWS).return_().labelBinding(next);
          }
          code.return_();
        });
  }

  /** Whether the virtual lanes of all sums fit into registers, and eight rows into a method. */
  private static boolean fits(AbreastLoop loop) {
    return LANES * loop.totals().size() <= REGISTERS && loop.operations().size() <= MOST;
  }

  private AbreastRows rows(CodeBuilder code, int loop) {
    return new AbreastRows(code, loop, loops.get(loop), positions, width);
  }
}
