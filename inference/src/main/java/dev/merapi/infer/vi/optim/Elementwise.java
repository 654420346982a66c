package dev.merapi.infer.vi.optim;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.List;

/** An optimiser that treats every number alike, and remembers so many numbers for each. */
interface Elementwise extends Optimiser {
  int slots();

  /**
   * Overwrites the first n directions and what is remembered of them, {@code memory[slot][i]};
   * reads the positions. The arrays are distinct, and everything begins at 0, so that the loop
   * becomes one of vectors.
   */
  void move(long step, double[] position, double[] direction, double[][] memory, int n);

  @Override
  default Rule on(List<Coordinate> parameters) {
    int n = parameters.stream().mapToInt(Coordinate::size).sum();
    return new Piecewise(n, List.of(this));
  }
}
