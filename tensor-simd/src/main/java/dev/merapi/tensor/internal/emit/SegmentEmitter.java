package dev.merapi.tensor.internal.emit;

import static dev.merapi.tensor.internal.emit.Names.DOUBLES;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.merapi.tensor.internal.emit.Segments.Place;
import dev.merapi.tensor.internal.kernel.SumKernel;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One segment of a tile: variable 0 is the memory, 1 the position of the tile, 2 its length. */
final class SegmentEmitter {
  private static final ClassDesc SUMS = SumKernel.class.describeConstable().orElseThrow();
  private static final int LENGTH = 2;
  private static final int LANES = 8;
  private static final MethodTypeDesc AT_POSITION =
      MethodTypeDesc.of(ConstantDescs.CD_double, DOUBLES, CD_int);
  private static final MethodTypeDesc SCATTER_AT =
      MethodTypeDesc.of(CD_void, ConstantDescs.CD_double, CD_int, DOUBLES);
  private static final MethodTypeDesc SCATTER_ONE =
      MethodTypeDesc.of(CD_void, ConstantDescs.CD_double, ConstantDescs.CD_double, DOUBLES, CD_int);

  private final CodeBuilder code;
  private final Names names;
  private final Segments segments;
  private final PositionReads positions;
  private final Map<Operation, Integer> lanes;
  private final Runs runs;
  private final Map<Ref, Integer> values = new HashMap<>();
  private int sums = -1;

