import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The vector twin of a kernel as a class.
 *
 * @param name of the kernel
 * @param parameters of its scalar function
 * @param scalarWhere the conditions under which a block is left to that function
 * @param body the statements on vectors
 * @param result what they compute
 * @param helpers functions of one vector
 */
record LaneClass(
    String name,
    List<String> parameters,
    List<String> scalarWhere,
    List<String> body,
    String result,
    Collection<String> helpers) {

  static String lines(List<String> lines, String indent) {
    return lines.stream().map(line -> indent + line + "\n").collect(Collectors.joining());
  }

  /** The class; a kernel that others use has a function of one vector. */
  String text(boolean isUsed) {
    StringBuilder loads = new StringBuilder();
    StringBuilder arrays = new StringBuilder();
    StringBuilder passed = new StringBuilder();
    for (String p : parameters) {
      loads.append(
          "      DoubleVector %s = DoubleVector.fromArray(S, %ss, %so + at);\n".formatted(p, p, p));
      arrays.append("double[] %ss, int %so, ".formatted(p, p));
      passed.append("%ss, %so + at, ".formatted(p, p));
    }
    StringBuilder text = new StringBuilder();
    text.append(
        """
        package %s;

        import static jdk.incubator.vector.DoubleVector.broadcast;

        import jdk.incubator.vector.DoubleVector;
        import jdk.incubator.vector.LongVector;
        import jdk.incubator.vector.VectorMask;
        import jdk.incubator.vector.VectorOperators;
        import jdk.incubator.vector.VectorSpecies;

        /** The operations of {@link %sKernel#scalar}, in their order, on vectors. */
        final class %sLanes {
          private static final VectorSpecies<Double> S = Species.DOUBLES;
          private static final VectorSpecies<Long> L = Species.LONGS;

          private %sLanes() {}

        """
            .formatted(Lanes.PACKAGE, name, name, name));
    if (isUsed) {
      text.append(
          "  /** Each lane; below the 325 bytecodes that C2 inlines into other kernels. */\n"
              + "  static DoubleVector of(DoubleVector %s) {\n%s    return %s;\n  }\n\n"
                  .formatted(parameters.getFirst(), lines(body, "    "), result));
    }
    helpers.forEach(helper -> text.append(helper).append('\n'));
    text.append(
        ("  /** The whole vectors among n elements; returns how many elements they have. */\n"
                + "  static int apply(%sdouble[] out, int to, int n) {\n"
                + "    int end = S.loopBound(n);\n"
                + "    for (int at = 0; at < end; at += S.length()) {\n%s")
            .formatted(arrays, loads));
    for (String where : scalarWhere) {
      text.append(
          ("      if (%s) {\n        %sKernel.loop(%sout, to + at, S.length());\n"
                  + "        continue;\n      }\n")
              .formatted(where, name, passed));
    }
    text.append(
        isUsed
            ? "      of(%s).intoArray(out, to + at);\n".formatted(parameters.getFirst())
            : lines(body, "      ") + "      " + result + ".intoArray(out, to + at);\n");
    return text.append("    }\n    return end;\n  }\n}\n").toString();
  }
}
