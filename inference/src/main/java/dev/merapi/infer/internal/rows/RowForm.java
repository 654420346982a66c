package dev.merapi.infer.internal.rows;

import dev.merapi.infer.internal.form.Reported;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A model of the rows of a plate, cut in two.
 *
 * @param coordinates the latent sites, all outside of the plate
 * @param outside value and gradients of what stands outside of the plate, with the Jacobians
 * @param blocks the log density of the rows of a block
 * @param reported the sites outside of the plate that a posterior tells of
 */
public record RowForm(
    Coordinates coordinates, Graph outside, BlockGraphs blocks, Reported reported) {

  /**
   * The log density: what stands outside, plus the sum over all blocks.
   *
   * @param sum from a position to log density and gradient of all rows, one behind the other; safe
   *     for many threads
   */
  public Potential potential(Function<double[], double[]> sum) {
    return new Whole(new Compiler().compile(outside), coordinates, sum);
  }

  /**
   * The log density by some of the blocks: what stands outside, plus their sum times the number of
   * all blocks for each of them.
   *
   * @param sum of some blocks, as that of {@link #potential}
   */
  public Part part(BiFunction<double[], Chosen, double[]> sum, int blocks) {
    Compiled code = new Compiler().compile(outside);
    return (chosen, position, gradient) -> {
      Chosen some = new Chosen(blocks, chosen);
      return total(code, coordinates, position, gradient, sum.apply(position, some), some.scale());
    };
  }

  /** A log density by some of the blocks; for one thread. */
  @FunctionalInterface
  public interface Part {
    /** The value; overwrites the gradient. */
    double at(int[] chosen, double[] position, double[] gradient);
  }

  private static double total(
      Compiled outside,
      Coordinates coordinates,
      double[] position,
      double[] gradient,
      double[] rows,
      double scale) {
    double[] own = RowBlock.at(outside, coordinates.sites().size(), position);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = own[i + 1] + scale * rows[i + 1];
    }
    return own[0] + scale * rows[0];
  }

  private record Whole(Compiled outside, Coordinates coordinates, Function<double[], double[]> sum)
      implements Potential {
    @Override
    public int dimension() {
      return coordinates.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      if (position.length != dimension() || gradient.length != dimension()) {
        throw coordinates.mismatch(position.length, gradient.length);
      }
      return total(outside, coordinates, position, gradient, sum.apply(position), 1);
    }

    @Override
    public Potential fork() {
      return new Whole(outside.fork(), coordinates, sum);
    }
  }
}