  SegmentEmitter(
      CodeBuilder code,
      Names names,
      Segments segments,
      PositionNames positions,
      Map<Operation, Integer> lanes) {
    this.code = code;
    this.names = names;
    this.segments = segments;
    this.positions = new PositionReads(code, positions);
    this.lanes = lanes;
    this.runs = new Runs(code);
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
      case Operation.MatVec product -> matVec(product);
      case Operation.MatVecTransposed product -> matVecTransposed(product);
      case Operation.Total total -> {
        runs.pushRun(place(total.run()));
        code.iload(LENGTH).aload(Names.loadLanes(code)).loadConstant(lanes.getOrDefault(total, -1));
        code.invokestatic(
            SUMS, "add", MethodTypeDesc.of(CD_void, DOUBLES, CD_int, CD_int, DOUBLES, CD_int));
      }
      case Operation.Scatter scatter -> {
        runs.pushRun(place(scatter.run()));
        runs.pushRun(place(scatter.positions()));
        code.aload(runs.whole(scatter.line())).loadConstant(scatter.size());
        call("scatter", DOUBLES, CD_int, DOUBLES, CD_int, DOUBLES, CD_int, CD_int);
      }
      case Operation.Load cheap -> throw new IllegalStateException("Loads are fused: " + cheap);
      case Operation.Store cheap -> throw new IllegalStateException("Stores are fused: " + cheap);
    }
  }

  private void matVec(Operation.MatVec product) {
    Place result = place(new Ref.Local(product.id()));
    if (product.packed()) {
      code.aload(0).loadConstant(product.matrix()).iload(Runs.START).loadConstant(product.vector());
      runs.pushRun(result);
      call("packedMatVec", Names.MEMORY, CD_int, CD_int, CD_int, DOUBLES, CD_int, CD_int);
      return;
    }
    code.aload(runs.whole(product.matrix())).iload(Runs.START).loadConstant(product.columns());
    code.aload(runs.whole(product.vector()));
    runs.pushRun(result);
    code.aload(0);
    call("matVec", DOUBLES, CD_int, CD_int, DOUBLES, DOUBLES, CD_int, Names.MEMORY, CD_int);
  }

  private void matVecTransposed(Operation.MatVecTransposed product) {
    if (product.packed()) {
      code.aload(0).loadConstant(product.matrix()).iload(Runs.START);
    } else {
      code.aload(runs.whole(product.matrix())).iload(Runs.START).loadConstant(product.columns());
    }
    runs.pushRun(place(product.run()));
    code.aload(Names.loadLanes(code)).loadConstant(lanes.getOrDefault(product, -1));
    if (product.packed()) {
      call(
          "packedMatVecTransposed",
          Names.MEMORY,
          CD_int,
          CD_int,
          DOUBLES,
          CD_int,
          DOUBLES,
          CD_int,
          CD_int);
    } else {
      call("matVecTransposed", DOUBLES, CD_int, CD_int, DOUBLES, CD_int, DOUBLES, CD_int, CD_int);
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
        code.aload(runs.whole(line)).loadConstant(index);
      } else {
        runs.pushRun(place(operand));
      }
      parameters.addAll(List.of(DOUBLES, CD_int));
      if (strided) {
        code.loadConstant(operand instanceof Ref.Element ? 0 : 1);
        parameters.add(CD_int);
      }
    }
    runs.pushRun(place(new Ref.Local(apply.id())));
    code.iload(LENGTH);
    parameters.addAll(List.of(DOUBLES, CD_int, CD_int));
    names.invoke(code, primitive, "apply", MethodTypeDesc.of(CD_void, parameters));
  }

  private void loop(List<Operation> operations) {
    Arithmetic arithmetic = new Arithmetic(names);
    operations.forEach(this::prepare);
    int i = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    code.iconst_0().istore(i).labelBinding(again);
    for (Operation operation : operations) {
      positions.numbers(operation).forEach(ref -> fetch(ref, i));
      switch (operation) {
        case Operation.Apply apply -> {
          arithmetic.apply(
              code,
              apply.primitive(),
              apply.operands().stream().<Runnable>map(ref -> () -> push(ref)).toList());
          define(apply.id(), i);
        }
        case Operation.Load load -> {
          code.aload(runs.whole(load.table()));
          if (positions.areConstant(load)) {
            positions.push(load, i);
            code.invokestatic(Names.KERNELS, "at", AT_POSITION);
          } else {
            code.loadConstant(load.size());
            push(load.position());
            code.invokestatic(Names.KERNELS, "at", Names.AT);
          }
          define(load.id(), i);
        }
        case Operation.Store store -> {
          runs.pushIndexed(new Place(store.line(), store.start()), i);
          push(store.value());
          code.dastore();
        }
        case Operation.Total total -> {
          code.aload(sums).iload(i).loadConstant(LANES - 1).iand();
          code.loadConstant(lanes.getOrDefault(total, -1)).iadd().dup2().daload();
          push(total.run());
          code.dadd().dastore();
        }
        case Operation.Scatter scatter -> {
          push(scatter.run());
          if (positions.areConstant(scatter)) {
            positions.push(scatter, i);
            code.aload(runs.whole(scatter.line()));
            code.invokestatic(Names.KERNELS, "scatter", SCATTER_AT);
          } else {
            push(scatter.positions());
            code.aload(runs.whole(scatter.line())).loadConstant(scatter.size());
            code.invokestatic(Names.KERNELS, "scatter", SCATTER_ONE);
          }
        }
        default -> throw new IllegalStateException("Not a cheap operation: " + operation);
      }
    }
    code.iinc(i, 1).iload(i).iload(LENGTH).if_icmplt(again);
  }

  /** Before the loop: arrays and offsets into local variables, and numbers that do not vary. */
  private void prepare(Operation operation) {
    positions.prepare(operation);
    for (Ref ref : Refs.read(operation)) {
      switch (ref) {
        case Ref.Element(int line, int index) -> {
          if (!values.containsKey(ref)) {
            code.aload(runs.whole(line)).loadConstant(index).daload();
            keep(ref);
          }
        }
        case Ref.Literal(double value) -> {
          if (!values.containsKey(ref)) {
            code.loadConstant(value);
            keep(ref);
          }
        }
        case Ref.Run(int line, int start) -> runs.prepare(new Place(line, start));
        case Ref.Local(int id) -> runs.prepare(segments.places().get(id));
      }
    }
    Refs.result(operation).ifPresent(id -> runs.prepare(segments.places().get(id)));
    switch (operation) {
      case Operation.Load load -> runs.whole(load.table());
      case Operation.Store store -> runs.prepare(new Place(store.line(), store.start()));
      case Operation.Scatter scatter -> runs.whole(scatter.line());
      case Operation.Total _ -> {
        if (sums < 0) {
          sums = Names.loadLanes(code);
        }
      }
      default -> {}
    }
  }

  /** Reads a run at i, once for each round. */
  private void fetch(Ref ref, int i) {
    if (!values.containsKey(ref)) {
      runs.pushIndexed(place(ref), i);
      code.daload();
      keep(ref);
    }
  }

  private void define(int id, int i) {
    Ref.Local local = new Ref.Local(id);
    keep(local);
    Place place = segments.places().get(id);
    if (place != null) {
      runs.pushIndexed(place, i);
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
}
