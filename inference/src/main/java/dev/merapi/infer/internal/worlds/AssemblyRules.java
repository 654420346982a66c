package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Assembly;
import dev.merapi.tensor.internal.op.Concat;
import dev.merapi.tensor.internal.op.Embed;
import java.util.List;
import java.util.OptionalInt;

/** Parts put together along an axis: the other axes stay apart. */
final class AssemblyRules {
  private AssemblyRules() {}

  static Rule of(Assembly assembly, List<Shape> shapes) {
    return switch (assembly) {
      case Concat(int axis) -> new Along(assembly, axis);
      case Embed embed -> new Along(assembly, embed.axis());
      default -> new WorldByWorld(assembly);
    };
  }

  private record Along(Assembly assembly, int joined) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return axis == joined ? OptionalInt.empty() : OptionalInt.of(axis);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      return assembly.on(Alike.full(operands, order, List.of(joined)));
    }
  }
}
