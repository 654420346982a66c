package dev.merapi.laws.internal;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.World;
import dev.merapi.effects.enumerate.Worlds;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.ModelSpec;
import dev.merapi.laws.ModelSpec.Style;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/** What summing out means, on models whose latent variables are all discrete. */
public final class EliminationEquations {
  private static final Key KEY = Key.of(1);

  private EliminationEquations() {}

  private static FactorGraph graph(Model<?> model) {
    int depth = Trace.run(KEY, Laid.out(model)).trace().depth();
    return FactorGraph.of(Trace.run(KEY, Laid.out(model, depth)).trace());
  }

  private static Worlds<?> worlds(ModelSpec spec) {
    return Run.run(KEY, EnumerateSequential.all(spec.toModel()));
  }

  private static double defect(double a, double b) {
    return Math.abs(a - b) / (1 + Math.abs(a));
  }

  /** Log-evidence by elimination − by going through all worlds, relative. */
  public static double worldsDefect(ModelSpec spec) {
    double exact = worlds(spec).logEvidence().item();
    return defect(exact, graph(spec.toModel()).logDensity().item());
  }

  /** Log-evidence with plates − with the loops written out, relative. */
  public static double loopDefect(ModelSpec spec) {
    double loop = graph(spec.toModel(Style.UNROLLED)).logDensity().item();
    return defect(loop, graph(spec.toModel()).logDensity().item());
  }

  /**
   * The greatest difference between the bound with an empty guide, the potential of MCMC and the
   * eliminated density, all of the model under a scale, and {@code scale} times the log-evidence.
   */
  public static double targetDefect(ModelSpec spec, double scale) {
    Model<?> scaled = new Scale(scale).on(spec.toModel());
    double target = scale * worlds(spec).logEvidence().item();
    double bound =
        TraceEnum.EXACT.elbo(new ConfigEnumerate().on(scaled), Models.pure(0), KEY).item();
    double potential =
        LogDensity.of(scaled).potential().logDensityAndGradient(new double[0], new double[0]);
    double graph = graph(scaled).logDensity().item();
    return Math.max(
        defect(target, bound), Math.max(defect(target, potential), defect(target, graph)));
  }

  /** The greatest difference of a marginal mean from that over all worlds. */
  public static double marginalDefect(ModelSpec spec) {
    Worlds<?> worlds = worlds(spec);
    Tensor evidence = worlds.logEvidence();
    double[] greatest = {0};
    graph(spec.toModel())
        .marginals()
        .forEach(
            (site, probabilities) -> {
              Tensor mean = probabilities.times(Tensor.arange(probabilities.size(-1))).sum(-1);
              for (World<?> world : worlds.all()) {
                Tensor weight = world.logWeight().minus(evidence).exp();
                mean = mean.minus(world.trace().value(site).times(weight));
              }
              greatest[0] = Math.max(greatest[0], mean.abs().max().item());
            });
    return greatest[0];
  }
}
