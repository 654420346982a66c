package dev.merapi.infer.vi.optim;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.List;

/** An optimiser that treats every number alike, and remembers so many numbers for each. */
interface Elementwise extends Optimiser {
  int slots();

  /** As {@link Rule#apply}, of {@code n} numbers. */
  void move(long step, double[] position, double[] direction, double[] memory, int from, int n);

  @Override
  default Rule on(List<Coordinate> parameters) {
    int n = parameters.stream().mapToInt(Coordinate::size).sum();
    return new Rule() {
      @Override
      public int memory() {
        return slots() * n;
      }

      @Override
      public void apply(
          long step, double[] position, double[] direction, double[] memory, int from) {
        Memory.require(n, memory(), position, direction, memory, from);
        move(step, position, direction, memory, from, n);
      }
    };
  }
}
