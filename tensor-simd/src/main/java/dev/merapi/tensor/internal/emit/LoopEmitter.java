package dev.merapi.tensor.internal.emit;

import static java.lang.constant.ConstantDescs.CD_void;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Kernel;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import dev.merapi.tensor.internal.plan.StraightLine;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Optional;

/**
 * A loop with a straight-line body as one method: carries and free numbers live in local variables,
 * sequences are read and outputs written in place. It owns no memory, so all threads share it.
 */
public final class LoopEmitter {
  /** C2 does not compile longer methods. */
  private static final int LONGEST = 8000;

  /** More operations than this make the method too long in any case. */
  private static final int MOST = 1000;

  static final MethodTypeDesc RUN =
      MethodTypeDesc.of(CD_void, Names.DOUBLES.arrayType(), Names.DOUBLES);
  private static final ClassDesc KERNEL = Kernel.class.describeConstable().orElseThrow();

  private final Graph body;
  private final StraightLine line;
  private final LoopFrame frame;
  private final Names names = new Names();

  private LoopEmitter(Graph body, StraightLine line, LoopFrame frame) {
    this.body = body;
    this.line = line;
    this.frame = frame;
  }

  /** The loop over a body; empty where the body is no straight line, or too long. */
  public static Optional<Kernel> of(Graph body, LoopFrame frame) {
    return StraightLine.of(body)
        .filter(line -> line.operations().size() <= MOST)
        .map(line -> new LoopEmitter(body, line, frame))
        .filter(LoopEmitter::tablesAreArrays)
        .flatMap(LoopEmitter::emit);
  }

  /** A carry lives in local variables, and a constant in the code: neither can be a table. */
  private boolean tablesAreArrays() {
    return line.operations().stream()
        .allMatch(
            operation ->
                !(operation instanceof Operation.Load load)
                    || (load.table() < body.inputs().size() && !frame.isCarry(load.table())));
  }

  private Optional<Kernel> emit() {
    byte[] bytes = ClassFile.of().build(Names.GENERATED, this::build);
    if (length(bytes) > LONGEST) {
      return Optional.empty();
    }
    try {
      Class<?> type =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, names.classData(), true)
              .lookupClass();
      return Optional.of((Kernel) type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException("The generated class could not be loaded", error);
    }
  }

  private static int length(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .mapToInt(
            method -> method.findAttribute(Attributes.code()).map(c -> c.codeLength()).orElse(0))
        .max()
        .orElse(0);
  }

  private void build(ClassBuilder type) {
    Names.begin(type, KERNEL);
    type.withMethodBody("run", RUN, ClassFile.ACC_PUBLIC, this::run);
  }

  private void run(CodeBuilder code) {
    LoopValues values = new LoopValues(code, body.inputs(), frame, this::constant);
    values.begin(line);
    var again = code.newLabel();
    var done = code.newLabel();
    int s = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(s).labelBinding(again);
    code.iload(s).loadConstant(frame.steps()).if_icmpge(done);
    values.step(s);
    if (frame.keep()) {
      values.writeCarries(s);
    }
    Arithmetic arithmetic = new Arithmetic(names);
    for (Operation operation : line.operations()) {
      Refs.read(operation).forEach(values::prepare);
      switch (operation) {
        case Operation.Apply(int id, var primitive, var operands) -> {
          arithmetic.apply(
              code,
              primitive,
              operands.stream().<Runnable>map(ref -> () -> values.push(ref)).toList());
          values.define(id);
        }
        case Operation.Load load -> {
          values.pushTable(load.table());
          code.loadConstant(load.size());
          values.push(load.position());
          code.invokestatic(Names.KERNELS, "at", Names.AT_OFFSET);
          values.define(load.id());
        }
        case Operation.Store _,
            Operation.MatVec _,
            Operation.Total _,
            Operation.Scatter _,
            Operation.MatVecTransposed _ ->
            throw new IllegalStateException("No straight line has " + operation);
      }
    }
    for (int i = frame.carries(); i < line.results().size(); i++) {
      values.writeOutput(frame.starts().get(i - frame.carries()), line.results().get(i));
    }
    values.advance(line.results().subList(0, frame.carries()));
    code.iinc(s, 1).goto_(again).labelBinding(done);
    values.writeLastCarries();
    code.return_();
  }

  /** The number at a place of a constant of the body. */
  private double constant(Ref.Element element) {
    if (body.equations().get(element.line()) instanceof Equation.Constant(Dense value)) {
      return value.rowMajorArray()[element.index()];
    }
    throw new IllegalStateException("Nothing computes " + element);
  }
}
