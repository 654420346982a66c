package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Trees;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.internal.special.GreatestTree;
import dev.merapi.distributions.internal.special.SpanningTreeDraw;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * Trees that span V vertices, each with a probability proportional to the product of e^(logit) over
 * its edges. edgeLogits has shape [.., V(V − 1)/2], with edge (a, b), a &lt; b, at place a + b(b −
 * 1)/2; events are arrays [V − 1, 2] of edges in that order. For up to 7 vertices all trees can be
 * listed.
 *
 * <p>The constant is a determinant (Kirchhoff's theorem), computed without subtraction: a vertex
 * with weights wᵢ and sum s is taken out, which leaves the factor s and adds wᵢ wⱼ/s to the weight
 * of each edge (i, j) that is left. Draws are exact.
 *
 * <p>Source: Chaiken and Kleitman, "Matrix tree theorems" (1978), theorem 1; the elimination is
 * that of Grassmann, Taksar and Heyman (1985).
 */
public record SpanningTree(Tensor edgeLogits, int vertices, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public SpanningTree {
    parameters(edgeLogits).check(batchShape);
  }

  /**
   * Trees that span V vertices, by the logits of their edges [.., V(V − 1)/2].
   *
   * @throws dev.merapi.tensor.ShapeException if the logits are not one for each pair of vertices
   */
  @Factory(value = "spanningTree", arrays = "edgeLogits")
  public static SpanningTree ofLogits(Tensor edgeLogits) {
    Shape batch = parameters(edgeLogits).shape();
    int edges = edgeLogits.size(-1);
    int vertices = (int) Math.round((1 + Math.sqrt(1 + 8.0 * edges)) / 2);
    if (vertices < 2 || vertices * (vertices - 1) / 2 != edges) {
      throw new ShapeException(
          "SpanningTree wants a logit for each pair of V vertices, so 1, 3, 6, 10, … of them, but edgeLogits has shape %s"
              .formatted(edgeLogits.shape()));
    }
    return new SpanningTree(edgeLogits, vertices, batch);
  }

  private static Parameters parameters(Tensor edgeLogits) {
    return Parameters.of("SpanningTree").with("edgeLogits", edgeLogits, Constraints.realVector());
  }

  @Override
  public Parameters parameters() {
    return parameters(edgeLogits);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(vertices - 1, 2);
  }

  @Override
  public Constraint support() {
    return new Trees(vertices);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor logits = edgeLogits.expand(rows.append(edgeLogits.size(-1)));
    return new SpanningTreeDraw(vertices).on(logits, Noise.uniform(key, rows));
  }

  /** Logits are taken relative to the greatest: every tree has equally many edges. */
  @Override
  public Tensor logDensity(Tensor value) {
    Tensor relative = edgeLogits.minus(Terms.detached(edgeLogits.max(-1)).unsqueeze(-1));
    Tensor chosen = LastAxis.choose(relative.unsqueeze(-2), Trees.place(value)).sum(-1);
    return chosen.minus(logConstant(relative));
  }

  private Tensor logConstant(Tensor logits) {
    Tensor names = Tensor.arange(vertices);
    Tensor high = names.maximum(names.unsqueeze(-1));
    Tensor low = names.minimum(names.unsqueeze(-1));
    Tensor place = low.plus(high.times(high.minus(1)).times(0.5));
    Tensor inside = Tensor.where(low.eq(high), Tensor.scalar(0), place);
    Tensor weight = LastAxis.choose(logits.unsqueeze(-2).unsqueeze(-2), inside);
    Tensor total = Tensor.scalar(0);
    for (int k = vertices - 1; k > 0; k--) {
      Tensor last = weight.slice(-2, k, k + 1).squeeze(-2).slice(-1, 0, k);
      Tensor sum = last.logSumExp(-1);
      Tensor through = last.unsqueeze(-1).plus(last.unsqueeze(-2));
      Tensor added = through.minus(sum.unsqueeze(-1).unsqueeze(-1));
      weight = weight.slice(-1, 0, k).slice(-2, 0, k).logAddExp(added);
      total = total.plus(sum);
    }
    return total;
  }

  @Override
  public Tensor mode() {
    Tensor logits = edgeLogits.expand(batchShape.append(edgeLogits.size(-1)));
    return new GreatestTree(vertices).on(logits);
  }

  @Override
  public SpanningTree expand(Shape batchShape) {
    return Parameters.checked(() -> new SpanningTree(edgeLogits, vertices, batchShape));
  }
}
