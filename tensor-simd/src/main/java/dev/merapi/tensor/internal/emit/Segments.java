package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.op.*;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The body of a tile loop in segments: inner loops of at most {@value #LOOP} cheap operations,
 * which C2 unrolls and vectorises, and single library kernels in between; or, where something is
 * scattered, one loop over all. A value that leaves its segment lies in the array where it is
 * stored, or in a tile buffer.
 */
final class Segments {
  private static final int LOOP = 24;

  /**
   * Where a run lies: from {@code start} on in the array of a line, or, with line −1, in tile
   * buffer {@code start}.
   */
  record Place(int line, int start) {
    static Place tile(int index) {
      return new Place(-1, index);
    }
  }

  private final List<List<Operation>> segments = new ArrayList<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final Map<Integer, Integer> levels = new HashMap<>();
  private final Map<Integer, Operation> makers = new HashMap<>();
  private int buffers;

  /**
   * The segments of operations.
   *
   * @param sumsLast whether what adds to sums comes behind all else
   */
  Segments(List<Operation> operations, boolean sumsLast) {
    TreeMap<Integer, List<Operation>> loops = new TreeMap<>();
    TreeMap<Integer, List<Operation>> steps = new TreeMap<>();
    List<Operation> rest = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Store(Ref.Local(int id), int line, int start)
          && !places.containsKey(id)) {
        places.put(id, new Place(line, start));
      } else {
        rest.add(operation);
      }
    }
    if (!sumsLast && isOneLoop(rest)) {
      List<Operation> loop = new ArrayList<>(rest.stream().filter(Segments::isCheap).toList());
      loop.addAll(rest.stream().filter(Segments::isSum).toList());
      segments.add(List.copyOf(loop));
      return;
    }
    for (Operation operation : rest) {
      int level = sumsLast && isSum(operation) ? Integer.MAX_VALUE : level(operation);
      (isCheap(operation) ? loops : steps)
          .computeIfAbsent(level, key -> new ArrayList<>())
          .add(operation);
      Refs.result(operation)
          .ifPresent(
              id -> {
                levels.put(id, level);
                makers.put(id, operation);
              });
    }
    Set<Integer> all = new HashSet<>(loops.keySet());
    all.addAll(steps.keySet());
    for (int level : all.stream().sorted().toList()) {
      List<Operation> loop = loops.getOrDefault(level, List.of());
      for (int from = 0; from < loop.size(); from += LOOP) {
        segments.add(List.copyOf(loop.subList(from, Math.min(from + LOOP, loop.size()))));
      }
      steps.getOrDefault(level, List.of()).forEach(step -> segments.add(List.of(step)));
    }
    assignBuffers();
  }

  /**
   * Whether all is one loop, number by number: what scatters, or gathers and adds up, is scalar
   * code in any case, so that buffers between its parts only cost.
   */
  private static boolean isOneLoop(List<Operation> operations) {
    return operations.size() <= LOOP
        && operations.stream().anyMatch(Segments::isCheap)
        && operations.stream().anyMatch(Operation.Scatter.class::isInstance)
        && operations.stream()
            .allMatch(
                operation ->
                    isCheap(operation)
                        || operation instanceof Operation.Total
                        || operation instanceof Operation.Scatter);
  }

  List<List<Operation>> all() {
    return segments;
  }

  /** How many tile buffers are in use at once. */
  int buffers() {
    return buffers;
  }

  /**
   * Where a result lies for other segments; absent where it lives in a local variable of its own
   * loop only.
   */
  Map<Integer, Place> places() {
    return places;
  }

  private int level(Operation operation) {
    int level = 0;
    for (Ref ref : Refs.read(operation)) {
      if (ref instanceof Ref.Local(int id)) {
        Operation maker = makers.get(id);
        boolean together = maker != null && isCheap(maker) && isCheap(operation);
        level = Math.max(level, levels.getOrDefault(id, 0) + (together ? 0 : 1));
      }
    }
    return level;
  }

  /**
   * Gives every value that leaves its segment a buffer, and takes it back after the last segment
   * that reads it.
   */
  private void assignBuffers() {
    Map<Integer, Integer> lastRead = new HashMap<>();
    Map<Integer, Integer> made = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      for (Operation operation : segments.get(i)) {
        int segment = i;
        Refs.result(operation).ifPresent(id -> made.put(id, segment));
        for (Ref ref : Refs.read(operation)) {
          if (ref instanceof Ref.Local(int id)) {
            lastRead.put(id, i);
          }
        }
      }
    }
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      List<Integer> released = new ArrayList<>();
      for (Operation operation : segments.get(i)) {
        int segment = i;
        Refs.result(operation)
            .ifPresent(
                id -> {
                  boolean leaves =
                      lastRead.getOrDefault(id, segment) > segment || !isCheap(operation);
                  if (leaves && !places.containsKey(id)) {
                    places.put(id, Place.tile(free.isEmpty() ? buffers++ : free.removeLast()));
                  }
                });
      }
      for (Map.Entry<Integer, Integer> read : lastRead.entrySet()) {
        Place place = places.get(read.getKey());
        if (read.getValue() == i
            && place != null
            && place.line() < 0
            && made.get(read.getKey()) != null) {
          released.add(place.start());
        }
      }
      free.addAll(released);
    }
  }

  /** Whether an operation adds to what the tiles before it have left. */
  static boolean isSum(Operation operation) {
    return switch (operation) {
      case Operation.Total _, Operation.Scatter _, Operation.MatVecTransposed _ -> true;
      case Operation.Apply _, Operation.Load _, Operation.MatVec _, Operation.Store _ -> false;
    };
  }

  /**
   * Whether an operation is a few machine instructions, better fused into a loop with others than
   * run by a loop of its own.
   */
  static boolean isCheap(Operation operation) {
    return switch (operation) {
      case Operation.Load load -> true;
      case Operation.Store store -> true;
      case Operation.Apply apply ->
          isCheap(apply.primitive())
              || apply.operands().stream().anyMatch(Ref.Literal.class::isInstance)
              || apply.operands().stream().allMatch(Ref.Element.class::isInstance);
      case Operation.MatVec product -> false;
      case Operation.Total total -> false;
      case Operation.Scatter scatter -> false;
      case Operation.MatVecTransposed product -> false;
    };
  }

  private static boolean isCheap(Elementwise primitive) {
    return switch (primitive) {
      case Add _, Subtract _, Multiply _, Divide _, Neg _, Square _, Reciprocal _, Sqrt _, Abs _ ->
          true;
      case Sign _, Finite _, Not _, IsNan _, Floor _, Ceil _, Round _, Minimum _, Maximum _ -> true;
      case Equal _, NotEqual _, Less _, LessOrEqual _, And _, Or _, Where _ -> true;
      default -> false;
    };
  }
}
