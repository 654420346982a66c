package dev.merapi.tensor.graph.emit;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.merapi.tensor.graph.emit.Segments.Place;
import dev.merapi.tensor.graph.plan.Operation;
import dev.merapi.tensor.graph.plan.Ref;
import dev.merapi.tensor.kernel.SumKernel;
import dev.merapi.tensor.op.Elementwise;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One segment of a tile: variable 0 is the memory, 1 the position of the tile, 2 its length. */
final class SegmentEmitter {
  private static final ClassDesc SUMS = SumKernel.class.describeConstable().orElseThrow();
  private static final int START = 1;
  private static final int LENGTH = 2;

  private final CodeBuilder code;
  private final Names names;
  private final Segments segments;
  private final Map<Operation, Integer> lanes;
  private final Map<Place, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> offsets = new HashMap<>();
  private final Map<Ref, Integer> values = new HashMap<>();

  SegmentEmitter(CodeBuilder code, Names names, Segments segments, Map<Operation, Integer> lanes) {
    this.code = code;
    this.names = names;
    this.segments = segments;
    this.lanes = lanes;
  }

  void emit(List<Operation> segment) {
    if (Segments.isCheap(segment.getFirst())) {
      loop(segment);
    } else {
      step(segment.getFirst());
    }
    code.return_();
  }

  private void step(Operation operation) {
    switch (operation) {
      case Operation.Apply apply -> kernel(apply);
      case Operation.MatVec product -> {
        code.aload(whole(product.matrix())).iload(START).loadConstant(product.columns());
        code.aload(whole(product.vector()));
        pushRun(place(new Ref.Local(product.id())));
        code.aload(0);
        call(
            "matVec",
            Names.DOUBLES,
            CD_int,
            CD_int,
            Names.DOUBLES,
            Names.DOUBLES,
            CD_int,
            Names.MEMORY,
            CD_int);
      }
      case Operation.MatVecTransposed product -> {
        code.aload(whole(product.matrix())).iload(START).loadConstant(product.columns());
        pushRun(place(product.run()));
        code.aload(Names.loadLanes(code)).loadConstant(lanes.getOrDefault(product, -1));
        call(
            "matVecTransposed",
            Names.DOUBLES,
            CD_int,
            CD_int,
            Names.DOUBLES,
            CD_int,
            Names.DOUBLES,
            CD_int,
            CD_int);
      }
      case Operation.Total total -> {
        pushRun(place(total.run()));
        code.iload(LENGTH).aload(Names.loadLanes(code)).loadConstant(lanes.getOrDefault(total, -1));
        code.invokestatic(
            SUMS,
            "add",
            MethodTypeDesc.of(CD_void, Names.DOUBLES, CD_int, CD_int, Names.DOUBLES, CD_int));
      }
      case Operation.Scatter scatter -> {
        pushRun(place(scatter.run()));
        pushRun(place(scatter.positions()));
        code.aload(whole(scatter.line())).loadConstant(scatter.size());
        call(
            "scatter", Names.DOUBLES, CD_int, Names.DOUBLES, CD_int, Names.DOUBLES, CD_int, CD_int);
      }
      case Operation.Load cheap -> throw new IllegalStateException("Loads are fused: " + cheap);
      case Operation.Store cheap -> throw new IllegalStateException("Stores are fused: " + cheap);
    }
  }

  private void call(String kernel, ClassDesc... parameters) {
    code.iload(LENGTH).invokestatic(Names.KERNELS, kernel, MethodTypeDesc.of(CD_void, parameters));
  }

  /** The primitive's own loop, over arrays with stride 1 and numbers with stride 0. */
  private void kernel(Operation.Apply apply) {
    Elementwise primitive = apply.primitive();
    names.push(code, primitive);
    List<ClassDesc> parameters = new ArrayList<>();
    boolean strided = apply.operands().size() > 1;
    for (Ref operand : apply.operands()) {
      if (operand instanceof Ref.Element(int line, int index)) {
        code.aload(whole(line)).loadConstant(index);
      } else {
        pushRun(place(operand));
      }
      parameters.addAll(List.of(Names.DOUBLES, CD_int));
      if (strided) {
        code.loadConstant(operand instanceof Ref.Element ? 0 : 1);
        parameters.add(CD_int);
      }
    }
    pushRun(place(new Ref.Local(apply.id())));
    code.iload(LENGTH);
    parameters.addAll(List.of(Names.DOUBLES, CD_int, CD_int));
    names.invoke(code, primitive, "apply", MethodTypeDesc.of(CD_void, parameters));
  }

