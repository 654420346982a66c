package dev.merapi.tensor;

import dev.merapi.tensor.op.Gather;

/** Choosing elements by number. */
public sealed interface Indexing permits Tensor {

  /** This tensor. */
  Tensor self();

  /** The part at one position of the first axis, counted from the end if negative. */
  default Tensor get(int index) {
    Tensor x = self();
    if (x.rank() == 0) {
      throw new ShapeException("A tensor of shape [] has no axis to index");
    }
    int position = index < 0 ? index + x.size(0) : index;
    return x.slice(0, position, position + 1).reshape(x.shape().dropLeft(1));
  }

  /** Parts along the first axis by number: shape [I.., R..] for positions [I..] and this [n, R..]. */
  default Tensor get(Tensor positions) {
    return new Gather().on(self(), positions);
  }
}
