import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code t[i, ELLIPSIS, 0..2]}: up to three indices, each a number, a range or an {@code Index}, in
 * all combinations that {@code Tensor} does not have itself.
 */
final class KotlinSlices {
  private static final int MOST = 3;
  private static final List<String> TYPES = List.of("Int", "IntProgression", "Index");

  private KotlinSlices() {}

  /** The text of the file. */
  static String text() {
    List<List<String>> all = new ArrayList<>();
    all.add(List.of("IntProgression"));
    all.add(List.of("Index"));
    for (int n = 2; n <= MOST; n++) {
      all.addAll(combinations(n));
    }
    return """
        // Written by tools/generate/KotlinSources.java.
        package dev.merapi.kotlin

        import dev.merapi.tensor.Index
        import dev.merapi.tensor.Tensor

        %s"""
        .formatted(all.stream().map(KotlinSlices::function).collect(Collectors.joining("\n")));
  }

  private static List<List<String>> combinations(int n) {
    List<List<String>> all = List.of(List.of());
    for (int i = 0; i < n; i++) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> types : all) {
        for (String type : TYPES) {
          List<String> one = new ArrayList<>(types);
          one.add(type);
          longer.add(one);
        }
      }
      all = longer;
    }
    return all;
  }

  private static String function(List<String> types) {
    List<String> declared = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = "i" + (i + 1);
      declared.add(name + ": " + types.get(i));
      passed.add(types.get(i).equals("Index") ? name : name + ".toIndex()");
    }
    return """
        /** The part at %s; see [Tensor.at]. */
        public operator fun Tensor.get(%s): Tensor = at(%s)
        """
        .formatted(
            types.size() == 1
                ? "these positions of the first axis"
                : "one index an axis, from the left",
            String.join(", ", declared),
            String.join(", ", passed));
  }
}
