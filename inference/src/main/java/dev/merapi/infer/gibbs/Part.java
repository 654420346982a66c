package dev.merapi.infer.gibbs;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** A block made ready: it moves its sites, given the values of all. For one thread. */
interface Part {
  /** What is learnt where nothing is. */
  Object NOTHING = "nothing";

  /** New values, of its sites alone, and what it has learnt. */
  record Move(Map<String, Tensor> values, Object learnt) {}

  /** The move from these values. */
  Move move(Key key, Map<String, Tensor> values, Object learnt);

  /** How many steps it still learns. */
  default long warmUpLeft(Object learnt) {
    return 0;
  }

  /** What is learnt before the first step. */
  default Object begin(Key key, Map<String, Tensor> values) {
    return NOTHING;
  }

  /** Writes what was learnt. */
  default void write(Object learnt, Encoder out) {}

  /** Reads what was learnt. */
  default Object read(Decoder in) {
    return NOTHING;
  }
}
