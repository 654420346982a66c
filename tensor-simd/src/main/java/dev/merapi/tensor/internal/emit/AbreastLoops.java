package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.ScatterAdd;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Ref;
import dev.merapi.tensor.internal.plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the stages of a plan that several runs can go through with a lane for each: loops of cheap
 * arithmetic that gather and scatter at constant positions. A row that another loop of cheap
 * arithmetic has made of constants and numbers is made again where it is read, as long rows would
 * cost more to lay beside each other than to compute.
 */
final class AbreastLoops {
  /** The result of an operation of a stage. */
  private record Result(int stage, int id) {}

  private final Plan plan;
  private final PositionNames positions;

  /** The operations of stages with loops, by what they make, and where rows come from. */
  private final Map<Result, Operation> makers = new HashMap<>();

  private final Map<Ref.Run, Result> rows = new HashMap<>();

  private AbreastLoops(Plan plan, PositionNames positions) {
    this.plan = plan;
    this.positions = positions;
    for (int s = 0; s < plan.stages().size(); s++) {
      if (plan.stages().get(s) instanceof Stage.Tiles(_, List<Operation> operations)) {
        for (Operation operation : operations) {
          int stage = s;
          Refs.result(operation).ifPresent(id -> makers.put(new Result(stage, id), operation));
          if (operation instanceof Operation.Store(Ref.Local(int id), int line, int start)) {
            rows.put(new Ref.Run(line, start), new Result(stage, id));
          }
        }
      }
    }
  }

  /** Whether a graph scatters at all; without that it need not be planned to find no loops. */
  static boolean mayBeIn(Graph graph) {
    return graph.equations().stream()
        .anyMatch(
            line ->
                line instanceof Equation.Apply apply && apply.primitive() instanceof ScatterAdd);
  }

  /** The loops of a plan, in its order. */
  static List<AbreastLoop> of(Plan plan, PositionNames positions) {
    AbreastLoops found = new AbreastLoops(plan, positions);
    List<AbreastLoop> loops = new ArrayList<>();
    for (int s = 0; s < plan.stages().size(); s++) {
      if (plan.stages().get(s) instanceof Stage.Tiles tiles
          && tiles.operations().stream().anyMatch(Operation.Scatter.class::isInstance)) {
        found.new Builder(s, tiles).loop().filter(AbreastLoop::pays).ifPresent(loops::add);
      }
    }
    return List.copyOf(loops);
  }

  /** The stages that nothing reads any more where the loops take the place of their stages. */
  static Set<Integer> needless(Plan plan, List<AbreastLoop> loops) {
    Set<Integer> replaced = new HashSet<>(loops.stream().map(AbreastLoop::stage).toList());
    Set<Integer> read = new HashSet<>(plan.graph().outputs());
    loops.forEach(
        loop -> {
          loop.tables().forEach(table -> read.add(table.line()));
          loop.numbers().forEach(number -> read.add(number.line()));
        });
    Set<Integer> needless = new HashSet<>();
    for (int s = plan.stages().size() - 1; s >= 0; s--) {
      Stage stage = plan.stages().get(s);
      if (replaced.contains(s)) {
        continue;
      }
      if (stage instanceof Stage.Tiles(_, List<Operation> operations)
          && operations.stream().allMatch(each -> makesOnlyUnread(each, read, plan))) {
        needless.add(s);
      } else {
        read.addAll(reads(plan, stage));
      }
    }
    return Set.copyOf(needless);
  }

  private static boolean makesOnlyUnread(Operation operation, Set<Integer> read, Plan plan) {
    return switch (operation) {
      case Operation.Store store ->
          plan.arrays().get(store.line()) == store.line()
              && read.stream().noneMatch(line -> plan.arrays().get(line) == store.line());
      case Operation.Apply _, Operation.Load _ -> true;
      case Operation.MatVec _,
          Operation.Total _,
          Operation.Scatter _,
          Operation.MatVecTransposed _ ->
          false;
    };
  }

