import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One kernel on vectors; see {@link Lanes} for what its scalar code may consist of. */
final class LaneTwin {
  private final String name;
  private final Map<String, MethodTree> methods = new HashMap<>();
  private final Map<String, LaneCode.Kind> locals = new HashMap<>();
  private final List<String> body = new ArrayList<>();
  private final List<String> scalarWhere = new ArrayList<>();
  private final Map<String, String> helpers = new TreeMap<>();
  private final List<String> parameters = new ArrayList<>();
  private String result = "";

  /** The kernels that this one uses on vectors. */
  private final List<String> calls = new ArrayList<>();

  LaneTwin(String name, ClassTree kernel) {
    this.name = name;
    for (Tree member : kernel.getMembers()) {
      if (member instanceof MethodTree method) {
        methods.put(method.getName().toString(), method);
      }
    }
  }

  void translate() {
    MethodTree scalar = methods.get("scalar");
    for (VariableTree parameter : scalar.getParameters()) {
      parameters.add(parameter.getName().toString());
    }
    statements(scalar, body, true);
  }

  /** Translates the statements of a method; {@link #result} is what it returns. */
  private void statements(MethodTree method, List<String> lines, boolean outer) {
    locals.clear();
    method.getParameters().forEach(p -> locals.put(p.getName().toString(), LaneCode.Kind.DOUBLES));
    for (StatementTree statement : method.getBody().getStatements()) {
      switch (statement) {
        case IfTree choice when outer && lines.isEmpty() && returns(choice) ->
            scalarWhere.add(of(choice.getCondition()).mask() + ".anyTrue()");
        case VariableTree local -> {
          LaneCode.Kind kind =
              switch (local.getType().toString()) {
                case "double" -> LaneCode.Kind.DOUBLES;
                case "long" -> LaneCode.Kind.LONGS;
                case "boolean" -> LaneCode.Kind.MASK;
                default -> throw unknown(local);
              };
          String type =
              switch (kind) {
                case LONGS -> "LongVector ";
                case MASK -> "VectorMask<Double> ";
                case DOUBLES, CONSTANT -> "DoubleVector ";
              };
          LaneCode value = as(kind, local.getInitializer());
          lines.add(type + local.getName() + " = " + whole(value) + ";");
          locals.put(local.getName().toString(), kind);
        }
        case ExpressionStatementTree expression
            when expression.getExpression() instanceof AssignmentTree assignment -> {
          String to = assignment.getVariable().toString();
          lines.add(to + " = " + whole(as(locals.get(to), assignment.getExpression())) + ";");
        }
        case ReturnTree end -> result = of(end.getExpression()).doubles();
        default -> throw unknown(statement);
      }
    }
  }

  private static boolean returns(IfTree choice) {
    return choice.getElseStatement() == null
        && choice.getThenStatement() instanceof BlockTree block
        && block.getStatements().size() == 1
        && block.getStatements().getFirst() instanceof ReturnTree;
  }

  private static String whole(LaneCode value) {
    return value.kind() == LaneCode.Kind.MASK ? value.mask() : value.doubles();
  }

  private LaneCode as(LaneCode.Kind kind, ExpressionTree tree) {
    if (kind == LaneCode.Kind.LONGS && bare(tree) instanceof ConditionalExpressionTree choice) {
      LaneCode when = of(choice.getCondition());
      LaneCode yes = of(when.isNot() ? choice.getFalseExpression() : choice.getTrueExpression());
      LaneCode no = of(when.isNot() ? choice.getTrueExpression() : choice.getFalseExpression());
      String base =
          no.kind() == LaneCode.Kind.CONSTANT
              ? "LongVector.broadcast(L, " + no.text() + ")"
              : no.text();
      return new LaneCode(
          base + ".blend(" + yes.text() + ", " + when.text() + ".cast(L))", LaneCode.Kind.LONGS);
    }
    return of(tree);
  }

  private LaneCode of(ExpressionTree tree) {
    return switch (bare(tree)) {
      case LiteralTree literal -> new LaneCode(literal.toString(), LaneCode.Kind.CONSTANT);
      case IdentifierTree id -> {
        String known = id.getName().toString();
        yield locals.containsKey(known)
            ? new LaneCode(known, locals.get(known))
            : new LaneCode(name + "Kernel." + known, LaneCode.Kind.CONSTANT);
      }
      case MemberSelectTree field -> new LaneCode(field.toString(), LaneCode.Kind.CONSTANT);
      case UnaryTree unary -> unary(unary);
      case BinaryTree binary -> binary(binary);
      case ConditionalExpressionTree choice -> {
        LaneCode when = of(choice.getCondition());
        LaneCode yes = of(when.isNot() ? choice.getFalseExpression() : choice.getTrueExpression());
        LaneCode no = of(when.isNot() ? choice.getTrueExpression() : choice.getFalseExpression());
        yield new LaneCode(
            no.doubles() + ".blend(" + yes.text() + ", " + when.text() + ")",
            LaneCode.Kind.DOUBLES);
      }
      case MethodInvocationTree call -> call(call);
      default -> throw unknown(tree);
    };
  }

