package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import dev.merapi.tensor.internal.plan.StraightLine;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Where the numbers of a generated loop are. In its method, variable 1 holds the arrays of the
 * inputs, variable 2 the array of the result; the rest is given out here.
 */
final class LoopValues {
  private static final int IN = 1;
  private static final int OUT = 2;

  private final CodeBuilder code;
  private final List<Equation.Argument> inputs;
  private final LoopFrame frame;
  private final ToDoubleFunction<Ref.Element> constant;

  /** Input i's array, for sequences and tables. */
  private final Map<Integer, Integer> arrays = new HashMap<>();

  /** Carries and free numbers, for the whole loop. */
  private final Map<Ref, Integer> lasting = new HashMap<>();

  /** What one step has computed or read. */
  private final Map<Ref, Integer> passing = new HashMap<>();

  /** n · t, by n. */
  private final Map<Integer, Integer> positions = new HashMap<>();

  private final List<Integer> carried = new ArrayList<>();
  private final int t;
  private int s;

  LoopValues(
      CodeBuilder code,
      List<Equation.Argument> inputs,
      LoopFrame frame,
      ToDoubleFunction<Ref.Element> constant) {
    this.code = code;
    this.inputs = inputs;
    this.frame = frame;
    this.constant = constant;
    this.t = code.allocateLocal(TypeKind.INT);
  }

  /** Before the loop: first carries, free numbers and arrays into local variables. */
  void begin(StraightLine line) {
    for (int i = 0; i < frame.carries(); i++) {
      for (int e = 0; e < count(i); e++) {
        carried.add(load(new Ref.Element(i, e)));
      }
    }
    line.operations().forEach(this::free);
    line.results().forEach(results -> results.forEach(this::free));
  }

  private void free(Operation operation) {
    Refs.read(operation).forEach(this::free);
    if (operation instanceof Operation.Load load) {
      var _ = array(load.table());
    }
  }

  private void free(Ref ref) {
    if (ref instanceof Ref.Element(int input, _) && input < inputs.size()) {
      if (frame.isSequence(input)) {
        var _ = array(input);
      } else if (!lasting.containsKey(ref)) {
        var _ = load((Ref.Element) ref);
      }
    }
  }

  private int load(Ref.Element element) {
    code.aload(IN).loadConstant(element.line()).aaload().loadConstant(element.index()).daload();
    int slot = store();
    lasting.put(element, slot);
    return slot;
  }

  private int array(int input) {
    return arrays.computeIfAbsent(
        input,
        _ -> {
          int slot = code.allocateLocal(TypeKind.REFERENCE);
          code.aload(IN).loadConstant(input).aaload().astore(slot);
          return slot;
        });
  }

  private int store() {
    int slot = code.allocateLocal(TypeKind.DOUBLE);
    code.dstore(slot);
    return slot;
  }

  private int count(int input) {
    return inputs.get(input).shape().count();
  }

  /** At the begin of a step. */
  void step(int step) {
    s = step;
    if (frame.backwards()) {
      code.loadConstant(frame.steps() - 1).iload(s).isub().istore(t);
    } else {
      code.iload(s).istore(t);
    }
  }

  /** Brings an element of a sequence into a local variable, once a step. */
  void prepare(Ref ref) {
    if (ref instanceof Ref.Element(int input, int index)
        && input < inputs.size()
        && frame.isSequence(input)
        && !passing.containsKey(ref)) {
      int at = position(count(input));
      code.aload(array(input)).iload(at).loadConstant(index).iadd().daload();
      passing.put(ref, store());
    }
  }

  private int position(int n) {
    return positions.computeIfAbsent(
        n,
        _ -> {
          int slot = code.allocateLocal(TypeKind.INT);
          code.iload(t).loadConstant(n).imul().istore(slot);
          return slot;
        });
  }

  /** Keeps the number on the stack as the result of an operation. */
  void define(int id) {
    passing.put(new Ref.Local(id), store());
  }

  void push(Ref ref) {
    switch (ref) {
      case Ref.Literal(double value) -> code.loadConstant(value);
      case Ref.Element element when element.line() >= inputs.size() ->
          code.loadConstant(constant.applyAsDouble(element));
      case Ref.Element element -> code.dload(slot(element));
      case Ref.Local local -> code.dload(slot(local));
      case Ref.Run run -> throw new IllegalStateException("Straight lines have no runs: " + run);
    }
  }

  private int slot(Ref ref) {
    Integer slot = lasting.containsKey(ref) ? lasting.get(ref) : passing.get(ref);
    if (slot == null) {
      throw new IllegalStateException(ref + " is read before it is there");
    }
    return slot;
  }

  /** Pushes an array and the position in it where the table of this step begins. */
  void pushTable(int input) {
    code.aload(array(input));
    if (frame.isSequence(input)) {
      code.iload(position(count(input)));
    } else {
      code.iconst_0();
    }
  }

  /** Writes one output of this step. */
  void writeOutput(int start, List<Ref> elements) {
    elements.forEach(this::prepare);
    int at = position(elements.size());
    for (int e = 0; e < elements.size(); e++) {
      code.aload(OUT).iload(at).loadConstant(start + e).iadd();
      push(elements.get(e));
      code.dastore();
    }
  }

  /** Writes the carries that step {@code s} begins with. */
  void writeCarries(int row) {
    for (int e = 0; e < carried.size(); e++) {
      code.aload(OUT).iload(row).loadConstant(frame.width()).imul().loadConstant(e).iadd();
      code.dload(carried.get(e)).dastore();
    }
  }

  void writeLastCarries() {
    int start = frame.keep() ? frame.steps() * frame.width() : 0;
    for (int e = 0; e < carried.size(); e++) {
      code.aload(OUT).loadConstant(start + e).dload(carried.get(e)).dastore();
    }
  }

  /** All new carries at once, since one may be another's old value. */
  void advance(List<List<Ref>> next) {
    List<Ref> numbers = next.stream().flatMap(List::stream).toList();
    numbers.forEach(this::prepare);
    numbers.forEach(this::push);
    for (int e = carried.size() - 1; e >= 0; e--) {
      code.dstore(carried.get(e));
    }
  }
}
