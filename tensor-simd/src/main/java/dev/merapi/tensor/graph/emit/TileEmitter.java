package dev.merapi.tensor.graph.emit;

import dev.merapi.tensor.graph.plan.Operation;
import dev.merapi.tensor.graph.plan.Stage;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A loop over tiles of at most {@value #TILE} numbers, small enough for the first-level cache: for
 * each tile all segments, each in a method of its own; then the sums are taken out of their lanes.
 */
final class TileEmitter {
  static final int TILE = 256;
  private static final int LANES = 8;

  private final ClassBuilder type;
  private final Names names;
  private final Stage.Tiles stage;
  private final Segments segments;
  private final int firstLane;
  private final Map<Operation.Total, Integer> lanes = new LinkedHashMap<>();

  TileEmitter(ClassBuilder type, Names names, Stage.Tiles stage, int firstLane) {
    this.type = type;
    this.names = names;
    this.stage = stage;
    this.segments = new Segments(stage.operations());
    this.firstLane = firstLane;
    for (Operation operation : stage.operations()) {
      if (operation instanceof Operation.Total total) {
        lanes.put(total, firstLane + LANES * lanes.size());
      }
    }
  }

  /** How many lane sums the stage uses. */
  int laneCount() {
    return LANES * lanes.size();
  }

  /** How many tile buffers the stage uses. */
  int buffers() {
    return segments.buffers();
  }

  /** Writes the methods and returns the name of the one to call. */
  String emit(String name) {
    List<String> bodies = new ArrayList<>();
    for (List<Operation> segment : segments.all()) {
      String body = name + "_" + bodies.size();
      type.withMethodBody(
          body,
          Names.LOOP,
          ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
          code -> new SegmentEmitter(code, names, segments, lanes).emit(segment));
      bodies.add(body);
    }
    type.withMethodBody(
        name,
        Names.STAGE,
        ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
        code -> loop(code, bodies));
    return name;
  }

  private void loop(CodeBuilder code, List<String> bodies) {
    clear(code);
    int start = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    code.iconst_0().istore(start).labelBinding(again);
    for (String body : bodies) {
      code.aload(0).iload(start).loadConstant(Math.min(TILE, stage.length()));
      code.loadConstant(stage.length()).iload(start).isub();
      code.invokestatic(Math.class.describeConstable().orElseThrow(), "min", MIN);
      code.invokestatic(Names.GENERATED, body, Names.LOOP);
    }
    code.iinc(start, TILE).iload(start).loadConstant(stage.length()).if_icmplt(again);
    lanes.forEach(
        (total, lane) -> {
          int sums = Names.loadLanes(code);
          code.aload(Names.loadArray(code, total.line())).loadConstant(total.index());
          code.aload(sums).loadConstant(lane);
          code.invokestatic(Names.KERNELS, "sum", SUM).dastore();
        });
    code.return_();
  }

  private static final MethodTypeDesc MIN =
      MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);
  private static final MethodTypeDesc SUM =
      MethodTypeDesc.of(ConstantDescs.CD_double, Names.DOUBLES, ConstantDescs.CD_int);
  private static final MethodTypeDesc FILL =
      MethodTypeDesc.of(ConstantDescs.CD_void, Names.DOUBLES, ConstantDescs.CD_double);
  private static final MethodTypeDesc FILL_RANGE =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          Names.DOUBLES,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_double);

  /** Sets to zero what the tiles add to. */
  private void clear(CodeBuilder code) {
    var arrays = Arrays.class.describeConstable().orElseThrow();
    for (Operation operation : stage.operations()) {
      int line =
          switch (operation) {
            case Operation.Scatter scatter -> scatter.line();
            case Operation.MatVecTransposed product -> product.line();
            default -> -1;
          };
      if (line >= 0) {
        code.aload(Names.loadArray(code, line)).dconst_0().invokestatic(arrays, "fill", FILL);
      }
    }
    if (!lanes.isEmpty()) {
      code.aload(Names.loadLanes(code))
          .loadConstant(firstLane)
          .loadConstant(firstLane + laneCount());
      code.dconst_0().invokestatic(arrays, "fill", FILL_RANGE);
    }
  }
}
