package dev.merapi.infer.subsample;

import dev.merapi.infer.codec.Codec;

/**
 * Where a chain is: the state of the kernel on ℝⁿ, and the rows it looks at.
 *
 * @param inner the state of the kernel
 * @param indices the rows, with repetition
 */
@SuppressWarnings("ArrayRecordComponent") // never changed
record Subset<S>(S inner, double[] indices) {
  static <S> Codec<Subset<S>> codec(Codec<S> inner) {
    return Codec.of(
        (state, out) -> {
          inner.write(state.inner(), out);
          out.writeDoubles(state.indices());
        },
        in -> new Subset<>(inner.read(in), in.readDoubles()));
  }
}
