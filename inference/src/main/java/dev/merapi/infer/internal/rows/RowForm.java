package dev.merapi.infer.internal.rows;

import dev.merapi.infer.internal.form.Reported;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
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
    return new Summed(new Compiler().compile(outside), coordinates, sum);
  }

  private record Summed(Compiled outside, Coordinates coordinates, Function<double[], double[]> sum)
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
      double[] own = RowBlock.at(outside, coordinates.sites().size(), position);
      double[] rows = sum.apply(position);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = own[i + 1] + rows[i + 1];
      }
      return own[0] + rows[0];
    }

    @Override
    public Potential fork() {
      return new Summed(outside.fork(), coordinates, sum);
    }
  }
}
