package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Permute;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Arrays [c, s..] whose c channels are mixed by one matrix at every position of the {@code axes}
 * axes s, an invertible 1 × 1 convolution: y = P L (U + diag e^logDiagonal) x, with P the
 * permutation {@code order}, L the lower triangle of {@code lower} [.., c, c] with ones on the
 * diagonal, and U the triangle above the diagonal of {@code upper} [.., c, c]. ln |det| is the
 * number of positions times Σ logDiagonal.
 *
 * <p>Source: Kingma and Dhariwal, "Glow: generative flow with invertible 1×1 convolutions" (2018),
 * equations 9 and 10, with positive diagonals.
 */
public record ChannelMix(
    List<Integer> order, Tensor lower, Tensor upper, Tensor logDiagonal, int axes)
    implements Bijector {
  /** Copies the list. */
  public ChannelMix {
    order = List.copyOf(order);
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(Constraints.real(), 1 + axes);
  }

  @Override
  public Constraint codomain() {
    return domain();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor mixed = left().matmul(right().matmul(columns(x))).transpose();
    return new Permute(order).forward(mixed).transpose().reshape(x.shape());
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor sorted = new Permute(order).inverse(columns(y).transpose()).transpose();
    Tensor half = left().solveTriangular(sorted, true);
    return right().solveTriangular(half, false).reshape(y.shape());
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logDiagonal.sum(-1).times(x.shape().takeRight(axes).count());
  }

  /** [.., c, s..] → [.., c, positions]. */
  private Tensor columns(Tensor x) {
    int positions = x.shape().takeRight(axes).count();
    return x.reshape(x.shape().dropRight(axes).append(positions));
  }

  private Tensor left() {
    return lower.tril(-1).plus(Tensor.eye(order.size()));
  }

  private Tensor right() {
    return upper.triu(1).plus(logDiagonal.exp().diagonalMatrix());
  }
}
