package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a graph by {@link #RULES}, line by line from the inputs to the outputs; every new
 * expression is offered to the rules again. Constants fold by themselves, since primitives on dense
 * tensors are computed at once. Terminates because each rule lowers the number of elements
 * computed, the distance of scalars from the output, or the number of lines.
 */
public final class Simplify {
  /** All rules, in the order in which they are tried. */
  public static final List<Rule> RULES =
      List.of(
          new ZeroTerms(),
          new Identities(),
          new TrivialSum(),
          new NeedlessExpand(),
          new ConstantFactors(),
          new ViewOfView(),
          new TransposeIntoProduct(),
          new CellsOfRows(),
          new SelectFirst(),
          new LogDomain(),
          new SquareOfQuotient(),
          new FewQuotients(),
          new ScaleOutOfProduct(),
          new ScaleOutOfSum(),
          new ShiftOutOfSum());

  private static final List<Rule> EXACT = RULES.stream().filter(Rule::keepsBits).toList();

  private Simplify() {}

  /** The same function, cheaper. */
  public static Graph apply(Graph graph) {
    return LongAxisLast.apply(apply(RULES, graph));
  }

  /** The same function, cheaper, by the rules that keep bits: for graphs that give draws. */
  public static Graph keepingBits(Graph graph) {
    return apply(EXACT, graph);
  }

  private static Graph apply(List<Rule> rules, Graph graph) {
    List<Symbolic.Input> arguments =
        graph.inputs().stream()
            .map(input -> Symbolic.Input.of(input.name(), input.shape()))
            .toList();
    return Graph.of(arguments, rewrite(rules, graph, arguments));
  }

  /** The outputs of the graph over the given arguments, simplified. */
  public static List<Tensor> rewrite(Graph graph, List<? extends Tensor> arguments) {
    return rewrite(RULES, graph, arguments);
  }

  private static List<Tensor> rewrite(
      List<Rule> rules, Graph graph, List<? extends Tensor> arguments) {
    List<Tensor> values = new ArrayList<>(graph.equations().size());
    for (Equation equation : graph.equations()) {
      values.add(
          switch (equation) {
            case Equation.Argument argument -> arguments.get(argument.index());
            case Equation.Constant constant -> constant.value();
            case Equation.Apply apply -> rewrite(rules, apply.primitive(), operands(apply, values));
          });
    }
    return graph.outputs().stream().map(values::get).toList();
  }

  private static List<Tensor> operands(Equation.Apply apply, List<Tensor> values) {
    Tensor[] operands = new Tensor[apply.inputs().size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = values.get(apply.inputs().get(i));
    }
    return List.of(operands);
  }

  private static Tensor rewrite(List<Rule> rules, Primitive primitive, List<Tensor> inputs) {
    for (Rule rule : rules) {
      @Nullable Tensor simpler = rule.apply(primitive, inputs);
      if (simpler != null) {
        return again(rules, simpler, inputs, new IdentityHashMap<>());
      }
    }
    return primitive.on(inputs.toArray(Tensor[]::new));
  }

  /** Offers the nodes that a rule has made, down to the ones it was given, to the rules again. */
  private static Tensor again(
      List<Rule> rules, Tensor made, List<Tensor> given, IdentityHashMap<Tensor, Tensor> done) {
    if (!(made instanceof Symbolic.Apply apply) || isKnown(made, given)) {
      return made;
    }
    Tensor before = done.get(made);
    if (before != null) {
      return before;
    }
    Tensor[] inputs = new Tensor[apply.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = again(rules, apply.inputs().get(i), given, done);
    }
    Tensor after = rewrite(rules, Primitive.of(apply), List.of(inputs));
    done.put(made, after);
    return after;
  }

  /** Whether a node is one of those given to a rule, or an input of one. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static boolean isKnown(Tensor made, List<Tensor> given) {
    for (Tensor tensor : given) {
      if (tensor == made
          || (tensor instanceof Symbolic.Apply apply && isAmong(apply.inputs(), made))) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static boolean isAmong(List<Tensor> nodes, Tensor made) {
    for (Tensor node : nodes) {
      if (node == made) {
        return true;
      }
    }
    return false;
  }
}
