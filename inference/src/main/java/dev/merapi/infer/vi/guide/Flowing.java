package dev.merapi.infer.vi.guide;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.EventAxes;
import dev.merapi.distributions.bijector.NetworkWeight;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * All free numbers of a group as the image of standard normal ones under a bijector whose weights
 * are parameters, then scale · x + loc, which starts where the sites start. The Jacobian is a
 * factor beside the draw, so a flow that is slow to invert costs no more.
 *
 * @param flow the bijectors of n numbers
 * @param width the scale to start with
 */
record Flowing(IntFunction<dev.merapi.distributions.bijector.Family<Bijector>> flow, double width)
    implements Family {
  @Override
  public Model<Drawing> begin(String prefix, Prototype group, Mode mode) {
    Vectors vectors = Vectors.of(group);
    int n = group.size();
    Site base =
        Site.latent(prefix, normal(Tensor.zeros(Shape.of(n)), Tensor.ones(Shape.of(n))).toEvent(1))
            .inferred(_ -> Infer.DEFAULT.asAuxiliary());
    return bijector(prefix, vectors.start())
        .flatMap(
            onto -> {
              Site drawn =
                  mode instanceof Mode.At(var values)
                      ? base.replayed(onto.inverse(vectors.at(values)))
                      : base;
              return Models.sample(drawn).flatMap(noise -> moved(prefix, vectors, onto, noise));
            });
  }

  private static Model<Drawing> moved(String prefix, Vectors vectors, Bijector onto, Tensor noise) {
    Bijector.Moved moved = onto.forwardMoved(noise);
    Site jacobian =
        Site.latent(prefix, normal(0, 1))
            .term(prefix + ".jacobian", moved.logAbsDetJacobian().unaryMinus())
            .inferred(infer -> infer.pathwise(true));
    return Models.sample(jacobian)
        .map(_ -> site -> Drawing.image(site, vectors.part(site, moved.value())));
  }

  /**
   * The model in the noise of the flow: standard normal numbers where the fit is perfect.
   *
   * @param program all of it, given the free numbers of the sites
   */
  Model<?> straightened(
      String prefix, Prototype group, Function<Map<String, Tensor>, Model<?>> program) {
    Vectors vectors = Vectors.of(group);
    int n = group.size();
    Site noise =
        Site.latent(prefix, normal(Tensor.zeros(Shape.of(n)), Tensor.ones(Shape.of(n))).toEvent(1));
    return bijector(prefix, vectors.start())
        .flatMap(
            onto ->
                Models.sample(noise)
                    .flatMap(
                        z -> {
                          Bijector.Moved moved = onto.forwardMoved(z);
                          Tensor change =
                              moved.logAbsDetJacobian().minus(noise.distribution().logProb(z));
                          return Models.sample(noise.term(prefix + ".density", change))
                              .flatMap(_ -> anything(program.apply(vectors.parts(moved.value()))));
                        }));
  }

  private static <A> Model<A> anything(Model<A> program) {
    return program;
  }

  private Model<Bijector> bijector(String prefix, Tensor start) {
    dev.merapi.distributions.bijector.Family<Bijector> family = flow.apply(start.size(0));
    Model<List<Tensor>> weights =
        Models.traverse(family.weights(), weight -> weight(prefix, weight));
    return weights.flatMap(
        values ->
            Models.param(prefix + ".loc", start)
                .flatMap(
                    loc ->
                        Models.param(
                                prefix + ".scale",
                                Tensor.full(start.shape(), width),
                                Constraints.positive())
                            .map(
                                scale ->
                                    Composition.of(
                                        family.at(values),
                                        new EventAxes(new Affine(loc, scale), 1)))));
  }

  private static Model<Tensor> weight(String prefix, NetworkWeight weight) {
    return Models.param(prefix + "." + weight.name(), weight::start, Constraints.real());
  }

  @Override
  public boolean hasQuantiles() {
    return false;
  }
}
