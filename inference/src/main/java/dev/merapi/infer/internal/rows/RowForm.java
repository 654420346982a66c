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
 * @param coordinates the latent sites: those outside of the plate, then those of the rows
 * @param outside value and gradients of what stands outside of the plate, with the Jacobians
 * @param blocks the log density of the rows of a block
 * @param reported the sites that a posterior tells of
 * @param slices where a block finds its numbers in a position
 */
public record RowForm(
    Coordinates coordinates, Graph outside, BlockGraphs blocks, Reported reported, Slices slices) {

  /**
   * The log density: what stands outside, plus the sum over all blocks.
   *
   * @param sum from a position to log density and gradient of all rows, one behind the other; safe
   *     for many threads
   */
  public Potential potential(Function<double[], double[]> sum) {
    return new Whole(new Compiler().compile(outside), outside.inputs().size(), coordinates, sum);
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
      return total(
          code,
          outside.inputs().size(),
          position,
          gradient,
          sum.apply(position, some),
          some.scale());
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
      int sites,
      double[] position,
      double[] gradient,
      double[] rows,
      double scale) {
    double[] own = RowBlock.at(outside, sites, position);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (i + 1 < own.length ? own[i + 1] : 0) + scale * rows[i + 1];
    }
    return own[0] + scale * rows[0];
  }

  private record Whole(
      Compiled outside, int sites, Coordinates coordinates, Function<double[], double[]> sum)
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
      return total(outside, sites, position, gradient, sum.apply(position), 1);
    }

    @Override
    public Potential fork() {
      return new Whole(outside.fork(), sites, coordinates, sum);
    }
  }
}
