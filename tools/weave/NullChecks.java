import static java.lang.classfile.ClassFile.ACC_ABSTRACT;
import static java.lang.classfile.ClassFile.ACC_NATIVE;
import static java.lang.classfile.ClassFile.ACC_PROTECTED;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodSignature;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Makes {@code @NullMarked} true while a program runs: each public or protected function of a class
 * outside packages named {@code internal} begins by asking whether an argument that may not be null
 * is null, or holds a null, and refuses it in a sentence with the names of function and argument.
 *
 * <p>Arguments whose type is a type variable may be null, as may those that are {@code @Nullable}.
 * Looked into are arrays, lists, sets and maps whose elements may not be null.
 *
 * <p>What a function of the user's gives back is asked as well, where it is called: a {@code
 * java.util.function} whose result is used as some type, and a public interface that is not sealed.
 *
 * <p>Run by the build after the compiler with folders of classes; they and what they extend are on
 * the class path. A class that asks already is left as it is.
 */
public final class NullChecks {
  private static final ClassDesc CHECKS = ClassDesc.of("dev.merapi.tensor.ArgumentException");
  private static final MethodTypeDesc CHECK =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_Object,
          ConstantDescs.CD_String,
          ConstantDescs.CD_String);
  private static final String NULLABLE = "Lorg/jspecify/annotations/Nullable;";
  private static final Set<String> HOLDERS =
      Set.of(
          "java/util/List",
          "java/util/Set",
          "java/util/Collection",
          "java/lang/Iterable",
          "java/util/Map",
          "java/util/SortedMap");
  private static final ClassFile FILES =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  private NullChecks() {}

  /** Changes the classes in folders. */
  public static void main(String[] args) throws IOException {
    for (String folder : args) {
      try (Stream<Path> found = Files.walk(Path.of(folder))) {
        for (Path file : found.filter(path -> path.toString().endsWith(".class")).toList()) {
          change(file);
        }
      }
    }
  }

  private static void change(Path file) throws IOException {
    ClassModel model = FILES.parse(file);
    if (isEntered(model) && !asksAlready(model)) {
      Files.write(
          file,
          FILES.transformClass(
              model,
              (builder, element) -> {
                if (element instanceof MethodModel method) {
                  CodeTransform results = new Results(model, method);
                  CodeTransform all =
                      isEntered(method) ? new Asking(model, method).andThen(results) : results;
                  builder.transformMethod(method, MethodTransform.transformingCode(all));
                } else {
                  builder.with(element);
                }
              }));
    }
  }

  /** Whether users may call functions of a class, if only through what it implements. */
  private static boolean isEntered(ClassModel model) {
    String name = model.thisClass().asInternalName();
    return !model.thisClass().asSymbol().equals(CHECKS)
        && !model.flags().has(AccessFlag.SYNTHETIC)
        && !name.contains("/internal/")
        && !name.endsWith("package-info")
        && !name.endsWith("module-info");
  }

  private static boolean asksAlready(ClassModel model) {
    return StreamSupport.stream(model.constantPool().spliterator(), false)
        .anyMatch(
            entry ->
                entry instanceof MemberRefEntry member
                    && member.owner().asSymbol().equals(CHECKS)
                    && member.name().stringValue().startsWith("ifNull"));
  }

  private static boolean isEntered(MethodModel method) {
    int flags = method.flags().flagsMask();
    boolean equality =
        method.methodName().equalsString("equals")
            && method.methodTypeSymbol().parameterList().equals(List.of(ConstantDescs.CD_Object));
    return (flags & (ACC_PUBLIC | ACC_PROTECTED)) != 0
        && (flags & (ACC_SYNTHETIC | ACC_ABSTRACT | ACC_NATIVE)) == 0
        && !equality;
  }

  /** The questions at the start of a function. */
  private record Asking(ClassModel type, MethodModel method) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder code) {
      List<ClassDesc> types = method.methodTypeSymbol().parameterList();
      List<Signature> signatures = signatures(types);
      for (int i = 0; i < types.size(); i++) {
        if (!types.get(i).isPrimitive() && asks(i, signatures.get(i))) {
          code.aload(code.parameterSlot(i))
              .loadConstant(function())
              .loadConstant(name(i))
              .invokestatic(CHECKS, holds(i, signatures.get(i)) ? "ifNullIn" : "ifNull", CHECK);
        }
      }
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
    }

    private List<Signature> signatures(List<ClassDesc> types) {
      Optional<MethodSignature> generic =
          method.findAttribute(Attributes.signature()).map(found -> found.asMethodSignature());
      return generic
          .map(MethodSignature::arguments)
          .filter(arguments -> arguments.size() == types.size())
          .orElseGet(() -> types.stream().map(Signature::of).toList());
    }

    private boolean asks(int i, Signature signature) {
      return !(signature instanceof Signature.TypeVarSig)
          && nullable().noneMatch(found -> at(found, i) && found.targetPath().isEmpty());
    }

    /** Whether there is something in an argument that may not be null. */
    private boolean holds(int i, Signature signature) {
      boolean holder =
          switch (signature) {
            case Signature.ArrayTypeSig array ->
                array.componentSignature() instanceof Signature.RefTypeSig
                    && !(array.componentSignature() instanceof Signature.TypeVarSig);
            case Signature.ClassTypeSig plain ->
                HOLDERS.contains(plain.className())
                    && plain.typeArgs().stream().allMatch(Asking::isKnown);
            default -> false;
          };
      return holder && nullable().noneMatch(found -> at(found, i));
    }

    private static boolean isKnown(Signature.TypeArg argument) {
      return argument instanceof Signature.TypeArg.Bounded bounded
          && bounded.wildcardIndicator() != Signature.TypeArg.Bounded.WildcardIndicator.SUPER
          && !(bounded.boundType() instanceof Signature.TypeVarSig);
    }

    private Stream<TypeAnnotation> nullable() {
      return method.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).stream()
          .flatMap(all -> all.annotations().stream())
          .filter(found -> found.annotation().className().equalsString(NULLABLE));
    }

    private static boolean at(TypeAnnotation found, int i) {
      return found.targetInfo() instanceof TypeAnnotation.FormalParameterTarget target
          && target.formalParameterIndex() == i;
    }

    private String function() {
      return named(type, method);
    }

    private String name(int i) {
      return method
          .findAttribute(Attributes.methodParameters())
          .flatMap(all -> all.parameters().get(i).name())
          .map(name -> name.stringValue())
          .orElse("argument " + (i + 1));
    }
  }

  /**
   * A function as a sentence names it; what stands in a lambda belongs to the function around it.
   */
  private static String named(ClassModel type, MethodModel method) {
    String simple = simple(type.thisClass().asInternalName());
    String name = method.methodName().stringValue();
    if (name.startsWith("lambda$")) {
      name = name.substring(7, name.lastIndexOf('$'));
    }
    return name.startsWith("<") || name.equals("new") || name.equals("static")
        ? simple
        : simple + "." + name;
  }

  private static String simple(String internal) {
    return internal.substring(internal.lastIndexOf('/') + 1).replace('$', '.');
  }

  /** The questions after calls of functions that users give. */
  private static final class Results implements CodeTransform {
    private static final String PROGRAM = "dev/merapi/effects/Model";
    private static final String PROGRAM_NEEDED =
        "a program; pure(value) is the program that only gives a value";
    private static final Map<String, Optional<ClassModel>> TYPES = new HashMap<>();
    private final ClassModel type;
    private final MethodModel method;
    private boolean called;

    Results(ClassModel type, MethodModel method) {
      this.type = type;
      this.method = method;
    }

    @Override
    public void accept(CodeBuilder code, CodeElement element) {
      code.with(element);
      // What flatMap is given is asked by flatMap.
      if (type.thisClass().asInternalName().startsWith(PROGRAM + "$")) {
        return;
      }
      if (called
          && element instanceof TypeCheckInstruction cast
          && cast.opcode() == Opcode.CHECKCAST) {
        ask(
            code,
            "a function",
            cast.type().asInternalName().equals(PROGRAM) ? PROGRAM_NEEDED : "a result");
      }
      if (element instanceof InvokeInstruction call && call.opcode() == Opcode.INVOKEINTERFACE) {
        String owner = call.owner().asInternalName();
        called =
            owner.startsWith("java/util/function/")
                && !call.typeSymbol().returnType().isPrimitive();
        if (owner.startsWith("dev/merapi/") && gives(owner, call, true)) {
          ask(code, simple(owner) + "." + call.name().stringValue(), "a result");
        }
      } else if (element instanceof Instruction) {
        called = false;
      }
    }

    private void ask(CodeBuilder code, String function, String needed) {
      code.dup()
          .loadConstant(named(type, method))
          .loadConstant("%s gave null in place of %s".formatted(function, needed))
          .invokestatic(CHECKS, "ifNullGiven", CHECK);
    }

    /** Whether a function of an interface that users implement always gives something. */
    private static boolean gives(String owner, InvokeInstruction call, boolean first) {
      Optional<ClassModel> known = TYPES.computeIfAbsent(owner, Results::read);
      if (known.isEmpty()) {
        return false;
      }
      ClassModel found = known.get();
      boolean open =
          found.flags().has(AccessFlag.PUBLIC)
              && !owner.contains("/internal/")
              && found.findAttribute(Attributes.permittedSubclasses()).isEmpty();
      if (first && !open) {
        return false;
      }
      for (MethodModel declared : found.methods()) {
        if (declared.methodName().equals(call.name())
            && declared.methodType().equals(call.type())) {
          return !declared.flags().has(AccessFlag.STATIC) && isSomething(declared);
        }
      }
      return found.interfaces().stream()
          .anyMatch(above -> gives(above.asInternalName(), call, false));
    }

    private static boolean isSomething(MethodModel declared) {
      ClassDesc result = declared.methodTypeSymbol().returnType();
      boolean variable =
          declared
              .findAttribute(Attributes.signature())
              .filter(found -> found.asMethodSignature().result() instanceof Signature.TypeVarSig)
              .isPresent();
      boolean nullable =
          declared.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).stream()
              .flatMap(all -> all.annotations().stream())
              .anyMatch(
                  found ->
                      found.annotation().className().equalsString(NULLABLE)
                          && found.targetInfo().targetType()
                              == TypeAnnotation.TargetType.METHOD_RETURN
                          && found.targetPath().isEmpty());
      return !result.isPrimitive() && !variable && !nullable;
    }

    private static Optional<ClassModel> read(String name) {
      try (InputStream in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
        return in == null ? Optional.empty() : Optional.of(FILES.parse(in.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