  private LaneCode unary(UnaryTree unary) {
    LaneCode operand = of(unary.getExpression());
    return switch (unary.getKind()) {
      case LOGICAL_COMPLEMENT -> new LaneCode(operand.text(), operand.kind(), !operand.isNot());
      case UNARY_MINUS ->
          operand.kind() == LaneCode.Kind.CONSTANT
              ? new LaneCode("-" + operand.text(), LaneCode.Kind.CONSTANT)
              : new LaneCode(operand.text() + ".neg()", LaneCode.Kind.DOUBLES);
      default -> throw unknown(unary);
    };
  }

  private LaneCode binary(BinaryTree binary) {
    LaneCode left = of(binary.getLeftOperand());
    LaneCode right = of(binary.getRightOperand());
    return switch (binary.getKind()) {
      case PLUS -> LaneCode.sides("add", left, right, true);
      case MULTIPLY -> LaneCode.sides("mul", left, right, true);
      case MINUS -> LaneCode.sides("sub", left, right, false);
      case DIVIDE -> LaneCode.sides("div", left, right, false);
      case AND -> new LaneCode(left.text() + ".and(" + right.text() + ")", LaneCode.Kind.LONGS);
      case OR -> new LaneCode(left.text() + ".or(" + right.text() + ")", LaneCode.Kind.LONGS);
      case XOR -> LaneCode.lanewise(left, "XOR", right);
      case LEFT_SHIFT -> LaneCode.lanewise(left, "LSHL", right);
      case UNSIGNED_RIGHT_SHIFT -> LaneCode.lanewise(left, "LSHR", right);
      case CONDITIONAL_AND ->
          new LaneCode(left.mask() + ".and(" + right.mask() + ")", LaneCode.Kind.MASK);
      case CONDITIONAL_OR ->
          new LaneCode(left.mask() + ".or(" + right.mask() + ")", LaneCode.Kind.MASK);
      case LESS_THAN -> new LaneCode(left.text() + ".lt(" + right.text() + ")", LaneCode.Kind.MASK);
      case GREATER_THAN -> LaneCode.compare(left, "GT", right);
      case LESS_THAN_EQUAL -> LaneCode.compare(left, "LE", right);
      case GREATER_THAN_EQUAL -> LaneCode.compare(left, "GE", right);
      case EQUAL_TO ->
          new LaneCode(
              left.text()
                  + ".eq("
                  + right.text()
                  + ")"
                  + (left.kind() == LaneCode.Kind.LONGS ? ".cast(S)" : ""),
              LaneCode.Kind.MASK);
      default -> throw unknown(binary);
    };
  }

  private LaneCode call(MethodInvocationTree call) {
    List<LaneCode> inputs = call.getArguments().stream().map(this::of).toList();
    LaneCode first = inputs.getFirst();
    String function = call.getMethodSelect().toString();
    return switch (function) {
      case "Math.fma" -> LaneCode.fma(first, inputs.get(1), inputs.get(2));
      case "Math.abs" -> new LaneCode(first.text() + ".abs()", LaneCode.Kind.DOUBLES);
      case "Math.sqrt" -> new LaneCode(first.text() + ".sqrt()", LaneCode.Kind.DOUBLES);
      case "Double.doubleToRawLongBits" ->
          new LaneCode(first.text() + ".reinterpretAsLongs()", LaneCode.Kind.LONGS);
      case "Double.longBitsToDouble" ->
          new LaneCode(first.text() + ".reinterpretAsDoubles()", LaneCode.Kind.DOUBLES);
      case "Double.isNaN" ->
          new LaneCode(first.text() + ".eq(" + first.text() + ")", LaneCode.Kind.MASK, true);
      default -> {
        if (function.endsWith("Kernel.scalar")) {
          String other = function.replace("Kernel.scalar", "");
          calls.add(other);
          yield new LaneCode(other + "Lanes.of(" + first.doubles() + ")", LaneCode.Kind.DOUBLES);
        }
        helper(function);
        yield new LaneCode(function + "(" + first.doubles() + ")", LaneCode.Kind.DOUBLES);
      }
    };
  }

  private void helper(String function) {
    MethodTree method = methods.get(function);
    if (method == null) {
      throw new IllegalArgumentException(name + "Kernel has no function " + function);
    }
    if (!helpers.containsKey(function)) {
      LaneTwin of = new LaneTwin(name, methods);
      of.statements(method, of.body, false);
      helpers.put(
          function,
          "  private static DoubleVector %s(DoubleVector %s) {\n%s    return %s;\n  }\n"
              .formatted(
                  function,
                  method.getParameters().getFirst().getName(),
                  LaneClass.lines(of.body, "    "),
                  of.result));
    }
  }

  private LaneTwin(String name, Map<String, MethodTree> methods) {
    this.name = name;
    this.methods.putAll(methods);
  }

  private static ExpressionTree bare(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree p ? bare(p.getExpression()) : tree;
  }

  private IllegalArgumentException unknown(Tree tree) {
    return new IllegalArgumentException(
        name + "Kernel.scalar has no vector twin because of: " + tree);
  }

  /** Whether this kernel needs another one on vectors. */
  boolean uses(String other) {
    return calls.contains(other);
  }

  /** The class; a kernel that others use has a function of one vector. */
  String text(boolean isUsed) {
    if (isUsed && !scalarWhere.isEmpty()) {
      throw new IllegalArgumentException(name + "Kernel has cases that vectors do not have.");
    }
    return new LaneClass(name, parameters, scalarWhere, body, result, helpers.values())
        .text(isUsed);
  }
}
