package dev.merapi.infer.vi.optim;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.List;

/** The direction made shorter, so that its Euclidean length is at most the limit. */
record ClipNorm(double limit) implements Optimiser {
  ClipNorm {
    Clip.requirePositive(limit);
  }

  @Override
  public Rule on(List<Coordinate> parameters) {
    return new Shorter(limit);
  }

  private record Shorter(double limit) implements Rule {
    @Override
    public int memory() {
      return 0;
    }

    @Override
    public void apply(long step, double[] position, double[] direction, double[] memory, int from) {
      double squares = 0;
      for (double number : direction) {
        squares += number * number;
      }
      double length = Math.sqrt(squares);
      if (length > limit) {
        double factor = limit / length;
        for (int i = 0; i < direction.length; i++) {
          direction[i] *= factor;
        }
      }
    }
  }
}
