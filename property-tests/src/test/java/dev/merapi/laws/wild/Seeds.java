package dev.merapi.laws.wild;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.effects.Frame;
import dev.merapi.effects.Indices;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.adapt.Windows;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.report.plot.Plots;
import dev.merapi.report.result.Results;
import dev.merapi.tensor.Index;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Objects of which calls can be made before any other. */
final class Seeds {
  private static final Key KEY = Key.of(3);

  private Seeds() {}

  /** Tensors, distributions and what they are made of. */
  static List<Object> numbers() {
    List<Object> seeds = new ArrayList<>();
    for (Specimen specimen : Specimens.all()) {
      seeds.add(specimen.distribution());
      seeds.add(specimen.distribution().support());
    }
    seeds.add(Tensor.of(1, 2, 3));
    seeds.add(Tensor.scalar(0.5));
    seeds.add(Tensor.eye(3));
    seeds.add(Symbolic.Input.of("traced", Shape.of(3)));
    seeds.add(Symbolic.Input.recorded("recorded", Tensor.of(0.5, 2, 3).dense()));
    seeds.add(Shape.of(3));
    seeds.add(Index.ALL);
    seeds.add(Index.ELLIPSIS);
    seeds.add(Index.NEW_AXIS);
    return seeds;
  }

  /** These, and programs, samplers and what they give. */
  static List<Object> all() {
    List<Object> seeds = numbers();
    seeds.addAll(models());
    Model<Tensor> model = ends();
    seeds.add(Site.latent("x", normal(0, 1)));
    seeds.add(new Frame.Vectorised("p", -1, 3, 3));
    seeds.add(new Indices("p", Tensor.arange(3), 3, -1));
    seeds.add(Condition.of("x", 0.5));
    Trace trace = Trace.run(KEY, model).trace();
    seeds.add(trace);
    seeds.addAll(trace.entries().values());
    LogDensity density = LogDensity.of(model);
    seeds.add(density);
    seeds.add(density.potential());
    seeds.add(Point.at(density.potential(), new double[density.dimension()]));
    seeds.add(new Nuts(density.potential()));
    seeds.add(Tuning.unit(density.dimension()));
    seeds.add(Metric.unit(2));
    seeds.add(Start.uniform());
    seeds.add(Windows.brief(20));
    Sampler sampler = Sampler.nuts().warmUp(20).draws(20).chains(2).threads(1);
    seeds.add(sampler);
    Posterior posterior = Posterior.sample(sampler, model, KEY);
    seeds.add(posterior);
    seeds.add(posterior.chains());
    seeds.add(posterior.chains().chains().getFirst());
    seeds.add(posterior.chains().last().getFirst());
    seeds.add(Guide.normal());
    seeds.add(TraceEnum.EXACT);
    seeds.add(Svi.of(model, Guide.normal()).steps(20));
    seeds.add(Loo.of(new double[20][3], 1));
    seeds.add(Results.of(posterior));
    seeds.add(Plots.energy(posterior));
    return seeds;
  }

  private static List<Model<Tensor>> models() {
    return List.of(
        ends(),
        pure(Tensor.scalar(1)),
        sample("z", bernoulli(0.5)),
        param("p", 0.5),
        plate("q", 3, _ -> sample("x", normal(0, 1))),
        Models.deterministic("d", Tensor.of(1, 2)));
  }

  private static Model<Tensor> ends() {
    return sample("x", normal(0, 1))
        .flatMap(
            x ->
                sample("s", halfNormal(1))
                    .flatMap(
                        s ->
                            plate(
                                "p",
                                3,
                                _ -> observe("y", normal(x, s.plus(0.1)), Tensor.of(1, 2, 0.5)))));
  }
}
