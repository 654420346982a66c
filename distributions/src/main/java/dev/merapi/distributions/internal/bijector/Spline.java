package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * A monotone piecewise rational-quadratic map of [−bound, bound] onto itself, the identity outside:
 * K bins whose widths and heights are the softmax of {@code widths} and {@code heights} [.., K],
 * with slopes softplus({@code slopes}) [.., K − 1] at the inner knots and 1 at the ends.
 *
 * <p>Source: Durkan, Bekasov, Murray and Papamakarios, "Neural spline flows" (2019), equations 4 to
 * 8.
 */
public record Spline(Tensor widths, Tensor heights, Tensor slopes, double bound)
    implements Bijector {
  /** No bin is narrower than this part of the whole. */
  private static final double LEAST = 1e-3;

  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  /** One bin for each element: its left lower corner, its size, and the slopes at its ends. */
  private record Bin(Tensor x, Tensor y, Tensor width, Tensor height, Tensor left, Tensor right) {
    Tensor mean() {
      return height.div(width);
    }

    /** 2·mean slope less than the sum of the slopes at the ends. */
    Tensor bend() {
      return left.plus(right).minus(mean().times(2));
    }
  }

  private Tensor sizes(Tensor raw) {
    int k = raw.size(-1);
    return raw.softmax(-1).times(1 - LEAST * k).plus(LEAST).times(2 * bound);
  }

  private Bin bin(Tensor at, boolean byHeight) {
    Tensor width = sizes(widths);
    Tensor height = sizes(heights);
    Tensor x = width.cumsum(-1).minus(width).minus(bound);
    Tensor y = height.cumsum(-1).minus(height).minus(bound);
    Tensor inner = slopes.softplus();
    Tensor one = Tensor.ones(inner.shape().with(-1, 1));
    Tensor left = Tensor.concat(-1, one, inner);
    Tensor right = Tensor.concat(-1, inner, one);
    int k = width.size(-1);
    Tensor knots = (byHeight ? y : x).slice(-1, 1, k);
    Tensor index = at.unsqueeze(-1).ge(knots).sum(-1).unsqueeze(-1);
    Tensor chosen = Tensor.arange(k).eq(index);
    return new Bin(
        pick(chosen, x),
        pick(chosen, y),
        pick(chosen, width),
        pick(chosen, height),
        pick(chosen, left),
        pick(chosen, right));
  }

  private static Tensor pick(Tensor chosen, Tensor table) {
    return chosen.times(table).sum(-1);
  }

  private Tensor inside(Tensor x) {
    return x.abs().lt(bound);
  }

  @Override
  public Tensor forward(Tensor x) {
    Bin bin = bin(x, false);
    Tensor t = Tensor.where(inside(x), x.minus(bin.x()).div(bin.width()), Tensor.scalar(0.5));
    Tensor product = t.minus(t.square());
    Tensor top = bin.mean().times(t.square()).plus(bin.left().times(product));
    Tensor ratio = top.div(bin.mean().plus(bin.bend().times(product)));
    return Tensor.where(inside(x), bin.y().plus(bin.height().times(ratio)), x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Bin bin = bin(y, true);
    Tensor part = Tensor.where(inside(y), y.minus(bin.y()), bin.height().times(0.5));
    Tensor bent = part.times(bin.bend());
    Tensor a = bin.height().times(bin.mean().minus(bin.left())).plus(bent);
    Tensor b = bin.height().times(bin.left()).minus(bent);
    Tensor c = bin.mean().times(part).unaryMinus();
    Tensor root = b.square().minus(a.times(c).times(4)).sqrt();
    Tensor t = c.times(2).div(b.plus(root).unaryMinus());
    return Tensor.where(inside(y), bin.x().plus(t.times(bin.width())), y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Bin bin = bin(x, false);
    Tensor t = Tensor.where(inside(x), x.minus(bin.x()).div(bin.width()), Tensor.scalar(0.5));
    Tensor rest = t.unaryMinus().plus(1);
    Tensor ends = bin.right().times(t.square()).plus(bin.left().times(rest.square()));
    Tensor top = ends.plus(bin.mean().times(t.times(rest)).times(2));
    Tensor below = bin.mean().plus(bin.bend().times(t.times(rest)));
    Tensor log = bin.mean().log().times(2).plus(top.log()).minus(below.log().times(2));
    return Tensor.where(inside(x), log, Tensor.scalar(0));
  }
}
