package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.MultiplyAdd;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Subtract;
import java.lang.classfile.CodeBuilder;
import java.util.List;

/**
 * Elementwise primitives on numbers: one instruction where the machine has it, else a call of the
 * primitive's own meaning.
 */
final class Arithmetic {
  private final Names names;

  Arithmetic(Names names) {
    this.names = names;
  }

  /** Leaves the result of the primitive on the operands, each of which pushes one number. */
  void apply(CodeBuilder code, Elementwise primitive, List<Runnable> operands) {
    boolean instruction =
        switch (primitive) {
          case Add add -> true;
          case Subtract subtract -> true;
          case Multiply multiply -> true;
          case Divide divide -> true;
          case Neg neg -> true;
          case MultiplyAdd fused -> true;
          default -> false;
        };
    if (!instruction) {
      names.push(code, primitive);
    }
    operands.forEach(Runnable::run);
    switch (primitive) {
      case Add add -> code.dadd();
      case Subtract subtract -> code.dsub();
      case Multiply multiply -> code.dmul();
      case Divide divide -> code.ddiv();
      case Neg neg -> code.dneg();
      case MultiplyAdd fused -> code.invokestatic(Names.MATH, "fma", Names.scalar(3));
      default -> names.invoke(code, primitive, "scalar", Names.scalar(operands.size()));
    }
  }
}
