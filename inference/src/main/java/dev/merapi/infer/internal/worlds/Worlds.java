package dev.merapi.infer.internal.worlds;

import dev.merapi.infer.internal.given.Interrupts;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Maps expressions over all values of the enumerated variables that they are made of. Elements of a
 * plate stay apart, each with a hidden axis of its own values, as long as no operation needs them
 * together; then they become a table over all their values, as long as it is small.
 *
 * <p>Law: in every world the result is the expression with the values of that world put in.
 */
public final class Worlds {
  private final IdentityHashMap<Tensor, Mapped> known = new IdentityHashMap<>();
  private final Position position = new Position();

  /** For expressions of these variables. */
  public Worlds(Map<? extends Tensor, Mapped> variables) {
    variables.forEach(known::put);
  }

  /** A tensor that is the same in all worlds. */
  public static Mapped plain(Tensor tensor) {
    return Mapped.plain(tensor);
  }

  /**
   * A variable in all worlds.
   *
   * @param values its values, [K, E..]
   * @param batch the batch shape in one world
   * @param plates for each plate that it stands in the batch dim, counted from the right
   */
  public static Mapped variable(String site, Tensor values, Shape batch, List<Integer> plates) {
    Shape event = values.shape().dropLeft(1);
    int k = values.size(0);
    List<Integer> at = new ArrayList<>(plates.size());
    for (int dim : plates) {
      at.add(dim - event.rank());
    }
    Shape ones = Shape.SCALAR.padLeft(batch.rank());
    return new Mapped(
        List.of(new Hidden(site, k, at)),
        batch.append(event),
        values.reshape(Shape.of(k).append(ones).append(event)));
  }

  /** Whether an expression is made with another one. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  public static boolean isIn(Tensor part, Tensor expression) {
    return Dependencies.inOrder(expression, Set.of()).stream().anyMatch(node -> node == part);
  }

  /**
   * The expression at one position of an axis, counted from the right, which gets size 1. It reads
   * no more of the variables than it needs there.
   */
  public Tensor at(Tensor expression, int axis, int index) {
    return position.at(expression, axis, index);
  }

  /** The expression in all worlds; {@link Coupled} where a table would be too large. */
  public Mapped of(Tensor expression, Limit limit) {
    @Nullable Mapped before = known.get(expression);
    if (before != null) {
      return before;
    }
    for (Tensor node : Dependencies.inOrder(expression, known.keySet())) {
      requireUninterrupted();
      if (node instanceof Symbolic.Apply apply && isAnyOther(apply.inputs())) {
        known.put(node, applied(apply, limit));
      } else {
        known.put(node, Mapped.plain(node));
      }
    }
    return get(expression);
  }

  /** A sentence where the thread has been interrupted, which stays so. */
  public static void requireUninterrupted() {
    Interrupts.require(
        "The sums over discrete sites were interrupted while they were set up; nothing was computed.");
  }

  /** Whether a node is another tensor, or several, in the worlds. */
  @SuppressWarnings("ReferenceEquality") // nodes have identity
  private static boolean isOther(Tensor node, Mapped mapped) {
    return !mapped.isPlain() || mapped.stored() != node;
  }

  private boolean isAnyOther(List<Tensor> nodes) {
    for (Tensor node : nodes) {
      if (isOther(node, get(node))) {
        return true;
      }
    }
    return false;
  }

  private Mapped get(Tensor node) {
    @Nullable Mapped mapped = known.get(node);
    return mapped == null ? Mapped.plain(node) : mapped;
  }

  private Mapped applied(Symbolic.Apply node, Limit limit) {
    Mapped[] each = new Mapped[node.inputs().size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = get(node.inputs().get(i));
    }
    List<Mapped> operands = List.of(each);
    return switch (Primitive.of(node)) {
      case Slice slice when operands.getFirst().isEachAt(slice.axis()) ->
          cut(slice, operands.getFirst(), limit);
      case Gather gather
          when operands.getFirst().isEachAt(-operands.getFirst().rank())
              && operands.get(1).stored() instanceof Dense positions
              && operands.get(1).isPlain() ->
          rows(gather, operands.getFirst(), positions, limit);
      case Primitive other -> applied(other, operands, limit);
    };
  }

  /** Some elements of a plate: no more than these are looked at together. */
  private static Mapped cut(Slice slice, Mapped operand, Limit limit) {
    if (slice.size() == 1) {
      return operand.pick(slice.axis(), slice.start());
    }
    int[] positions =
        IntStream.range(0, slice.size()).map(i -> slice.start() + i * slice.step()).toArray();
    return operand.elements(slice.axis(), positions, "slice", limit);
  }

  /** Rows of a table at known positions: no other rows are looked at. */
  private static Mapped rows(Gather gather, Mapped table, Dense positions, Limit limit) {
    double[] given = positions.toArray();
    int[] distinct = Arrays.stream(given).mapToInt(x -> (int) x).distinct().sorted().toArray();
    double[] numbers =
        Arrays.stream(given).map(x -> Arrays.binarySearch(distinct, (int) x)).toArray();
    int axis = -table.rank();
    Mapped part =
        distinct.length == 1
            ? table.pick(axis, distinct[0])
            : table.elements(axis, distinct, gather.name(), limit);
    Mapped at = Mapped.plain(Tensor.of(numbers, positions.shape()));
    return applied(gather, List.of(part, at), limit);
  }

  private static Mapped applied(Primitive primitive, List<Mapped> operands, Limit limit) {
    Rule rule = Rule.of(primitive, shapes(operands));
    List<Mapped> placed = new ArrayList<>();
    Set<Hidden> order = new LinkedHashSet<>();
    for (int k = 0; k < operands.size(); k++) {
      Mapped operand = placed(rule, k, operands.get(k), primitive, limit);
      placed.add(operand);
      order.addAll(operand.hidden());
    }
    List<Hidden> hidden = List.copyOf(order);
    Shape shape = primitive.shape(shapes(operands));
    double most = placed.isEmpty() ? 1 : 0;
    for (Mapped operand : placed) {
      most = Math.max(most, operand.visible().count());
    }
    double rows = Math.min(most, shape.count());
    limit.requireTable(primitive, hidden, Hidden.combinations(hidden), rows);
    return new Mapped(hidden, shape, rule.apply(placed, hidden));
  }

  private static List<Shape> shapes(List<Mapped> operands) {
    Shape[] shapes = new Shape[operands.size()];
    for (int i = 0; i < shapes.length; i++) {
      shapes[i] = operands.get(i).shape();
    }
    return List.of(shapes);
  }

  /** An operand whose hidden axes name the axes of the result. */
  private static Mapped placed(Rule rule, int k, Mapped operand, Primitive primitive, Limit limit) {
    if (!operand.isEach()) {
      return operand;
    }
    Mapped apart = operand;
    for (int axis : operand.eachAxes()) {
      if (rule.kept(k, axis).isEmpty()) {
        apart = apart.elements(axis, primitive.name(), limit);
      }
    }
    List<Integer> axes = apart.eachAxes();
    List<Integer> moved = axes.stream().map(axis -> rule.kept(k, axis).orElseThrow()).toList();
    List<Hidden> hidden = apart.hidden().stream().map(h -> h.moved(axes, moved)).toList();
    return apart.seenAs(hidden, apart.shape());
  }
}
