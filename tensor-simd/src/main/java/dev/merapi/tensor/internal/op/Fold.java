package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.kernel.Threefry;
import java.util.List;

/**
 * Keys from keys [K.., 4] and counters [C.., 4], both of 32-bit words: the block of {@link
 * Threefry} of each counter under its key; K and C broadcast. Every derivation of a key is this
 * one, whatever the name or the number: these are in the counter.
 */
public record Fold() implements Random {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape keys = Random.batch(inputs.get(0));
    return Shape.broadcast(keys, Random.batch(inputs.get(1))).append(WORDS);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    Shape keys = Random.batch(inputs.get(0));
    Shape counters = Random.batch(inputs.get(1));
    Shape batch = Shape.broadcast(keys, counters);
    Broadcast plan = Broadcast.of(batch, List.of(keys, counters));
    int count = batch.count();
    long[] block = new long[2];
    return (in, out) -> {
      for (int i = 0; i < count; i++) {
        int row = i / plan.inner();
        int key = WORDS * (plan.offset(0, row) + i % plan.inner() * plan.stride(0));
        int counter = WORDS * (plan.offset(1, row) + i % plan.inner() * plan.stride(1));
        Threefry.block(
            Random.first(in[0], key),
            Random.second(in[0], key),
            Random.first(in[1], counter),
            Random.second(in[1], counter),
            block,
            0,
            1);
        Random.write(block[0], out, WORDS * i);
        Random.write(block[1], out, WORDS * i + 2);
      }
    };
  }

  @Override
  public int operands() {
    return 2;
  }
}
