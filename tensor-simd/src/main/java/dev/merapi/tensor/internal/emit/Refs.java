package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Ref;
import java.util.List;
import java.util.OptionalInt;

/** What operations read and make. */
final class Refs {
  private Refs() {}

  static List<Ref> read(Operation operation) {
    return switch (operation) {
      case Operation.Apply apply -> apply.operands();
      case Operation.Load load -> List.of(load.position());
      case Operation.MatVec product -> List.of();
      case Operation.Store store -> List.of(store.value());
      case Operation.Total total -> List.of(total.run());
      case Operation.Scatter scatter -> List.of(scatter.run(), scatter.positions());
      case Operation.MatVecTransposed product -> List.of(product.run());
    };
  }

  static OptionalInt result(Operation operation) {
    return switch (operation) {
      case Operation.Apply apply -> OptionalInt.of(apply.id());
      case Operation.Load load -> OptionalInt.of(load.id());
      case Operation.MatVec product -> OptionalInt.of(product.id());
      case Operation.Store store -> OptionalInt.empty();
      case Operation.Total total -> OptionalInt.empty();
      case Operation.Scatter scatter -> OptionalInt.empty();
      case Operation.MatVecTransposed product -> OptionalInt.empty();
    };
  }
}
