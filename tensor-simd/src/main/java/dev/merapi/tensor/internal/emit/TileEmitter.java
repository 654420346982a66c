package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.kernel.SumKernel;
import dev.merapi.tensor.internal.matrix.GemvTransposedKernel;
import dev.merapi.tensor.internal.matrix.PackedRows;
import dev.merapi.tensor.internal.matrix.TileKernel;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Stage;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A loop over tiles of at most {@value #TILE} numbers, small enough for the first-level cache: for
 * each tile all segments, each in a method of its own; then the sums are taken out of their lanes.
 */
final class TileEmitter {
  static final int TILE = 256;
  private static final int MATRIX_TILE = 3072;

  /** Numbers of a matrix that a second-level cache keeps easily. */
  private static final int SHARED_TILE = 16_384;

  private static final int LANES = 8;

  /** Stages of so many tiles are written in parts that threads can share. */
  private static final int LONG = 4 * Relay.BLOCK;

  private final ClassBuilder type;
  private final Names names;
  private final Stage.Tiles stage;
  private final PositionNames positions;
  private final Segments segments;
  private final int firstLane;
  private final Map<Operation, Integer> lanes = new LinkedHashMap<>();
  private final int laneCount;
  private final int tile;
  private final String name;

  TileEmitter(
      ClassBuilder type,
      Names names,
      Stage.Tiles stage,
      PositionNames positions,
      int firstLane,
      String name) {
    this.positions = positions;
    this.type = type;
    this.names = names;
    this.stage = stage;
    this.name = name;
    this.tile = tile(stage);
    this.segments = new Segments(stage.operations(), isLong());
    this.firstLane = firstLane;
    int next = firstLane;
    for (Operation operation : stage.operations()) {
      int width = lanes(operation);
      if (width > 0) {
        lanes.put(operation, next);
        next += width;
      }
    }
    this.laneCount = next - firstLane;
  }

  /** How many numbers of lane memory an operation adds to. */
  private static int lanes(Operation operation) {
    return switch (operation) {
      case Operation.Total total -> LANES;
      case Operation.MatVecTransposed product ->
          product.packed()
              ? LANES * product.columns()
              : GemvTransposedKernel.workspace(product.columns());
      case Operation.Apply _,
          Operation.Load _,
          Operation.MatVec _,
          Operation.Store _,
          Operation.Scatter _ ->
          0;
    };
  }

  /**
   * Fewer rows where a matrix is wide, so that the rows of a tile stay in the cache until they are
   * read again.
   */
  private static int tile(Stage.Tiles stage) {
    int columns = 1;
    for (Operation operation : stage.operations()) {
      if (operation instanceof Operation.MatVec product) {
        columns = Math.max(columns, product.columns());
      }
    }
    int rows = MATRIX_TILE / columns / PackedRows.TILE * PackedRows.TILE;
    return Math.clamp(rows, PackedRows.TILE, TILE);
  }

  /**
   * The rows of a tile for several runs: a matrix is multiplied as fast from the second-level
   * cache, since each of its registers is used four times, and longer tiles cost less between.
   */
  private static int together(Stage.Tiles stage, int tile) {
    int columns = 1;
    for (Operation operation : stage.operations()) {
      if (operation instanceof Operation.MatVec product) {
        columns = Math.max(columns, product.columns());
      }
    }
    int rows = SHARED_TILE / columns / PackedRows.TILE * PackedRows.TILE;
    return Math.clamp(rows, tile, TILE);
  }

  /** How many numbers of lane memory the stage uses. */
  int laneCount() {
    return laneCount;
  }

  /** How many tile buffers the stage uses. */
  int buffers() {
    return segments.buffers();
  }

  /** Whether there are so many tiles that threads can share them. */
  boolean isLong() {
    return stage.length() > (LONG - 1) * tile;
  }

  /** The method before the tiles of a long stage. */
  String start() {
    return name + "_start";
  }

  /** The method behind the tiles of a long stage. */
  String end() {
    return name + "_end";
  }

  /** The method of what a tile of a long stage has for itself. */
  String rows() {
    return name + "_rows";
  }

  /** The method of what a tile of a long stage adds to sums. */
  String sums() {
    return name + "_sums";
  }

  /** Calls all tiles of a long stage in the method {@link Code#run}. */
  void callTiles(CodeBuilder code, int index) {
    code.aload(1).aload(0).loadConstant(index).loadConstant(stage.length()).loadConstant(tile);
    code.loadConstant(keeps() ? 1 : 0).invokevirtual(Names.MEMORY, "tiles", Names.TILES);
  }

  /** Whether rows are written that outlive a tile. */
  private boolean keeps() {
    return stage.operations().stream().anyMatch(Operation.Store.class::isInstance);
  }

  /** The tiles of a long stage with that number. */
  Relay.Rows tiles(int index) {
    return new Relay.Rows(index, stage.length(), tile, together(stage, tile), keeps());
  }

  /** Writes the methods: one with the name of the stage, or four of a long one. */
  void emit() {
    List<String> bodies = new ArrayList<>();
    List<String> rows = new ArrayList<>();
    List<String> sums = new ArrayList<>();
    for (List<Operation> segment : segments.all()) {
      String body = name + "_" + bodies.size();
      type.withMethodBody(
          body,
          Names.LOOP,
          ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
          code -> new SegmentEmitter(code, names, segments, positions, lanes).emit(segment));
      bodies.add(body);
      (Segments.isSum(segment.getFirst()) ? sums : rows).add(body);
    }
    if (!isLong()) {
      method(name, Names.STAGE, code -> loop(code, bodies));
      return;
    }
    method(start(), Names.STAGE, this::clear);
    method(rows(), Names.TILE, code -> tile(code, rows, 1, () -> code.iload(2)));
    method(sums(), Names.TILE, code -> tile(code, sums, 1, () -> code.iload(2)));
    method(end(), Names.STAGE, this::finish);
  }

  private void method(String method, MethodTypeDesc signature, Consumer<CodeBuilder> body) {
    type.withMethodBody(
        method,
        signature,
        ClassFile.ACC_STATIC | ClassFile.ACC_PRIVATE,
        code -> {
          body.accept(code);
          code.return_();
        });
  }

  private void loop(CodeBuilder code, List<String> bodies) {
    clear(code);
    int start = code.allocateLocal(TypeKind.INT);
    Label again = code.newLabel();
    code.iconst_0().istore(start).labelBinding(again);
    tile(code, bodies, start, () -> code.loadConstant(Math.min(tile, stage.length())));
    code.iinc(start, tile).iload(start).loadConstant(stage.length()).if_icmplt(again);
    finish(code);
  }

  /** Segments on the rows from the one in a variable on, of which there are at most so many. */
  private void tile(CodeBuilder code, List<String> bodies, int start, Runnable most) {
    for (String body : bodies) {
      code.aload(0).iload(start);
      most.run();
      code.loadConstant(stage.length()).iload(start).isub();
      code.invokestatic(Math.class.describeConstable().orElseThrow(), "min", MIN);
      code.invokestatic(Names.GENERATED, body, Names.LOOP);
    }
  }

  private void finish(CodeBuilder code) {
    lanes.forEach((operation, lane) -> finish(code, operation, lane));
  }

  private static void finish(CodeBuilder code, Operation operation, int lane) {
    switch (operation) {
      case Operation.Total(_, int line, int index) -> {
        int sums = Names.loadLanes(code);
        code.aload(Names.loadArray(code, line)).loadConstant(index);
        code.aload(sums).loadConstant(lane).invokestatic(SUMS, "total", SUM).dastore();
      }
      case Operation.MatVecTransposed(_, boolean packed, _, int line, int columns) -> {
        code.aload(Names.loadLanes(code)).loadConstant(lane);
        if (packed) {
          code.loadConstant(columns).aload(Names.loadArray(code, line)).iconst_0();
          code.invokestatic(TILES, "finish", FINISH_PACKED);
        } else {
          code.aload(Names.loadArray(code, line)).iconst_0().loadConstant(columns);
          code.invokestatic(COLUMNS, "finish", FINISH);
        }
      }
      case Operation.Apply _,
          Operation.Load _,
          Operation.MatVec _,
          Operation.Store _,
          Operation.Scatter _ -> {}
    }
  }

  private static final ClassDesc SUMS = SumKernel.class.describeConstable().orElseThrow();
  private static final ClassDesc COLUMNS =
      GemvTransposedKernel.class.describeConstable().orElseThrow();
  private static final ClassDesc TILES = TileKernel.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc FINISH_PACKED =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          Names.DOUBLES,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          Names.DOUBLES,
          ConstantDescs.CD_int);
  private static final MethodTypeDesc FINISH =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          Names.DOUBLES,
          ConstantDescs.CD_int,
          Names.DOUBLES,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);
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
      if (operation instanceof Operation.Scatter(_, _, int line, _)) {
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
