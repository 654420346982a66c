package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.Square;
import dev.merapi.tensor.internal.op.Subtract;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/** Instructions on registers of four numbers, whose operands lie on the stack. */
final class Registers {
  /** The numbers of a register. */
  static final int WIDTH = 4;

  private static final ClassDesc VECTOR = ClassDesc.of("jdk.incubator.vector.DoubleVector");
  private static final ClassDesc SPECIES = ClassDesc.of("jdk.incubator.vector.VectorSpecies");
  private static final MethodTypeDesc READ =
      MethodTypeDesc.of(VECTOR, SPECIES, Names.DOUBLES, ConstantDescs.CD_int);
  private static final MethodTypeDesc WRITE =
      MethodTypeDesc.of(ConstantDescs.CD_void, Names.DOUBLES, ConstantDescs.CD_int);
  private static final MethodTypeDesc REPEAT =
      MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_double);
  private static final MethodTypeDesc ONE = MethodTypeDesc.of(VECTOR);
  private static final MethodTypeDesc TWO =
      MethodTypeDesc.of(VECTOR, ClassDesc.of("jdk.incubator.vector.Vector"));

  private final CodeBuilder code;

  Registers(CodeBuilder code) {
    this.code = code;
  }

  /** Pushes the shape of a register, which reading and repeating find below their operands. */
  void species() {
    code.getstatic(VECTOR, "SPECIES_256", SPECIES);
  }

  /** Reads a register from an array at a position. */
  void read() {
    code.invokestatic(VECTOR, "fromArray", READ);
  }

  /** Writes a register into an array at a position. */
  void write() {
    code.invokevirtual(VECTOR, "intoArray", WRITE);
  }

  /** A register with one number in all lanes. */
  void repeat() {
    code.invokestatic(VECTOR, "broadcast", REPEAT);
  }

  /** The sum of two registers. */
  void add() {
    code.invokevirtual(VECTOR, "add", TWO);
  }

  /** A primitive that {@link #has}; a reciprocal finds ones below its operand. */
  void apply(Elementwise primitive) {
    switch (primitive) {
      case Add _ -> add();
      case Subtract _ -> code.invokevirtual(VECTOR, "sub", TWO);
      case Multiply _ -> code.invokevirtual(VECTOR, "mul", TWO);
      case Divide _, Reciprocal _ -> code.invokevirtual(VECTOR, "div", TWO);
      case Neg _ -> code.invokevirtual(VECTOR, "neg", ONE);
      case Sqrt _ -> code.invokevirtual(VECTOR, "sqrt", ONE);
      case Square _ -> code.dup().invokevirtual(VECTOR, "mul", TWO);
      default -> throw new IllegalStateException("No instruction does " + primitive);
    }
  }

  /** Whether an instruction has in each lane the rounding of the primitive on numbers. */
  static boolean has(Elementwise primitive) {
    return switch (primitive) {
      case Add _, Subtract _, Multiply _, Divide _, Neg _, Square _, Reciprocal _, Sqrt _ -> true;
      default -> false;
    };
  }
}
