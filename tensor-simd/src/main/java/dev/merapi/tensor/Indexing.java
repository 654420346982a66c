package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.Arrays;
import java.util.List;

/** Choosing elements by number. */
sealed interface Indexing permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** The part at one position of the first axis, counted from the end if negative. */
  default Tensor get(int index) {
    return at(index);
  }

  /**
   * Parts along the first axis by number: shape [I.., R..] for positions [I..] and this [n, R..].
   */
  default Tensor get(Tensor positions) {
    return WORDS.gather(self(), positions);
  }

  /**
   * Sums parts by number, the adjoint of {@link #get(Tensor)}: for this [I.., R..] and positions
   * [I..], row k of the result [size, R..] is the sum of the parts whose position is k.
   */
  default Tensor scatterAdd(int size, Tensor positions) {
    return WORDS.scatterAdd(self(), positions, size);
  }

  /** The part at one position of each of the leftmost axes, counted from the end if negative. */
  default Tensor at(int... positions) {
    return at(Arrays.stream(positions).mapToObj(Index::at).toArray(Index[]::new));
  }

  /**
   * One index an axis, from the left; {@link Index#ELLIPSIS} stands for the axes that are not named
   * (at the end, where it is left out), so that {@code x.at(ELLIPSIS, i, j)} indexes from the
   * right.
   *
   * <p>Tensors as indices broadcast together, and with the axes that a leading ellipsis stands for
   * (the batch): with x of shape [B.., n, m, k], {@code x.at(ELLIPSIS, i, ALL, j)} has shape [J..,
   * m], where J is B broadcast with the shapes of i and j, and element [b, c] is x[b, i[b], c,
   * j[b]]. So a program written for numbers i and j stays right when they gain batch axes.
   */
  default Tensor at(Index... indices) {
    return Selection.select(self(), indices);
  }

  /** Parts along an axis by number: the axis is replaced by the axes of the positions. */
  default Tensor take(int axis, Tensor positions) {
    Tensor x = self();
    int from = x.shape().axis(axis);
    Tensor taken = WORDS.gather(x.moveAxis(from, 0), positions);
    int[] order = new int[taken.rank()];
    for (int i = 0; i < order.length; i++) {
      int inner = i - from;
      order[i] = inner < 0 ? positions.rank() + i : inner < positions.rank() ? inner : i;
    }
    return taken.permute(order);
  }

  /**
   * Along an axis, the element that each position names: for axis 0, y[i, j, …] = x[p[i, j, …], j,
   * …]. The positions have the rank of this tensor, and all axes but that one broadcast.
   */
  default Tensor gatherAlong(int axis, Tensor positions) {
    Tensor x = self();
    if (positions.rank() != x.rank()) {
      throw new ShapeException(
          "gatherAlong wants positions of rank %d, as the tensor of shape %s has, but their shape is %s"
              .formatted(x.rank(), x.shape(), positions.shape()));
    }
    Tensor table = x.moveAxis(axis, -1).unsqueeze(-2);
    return WORDS.gatherAt(table, List.of(positions.moveAxis(axis, -1)), 0).moveAxis(-1, axis);
  }
}
