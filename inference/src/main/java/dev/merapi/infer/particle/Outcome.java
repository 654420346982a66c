package dev.merapi.infer.particle;

import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What programs return: tensors, plain values, and lists and maps of them. */
final class Outcome {
  private Outcome() {}

  /** The tensors in a value, in order. */
  static List<Tensor> tensors(Object value) {
    List<Tensor> found = new ArrayList<>();
    var _ =
        changed(
            value,
            tensor -> {
              found.add(tensor);
              return tensor;
            });
    return found;
  }

  /** The value with other tensors of the same shapes in it. */
  @SuppressWarnings("unchecked") // lists of lists, maps of maps, tensors of tensors
  static <A> A with(A value, UnaryOperator<Tensor> change) {
    return (A) changed(value, change);
  }

  private static Object changed(Object value, UnaryOperator<Tensor> change) {
    return switch (value) {
      case Tensor tensor -> change.apply(tensor);
      case List<?> list -> list.stream().map(each -> changed(each, change)).toList();
      case Map<?, ?> map -> {
        Map<Object, Object> changed = new LinkedHashMap<>();
        map.forEach((name, each) -> changed.put(name, changed(each, change)));
        yield changed;
      }
      case Number number -> number;
      case String text -> text;
      case Boolean truth -> truth;
      default ->
          throw new UntracedException(
              "A %s may hold tensors that cannot be seen.".formatted(value.getClass().getName()));
    };
  }
}