  private void loop(List<Operation> operations) {
    Arithmetic arithmetic = new Arithmetic(names);
    operations.forEach(this::prepare);
    int i = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    code.iconst_0().istore(i).labelBinding(again);
    for (Operation operation : operations) {
      Refs.read(operation).forEach(ref -> fetch(ref, i));
      switch (operation) {
        case Operation.Apply apply -> {
          arithmetic.apply(
              code,
              apply.primitive(),
              apply.operands().stream().<Runnable>map(ref -> () -> push(ref)).toList());
          define(apply.id(), i);
        }
        case Operation.Load load -> {
          code.aload(whole(load.table())).loadConstant(load.size());
          push(load.position());
          code.invokestatic(Names.KERNELS, "at", Names.AT);
          define(load.id(), i);
        }
        case Operation.Store store -> {
          pushIndexed(new Place(store.line(), store.start()), i);
          push(store.value());
          code.dastore();
        }
        default -> throw new IllegalStateException("Not a cheap operation: " + operation);
      }
    }
    code.iinc(i, 1).iload(i).iload(LENGTH).if_icmplt(again);
  }

  /** Before the loop: arrays and offsets into local variables, and numbers that do not vary. */
  private void prepare(Operation operation) {
    for (Ref ref : Refs.read(operation)) {
      switch (ref) {
        case Ref.Element(int line, int index) -> {
          if (!values.containsKey(ref)) {
            code.aload(whole(line)).loadConstant(index).daload();
            keep(ref);
          }
        }
        case Ref.Literal(double value) -> {
          if (!values.containsKey(ref)) {
            code.loadConstant(value);
            keep(ref);
          }
        }
        case Ref.Run(int line, int start) -> prepare(new Place(line, start));
        case Ref.Local(int id) -> prepare(segments.places().get(id));
      }
    }
    Refs.result(operation).ifPresent(id -> prepare(segments.places().get(id)));
    switch (operation) {
      case Operation.Load load -> whole(load.table());
      case Operation.Store store -> prepare(new Place(store.line(), store.start()));
      default -> {}
    }
  }

  private void prepare(@Nullable Place place) {
    if (place != null) {
      array(place);
      offset(place);
    }
  }

  /** Reads a run at i, once for each round. */
  private void fetch(Ref ref, int i) {
    if (!values.containsKey(ref)) {
      pushIndexed(place(ref), i);
      code.daload();
      keep(ref);
    }
  }

  private void define(int id, int i) {
    Ref.Local local = new Ref.Local(id);
    keep(local);
    Place place = segments.places().get(id);
    if (place != null) {
      pushIndexed(place, i);
      push(local);
      code.dastore();
    }
  }

  private void keep(Ref ref) {
    int slot = code.allocateLocal(TypeKind.DOUBLE);
    code.dstore(slot);
    values.put(ref, slot);
  }

  private void push(Ref ref) {
    code.dload(values.getOrDefault(ref, -1));
  }

  private Place place(Ref ref) {
    Place place =
        switch (ref) {
          case Ref.Run(int line, int start) -> new Place(line, start);
          case Ref.Local(int id) -> segments.places().get(id);
          case Ref.Element element -> null;
          case Ref.Literal literal -> null;
        };
    if (place == null) {
      throw new IllegalStateException("No run lies behind " + ref);
    }
    return place;
  }

  private void pushIndexed(Place place, int i) {
    code.aload(array(place));
    if (place.line() >= 0) {
      code.iload(offset(place)).iload(i).iadd();
    } else {
      code.iload(i);
    }
  }

  private void pushRun(Place place) {
    code.aload(array(place));
    if (place.line() >= 0) {
      code.iload(offset(place));
    } else {
      code.iconst_0();
    }
  }

  private int whole(int line) {
    return array(new Place(line, 0));
  }

  private int array(Place place) {
    Place key = place.line() >= 0 ? new Place(place.line(), 0) : place;
    return arrays.computeIfAbsent(
        key,
        _ ->
            place.line() >= 0
                ? Names.loadArray(code, place.line())
                : Names.loadTile(code, place.start()));
  }

  /** The local variable with {@code start} plus the position of the tile. */
  private int offset(Place place) {
    if (place.line() < 0) {
      return -1;
    }
    return offsets.computeIfAbsent(
        place.start(),
        start -> {
          int slot = code.allocateLocal(TypeKind.INT);
          code.iload(START).loadConstant(start).iadd().istore(slot);
          return slot;
        });
  }
}