  private static Set<Integer> reads(Plan plan, Stage stage) {
    Set<Integer> lines = new HashSet<>();
    switch (stage) {
      case Stage.Call(int line) -> {
        if (plan.graph().equations().get(line) instanceof Equation.Apply apply) {
          lines.addAll(apply.inputs());
        }
      }
      case Stage.Scalars(List<Operation> operations) ->
          operations.forEach(operation -> reads(operation, lines));
      case Stage.Tiles(_, List<Operation> operations) ->
          operations.forEach(operation -> reads(operation, lines));
    }
    return lines;
  }

  private static void reads(Operation operation, Set<Integer> lines) {
    for (Ref ref : Refs.read(operation)) {
      switch (ref) {
        case Ref.Element(int line, _) -> lines.add(line);
        case Ref.Run(int line, _) -> lines.add(line);
        case Ref.Local _, Ref.Literal _ -> {}
      }
    }
    switch (operation) {
      case Operation.Load load -> lines.add(load.table());
      case Operation.MatVec product -> lines.addAll(List.of(product.matrix(), product.vector()));
      case Operation.MatVecTransposed product -> lines.add(product.matrix());
      case Operation.Apply _, Operation.Store _, Operation.Total _, Operation.Scatter _ -> {}
    }
  }

  private boolean isConstant(int line) {
    return plan.graph().equations().get(line) instanceof Equation.Constant;
  }

  /** One loop: what its sums need, each once, in the order in which it is needed. */
  private final class Builder {
    private final int stage;
    private final Stage.Tiles tiles;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Ref.Element> numbers = new ArrayList<>();
    private final Map<Result, Integer> ids = new HashMap<>();
    private boolean possible = true;

    Builder(int stage, Stage.Tiles tiles) {
      this.stage = stage;
      this.tiles = tiles;
    }

    Optional<AbreastLoop> loop() {
      for (Operation operation : tiles.operations()) {
        switch (operation) {
          case Operation.Total(Ref run, int line, int index) ->
              operations.add(new Operation.Total(ref(stage, run), line, index));
          case Operation.Scatter(Ref run, Ref at, int line, int size) -> {
            require(positions.number(at, size).isPresent() && !run.equals(at));
            operations.add(new Operation.Scatter(ref(stage, run), at, line, size));
          }
          case Operation.Apply _, Operation.Load _ -> {}
          case Operation.MatVec _, Operation.Store _, Operation.MatVecTransposed _ ->
              require(false);
        }
      }
      return possible
          ? Optional.of(AbreastLoop.of(stage, tiles.length(), operations, numbers))
          : Optional.empty();
    }

    private void require(boolean condition) {
      possible &= condition;
    }

    private Ref ref(int from, Ref ref) {
      return switch (ref) {
        case Ref.Literal literal -> literal;
        case Ref.Element element -> {
          if (!isConstant(element.line()) && !numbers.contains(element)) {
            numbers.add(element);
          }
          yield element;
        }
        case Ref.Local(int id) -> local(new Result(from, id));
        case Ref.Run run -> isConstant(run.line()) ? run : made(run);
      };
    }

    /** A row that another loop of as many rows has made, made again. */
    private Ref made(Ref.Run run) {
      Result result = rows.get(run);
      if (result != null
          && plan.stages().get(result.stage()) instanceof Stage.Tiles(int length, _)
          && length == tiles.length()) {
        return local(result);
      }
      require(false);
      return run;
    }

    private Ref local(Result result) {
      Integer known = ids.get(result);
      if (known == null) {
        Operation maker = makers.get(result);
        List<Ref> operands =
            maker == null
                ? List.of()
                : maker instanceof Operation.Apply apply
                    ? apply.operands().stream().map(each -> ref(result.stage(), each)).toList()
                    : List.of();
        int id = ids.size();
        known = id;
        ids.put(result, id);
        switch (maker) {
          case Operation.Apply apply -> {
            require(Registers.has(apply.primitive()));
            operations.add(new Operation.Apply(id, apply.primitive(), operands));
          }
          case Operation.Load load -> {
            require(positions.number(load.position(), load.size()).isPresent());
            require(!isConstant(load.table()));
            operations.add(new Operation.Load(id, load.table(), load.size(), load.position()));
          }
          case null -> require(false);
          case Operation.MatVec _,
              Operation.Store _,
              Operation.Total _,
              Operation.Scatter _,
              Operation.MatVecTransposed _ ->
              require(false);
        }
      }
      return new Ref.Local(known);
    }
  }
}
