package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Stage;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes the class of a plan and loads it as a hidden class, which goes when nothing refers to it
 * any more.
 */
final class Emitter {
  private final Plan plan;
  private final Names names = new Names();
  private final PositionNames positions;
  private final List<Consumer<CodeBuilder>> steps = new ArrayList<>();
  private int spill;
  private int lanes;
  private int buffers;
  private int calls;
  private final List<TileEmitter> longStages = new ArrayList<>();

  /** The steps that run the tiles of the long stages. */
  private final List<Integer> ends = new ArrayList<>();

  /** The first step of each stage. */
  private final List<Integer> begins = new ArrayList<>();

  private final List<AbreastLoop> loops;

  private Emitter(Plan plan) {
    this.plan = plan;
    this.positions = new PositionNames(plan.graph());
    this.loops = AbreastLoops.of(plan, positions);
  }

  /** The code of a plan. */
  static Emitted emit(Plan plan) {
    return new Emitter(plan).emit();
  }

  private Emitted emit() {
    byte[] bytes = ClassFile.of().build(Names.GENERATED, this::build);
    try {
      Class<?> type =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, names.classData(), true)
              .lookupClass();
      Code code = (Code) type.getDeclaredConstructor().newInstance();
      List<Relay.Rows> shared = new ArrayList<>();
      for (int i = 0; i < longStages.size(); i++) {
        shared.add(longStages.get(i).tiles(i));
      }
      AbreastProgram abreast = new AbreastProgram(loops, positions.all());
      return new Emitted(
          code, bytes.length, spill, lanes, buffers, positions.all(), abreast, shared);
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException("The generated class could not be loaded", error);
    }
  }

  private void build(ClassBuilder type) {
    Names.begin(type, Names.CODE);
    for (int i = 0; i < plan.stages().size(); i++) {
      begins.add(steps.size());
      stage(type, plan.stages().get(i), "stage" + i);
    }
    begins.add(steps.size());
    type.withMethodBody(
        "run",
        Names.STAGE,
        ClassFile.ACC_PUBLIC,
        code -> {
          steps.forEach(step -> step.accept(code));
          code.return_();
        });
    parts(type);
    between(type);
    ofLongStages(type, "rows", TileEmitter::rows);
    ofLongStages(type, "sums", TileEmitter::sums);
  }

  /** A method that runs what lies between two long stages. */
  private void parts(ClassBuilder type) {
    type.withMethodBody(
        "part",
        Names.PART_OF_RUN,
        ClassFile.ACC_PUBLIC,
        code -> {
          // Without a long stage nobody asks: a run is one part.
          for (int part = 0; part <= longStages.size() && !longStages.isEmpty(); part++) {
            int from = part == 0 ? 0 : ends.get(part - 1) + 1;
            int end = part < longStages.size() ? ends.get(part) : steps.size();
            Label next = code.newLabel();
            code.iload(1).loadConstant(part).if_icmpne(next);
            // The steps find the memory in variable 1.
            code.aload(2).astore(1);
            steps.subList(from, end).forEach(step -> step.accept(code));
            code.return_().labelBinding(next);
          }
          code.return_();
        });
  }

  /** A method that runs what lies between two loops of several runs at once. */
  private void between(ClassBuilder type) {
    Set<Integer> needless = AbreastLoops.needless(plan, loops);
    type.withMethodBody(
        "between",
        Names.PART_OF_RUN,
        ClassFile.ACC_PUBLIC,
        code -> {
          for (int part = 0; part <= loops.size() && !loops.isEmpty(); part++) {
            int from = part == 0 ? 0 : loops.get(part - 1).stage() + 1;
            int end = part < loops.size() ? loops.get(part).stage() : plan.stages().size();
            Label next = code.newLabel();
            code.iload(1).loadConstant(part).if_icmpne(next);
            // The steps find the memory in variable 1.
            code.aload(2).astore(1);
            for (int stage = from; stage < end; stage++) {
              if (!needless.contains(stage)) {
                steps
                    .subList(begins.get(stage), begins.get(stage + 1))
                    .forEach(step -> step.accept(code));
              }
            }
            code.return_().labelBinding(next);
          }
          code.return_();
        });
  }

  /** A method that calls the part of the long stage with a number. */
  private void ofLongStages(ClassBuilder type, String name, Function<TileEmitter, String> part) {
    type.withMethodBody(
        name,
        Names.PART,
        ClassFile.ACC_PUBLIC,
        code -> {
          for (int i = 0; i < longStages.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpne(next).aload(2).iload(3).iload(4);
            code.invokestatic(Names.GENERATED, part.apply(longStages.get(i)), Names.TILE);
            code.return_().labelBinding(next);
          }
          code.return_();
        });
  }

  private void stage(ClassBuilder type, Stage stage, String name) {
    switch (stage) {
      case Stage.Scalars scalars -> {
        ScalarEmitter emitter = new ScalarEmitter(type, names, scalars.operations(), spill);
        emitter.emit(name).forEach(this::invoke);
        spill += emitter.spilled();
      }
      case Stage.Tiles tiles -> {
        TileEmitter emitter = new TileEmitter(type, names, tiles, positions, lanes, name);
        emitter.emit();
        if (emitter.isLong()) {
          invoke(emitter.start());
          int index = longStages.size();
          ends.add(steps.size());
          steps.add(code -> emitter.callTiles(code, index));
          invoke(emitter.end());
          longStages.add(emitter);
        } else {
          invoke(name);
        }
        lanes += emitter.laneCount();
        buffers = Math.max(buffers, emitter.buffers());
      }
      case Stage.Call call -> {
        int index = calls++;
        steps.add(
            code ->
                code.aload(1)
                    .loadConstant(index)
                    .invokevirtual(
                        Names.MEMORY,
                        "call",
                        MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int)));
      }
    }
  }

  private void invoke(String method) {
    steps.add(code -> code.aload(1).invokestatic(Names.GENERATED, method, Names.STAGE));
  }
}
