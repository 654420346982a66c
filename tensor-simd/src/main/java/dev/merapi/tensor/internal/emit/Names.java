package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Elementwise1;
import dev.merapi.tensor.internal.op.Elementwise2;
import dev.merapi.tensor.internal.op.Elementwise3;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The types and methods that generated code mentions, and the primitives it holds as constants of
 * its class.
 */
final class Names {
  static final ClassDesc MEMORY = Memory.class.describeConstable().orElseThrow();
  static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
  static final ClassDesc KERNELS = TileKernels.class.describeConstable().orElseThrow();
  static final ClassDesc GENERATED = ClassDesc.of(Names.class.getPackageName(), "Generated");
  static final MethodTypeDesc STAGE = MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY);
  static final MethodTypeDesc LOOP =
      MethodTypeDesc.of(ConstantDescs.CD_void, MEMORY, ConstantDescs.CD_int, ConstantDescs.CD_int);
  static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  static final ClassDesc CODE = Code.class.describeConstable().orElseThrow();
  static final MethodTypeDesc TILE = LOOP;
  static final MethodTypeDesc PART_OF_RUN =
      MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int, MEMORY);
  static final MethodTypeDesc PART =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_int,
          MEMORY,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);
  static final MethodTypeDesc TILES =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          CODE,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_boolean);

  static final MethodTypeDesc AT =
      MethodTypeDesc.of(
          ConstantDescs.CD_double, DOUBLES, ConstantDescs.CD_int, ConstantDescs.CD_double);

  static final MethodTypeDesc AT_OFFSET =
      MethodTypeDesc.of(
          ConstantDescs.CD_double,
          DOUBLES,
          ConstantDescs.CD_int,
          ConstantDescs.CD_int,
          ConstantDescs.CD_double);

  private final List<Elementwise> primitives = new ArrayList<>();
  private final Map<Elementwise, Integer> indices = new HashMap<>();

  /** A public class of one interface, which is made without arguments. */
  static void begin(ClassBuilder type, ClassDesc implemented) {
    type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL)
        .withInterfaceSymbols(implemented)
        .withMethodBody(
            ConstantDescs.INIT_NAME,
            ConstantDescs.MTD_void,
            ClassFile.ACC_PUBLIC,
            code ->
                code.aload(0)
                    .invokespecial(
                        ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_());
  }

  /** The primitives, to be handed over as class data. */
  List<Elementwise> classData() {
    return List.copyOf(primitives);
  }

  /** Pushes a primitive as a constant, so that its methods are bound, and inlined, at once. */
  void push(CodeBuilder code, Elementwise primitive) {
    int index = indices.computeIfAbsent(primitive, this::add);
    code.loadConstant(
        DynamicConstantDesc.ofNamed(
            ConstantDescs.ofConstantBootstrap(
                MethodHandles.class.describeConstable().orElseThrow(),
                "classDataAt",
                ConstantDescs.CD_Object,
                ConstantDescs.CD_int),
            ConstantDescs.DEFAULT_NAME,
            owner(primitive),
            index));
  }

  private int add(Elementwise primitive) {
    primitives.add(primitive);
    return primitives.size() - 1;
  }

  /** Calls a method that the family of the primitive declares. */
  void invoke(CodeBuilder code, Elementwise primitive, String method, MethodTypeDesc type) {
    if (isPublic(primitive)) {
      code.invokevirtual(owner(primitive), method, type);
    } else {
      code.invokeinterface(owner(primitive), method, type);
    }
  }

  private static boolean isPublic(Elementwise primitive) {
    return Modifier.isPublic(primitive.getClass().getModifiers())
        && !primitive.getClass().isMemberClass();
  }

  private static ClassDesc owner(Elementwise primitive) {
    Class<?> type =
        isPublic(primitive)
            ? primitive.getClass()
            : switch (primitive) {
              case Elementwise1 one -> Elementwise1.class;
              case Elementwise2 two -> Elementwise2.class;
              case Elementwise3 three -> Elementwise3.class;
            };
    return type.describeConstable().orElseThrow();
  }

  /** The type of a method {@code scalar} of so many numbers. */
  static MethodTypeDesc scalar(int operands) {
    ClassDesc[] parameters = new ClassDesc[operands];
    Arrays.fill(parameters, ConstantDescs.CD_double);
    return MethodTypeDesc.of(ConstantDescs.CD_double, parameters);
  }

  /** Brings the array of a line into a new local variable; the memory is in variable 0. */
  static int loadArray(CodeBuilder code, int line) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(0)
        .invokevirtual(MEMORY, "arrays", MethodTypeDesc.of(DOUBLES.arrayType()))
        .loadConstant(line)
        .aaload()
        .astore(slot);
    return slot;
  }

  /** Brings tile buffer {@code index} into a new local variable. */
  static int loadTile(CodeBuilder code, int index) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(0)
        .invokevirtual(MEMORY, "tiles", MethodTypeDesc.of(DOUBLES.arrayType()))
        .loadConstant(index)
        .aaload()
        .astore(slot);
    return slot;
  }

  /** Brings the spill memory into a new local variable. */
  static int loadSpill(CodeBuilder code) {
    return loadDoubles(code, "spill");
  }

  /** Brings the lanes into a new local variable. */
  static int loadLanes(CodeBuilder code) {
    return loadDoubles(code, "lanes");
  }

  private static int loadDoubles(CodeBuilder code, String component) {
    int slot = code.allocateLocal(TypeKind.REFERENCE);
    code.aload(0).invokevirtual(MEMORY, component, MethodTypeDesc.of(DOUBLES)).astore(slot);
    return slot;
  }
}
