package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.base.KeyWords;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions of keys. A key is a row of four words of 32 bits, the high one of each half first, each
 * a whole number in a double: keys are tensors [K.., 4]. No gradient. Kernels own their working
 * memory and allocate nothing.
 */
public non-sealed interface Random extends Primitive {
  /** Words of a key. */
  int WORDS = KeyWords.COUNT;

  /** The axes K of keys [K.., 4]; a sentence where a tensor holds no keys. */
  static Shape batch(Shape keys) {
    if (!KeyWords.isLast(keys.toArray())) {
      throw new ShapeException(KeyWords.REFUSAL.formatted(keys));
    }
    return keys.dropRight(1);
  }

  /** The first half of the key at a place of an array. */
  static long first(double[] words, int at) {
    return KeyWords.half(words, at);
  }

  /** The second half of the key at a place of an array. */
  static long second(double[] words, int at) {
    return first(words, at + 2);
  }

  /** Writes a half of a key as two words. */
  static void write(long half, double[] words, int at) {
    KeyWords.write(half, words, at);
  }

  @Override
  default @Nullable Tensor vjp(int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    return null;
  }
}
