package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a loop for several runs at once: in its methods, variable 0 is the memory, 1 the
 * first row, and 2 the end.
 */
final class AbreastRows {
  private static final int FROM = 1;
  private static final int END = 2;
  private static final int LANES = AbreastEmitter.LANES;

  private final CodeBuilder code;
  private final int index;
  private final AbreastLoop loop;
  private final int width;
  private final Registers vectors;
  private final Map<Ref, Integer> values = new HashMap<>();
  private final AbreastArrays arrays;
  private final List<Integer> registers = new ArrayList<>();

  AbreastRows(CodeBuilder code, int index, AbreastLoop loop, List<Positions> positions, int width) {
    this.code = code;
    this.index = index;
    this.loop = loop;
    this.arrays = new AbreastArrays(code, index, loop, positions, width);
    this.width = width;
    this.vectors = new Registers(code);
  }

  /** Eight rows a round, with the virtual lanes of sums in registers; then what is left. */
  void blocks() {
    loop.operations().forEach(this::prepare);
    for (int k = 0; k < LANES * loop.totals().size(); k++) {
      vectors.species();
      code.aload(arrays.sums()).loadConstant(width * k);
      vectors.read();
      int slot = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(slot);
      registers.add(slot);
    }
    Label again = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(again).iload(FROM).loadConstant(LANES).iadd().iload(END).if_icmpgt(done);
    for (int row = 0; row < LANES; row++) {
      int at = row;
      row(
          at,
          (k, sum) -> {
            int slot = registers.get(LANES * k + at);
            code.aload(slot);
            push(sum);
            vectors.add();
            code.astore(slot);
          });
    }
    code.iinc(FROM, LANES).goto_(again).labelBinding(done);
    for (int k = 0; k < registers.size(); k++) {
      code.aload(registers.get(k)).aload(arrays.sums()).loadConstant(width * k);
      vectors.write();
    }
    code.aload(0)
        .iload(FROM)
        .iload(END)
        .invokestatic(AbreastEmitter.GENERATED, "rest" + index, AbreastEmitter.ROWS);
    code.return_();
  }

  /** A row a round, with the virtual lanes of sums in memory. */
  void rest() {
    loop.operations().forEach(this::prepare);
    Label again = code.newLabel();
    Label done = code.newLabel();
    code.labelBinding(again).iload(FROM).iload(END).if_icmpge(done);
    row(
        0,
        (k, sum) -> {
          int at = code.allocateLocal(TypeKind.INT);
          code.iload(FROM).loadConstant(LANES - 1).iand().loadConstant(width).imul();
          code.loadConstant(LANES * width * k).iadd().istore(at);
          add(arrays.sums(), at, sum);
        });
    code.iinc(FROM, 1).goto_(again).labelBinding(done).return_();
  }

  /** What adds to the virtual lane of sum k that is due. */
  private interface Sum {
    void add(int k, Ref value);
  }

  /** The row that lies so far behind the first. */
  private void row(int offset, Sum sum) {
    values.keySet().removeIf(ref -> ref instanceof Ref.Local || ref instanceof Ref.Run);
    arrays.nextRow();
    int total = 0;
    for (Operation operation : loop.operations()) {
      Refs.read(operation).forEach(ref -> fetch(ref, offset, operation));
      switch (operation) {
        case Operation.Apply apply -> {
          apply(apply.primitive(), apply.operands());
          keep(new Ref.Local(apply.id()));
        }
        case Operation.Load load -> {
          vectors.species();
          code.aload(arrays.table(load));
          code.iload(arrays.place(load.position(), load.size(), offset));
          vectors.read();
          keep(new Ref.Local(load.id()));
        }
        case Operation.Total each -> sum.add(total++, each.run());
        case Operation.Scatter scatter -> {
          int at = arrays.place(scatter.positions(), scatter.size(), offset);
          add(arrays.target(scatter), at, scatter.run());
        }
        case Operation.Store _, Operation.MatVec _, Operation.MatVecTransposed _ ->
            throw new IllegalStateException("Not of a loop for several runs: " + operation);
      }
    }
  }

  /** Adds a value to the register that lies at a place of an array. */
  private void add(int array, int at, Ref value) {
    vectors.species();
    code.aload(array).iload(at);
    vectors.read();
    push(value);
    vectors.add();
    code.aload(array).iload(at);
    vectors.write();
  }

  private void apply(Elementwise primitive, List<Ref> operands) {
    if (primitive instanceof Reciprocal) {
      push(new Ref.Literal(1));
    }
    operands.forEach(this::push);
    vectors.apply(primitive);
  }

  /** Before the loop: arrays, and registers that do not vary. */
  private void prepare(Operation operation) {
    for (Ref ref : Refs.read(operation)) {
      switch (ref) {
        case Ref.Literal(double value) -> literal(value);
        case Ref.Element element -> number(element);
        case Ref.Run _, Ref.Local _ -> {}
      }
    }
    switch (operation) {
      case Operation.Apply apply -> {
        apply.operands().stream().filter(Ref.Run.class::isInstance).forEach(arrays::constant);
        if (apply.primitive() instanceof Reciprocal) {
          literal(1);
        }
      }
      case Operation.Load load -> {
        arrays.table(load);
        arrays.wholes(load.position(), load.size());
      }
      case Operation.Total total -> {
        if (total.run() instanceof Ref.Run run) {
          arrays.constant(run);
        }
        arrays.sums();
      }
      case Operation.Scatter scatter -> {
        if (scatter.run() instanceof Ref.Run run) {
          arrays.constant(run);
        }
        arrays.target(scatter);
        arrays.wholes(scatter.positions(), scatter.size());
      }
      case Operation.Store _, Operation.MatVec _, Operation.MatVecTransposed _ -> {}
    }
  }

  private void literal(double value) {
    if (!values.containsKey(new Ref.Literal(value))) {
      vectors.species();
      code.loadConstant(value);
      vectors.repeat();
      keep(new Ref.Literal(value));
    }
  }

  private void number(Ref.Element element) {
    if (values.containsKey(element)) {
      return;
    }
    vectors.species();
    int own = loop.numbers().indexOf(element);
    if (own >= 0) {
      code.aload(arrays.numbers()).loadConstant(width * own);
      vectors.read();
    } else {
      code.aload(arrays.constant(new Ref.Run(element.line(), 0)))
          .loadConstant(element.index())
          .daload();
      vectors.repeat();
    }
    keep(element);
  }

  /** Reads a number of a constant at row i, once a round, and repeats it. */
  private void fetch(Ref ref, int offset, Operation operation) {
    boolean position =
        (operation instanceof Operation.Scatter s && s.positions().equals(ref))
            || operation instanceof Operation.Load;
    if (!position && ref instanceof Ref.Run run && !values.containsKey(ref)) {
      vectors.species();
      code.aload(arrays.constant(run))
          .iload(FROM)
          .loadConstant(run.start() + offset)
          .iadd()
          .daload();
      vectors.repeat();
      keep(ref);
    }
  }

  private void keep(Ref ref) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.astore(slot);
    values.put(ref, slot);
  }

  private void push(Ref ref) {
    code.aload(values.getOrDefault(ref, -1));
  }
}
