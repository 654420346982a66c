package dev.merapi.tensor.internal.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A copy has the element of each position in turn, whatever the strides. */
class LayoutLaws {
  /** One axis: its size, and a stride that may repeat, go backwards, or leave gaps. */
  record Axis(int size, int stride) {}

  @Provide
  Arbitrary<List<Axis>> axes() {
    Arbitrary<Integer> size =
        Arbitraries.frequency(Tuple.of(1, 0), Tuple.of(8, 1), Tuple.of(30, 3), Tuple.of(3, 20));
    Arbitrary<Integer> stride = Arbitraries.of(0, 1, 2, 3, 6, 9, 20, 60, -1, -3);
    return Combinators.combine(size, stride).as(Axis::new).list().ofMaxSize(5);
  }

  @Property
  void aCopyHasEachElementInTurn(@ForAll("axes") List<Axis> axes) {
    int[] sizes = axes.stream().mapToInt(Axis::size).toArray();
    int[] strides = axes.stream().mapToInt(Axis::stride).toArray();
    int first = axes.stream().mapToInt(a -> Math.max(0, -a.stride() * (a.size() - 1))).sum();
    int last = axes.stream().mapToInt(a -> Math.max(0, a.stride() * (a.size() - 1))).sum();
    double[] source = new double[first + last + 1];
    for (int i = 0; i < source.length; i++) {
      source[i] = i;
    }
    Layout layout = Layout.of(first, strides, sizes);
    double[] expected = elements(layout, source);
    double[] copied = new double[expected.length];
    layout.copy(source, copied);
    assertArrayEquals(expected, copied);
    double[] unmerged = new double[expected.length];
    layout.copy(source, unmerged, new int[sizes.length]);
    assertArrayEquals(expected, unmerged);
  }

  @Example
  void whatOneStrideDescribesIsOneAxis() {
    assertEquals(1, Layout.rowMajor(4, 1, 5, 6).merged().rank());
    assertEquals(0, Layout.rowMajor(1, 1).merged().rank());
    assertEquals(2, Layout.of(0, new int[] {40, 6, 2}, new int[] {4, 5, 3}).merged().rank());
  }

  private static double[] elements(Layout layout, double[] source) {
    double[] elements = new double[layout.count()];
    int[] index = new int[layout.rank()];
    for (int i = 0; i < elements.length; i++) {
      int rest = i;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis] = rest % layout.size(axis);
        rest /= layout.size(axis);
      }
      elements[i] = source[layout.position(index)];
    }
    return elements;
  }
}
