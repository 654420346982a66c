package dev.merapi.laws.internal;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.internal.PlatedNaive.Assignment;
import dev.merapi.laws.internal.PlatedSpec.Kind;
import dev.merapi.laws.internal.PlatedSpec.Line;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * What summing out means under plates and masks, with continuous variables about: one target for
 * the bound, the potential of MCMC, posterior draws, modes and marginals.
 */
public final class PlatedEquations {
  private static final Key KEY = Key.of(1);

  private PlatedEquations() {}

  /** The model with its normal variables at their values. */
  private static Model<?> known(PlatedSpec spec) {
    return known(spec, Tensor.scalar(1));
  }

  /** Also with all slopes times {@code stretch}. */
  static Model<?> known(PlatedSpec spec, Tensor stretch) {
    Map<String, Tensor> values = HashMap.empty();
    for (int i = 0; i < spec.lines().size(); i++) {
      Line line = spec.lines().get(i);
      if (line.kind() == Kind.GAUSS) {
        values = values.put("x" + i, Tensor.full(line.batch(), line.at()));
      }
    }
    return new Condition(values.toJavaMap()).on(spec.toModel(stretch));
  }

  private static FactorGraph graph(Model<?> model) {
    int depth = Trace.run(KEY, Laid.out(model)).trace().depth();
    return FactorGraph.of(Trace.run(KEY, Laid.out(model, depth)).trace());
  }

  private static PlatedNaive naive(PlatedSpec spec) {
    return new PlatedNaive(spec, new double[normals(spec)]);
  }

  /** The number of normal latent numbers. */
  private static int normals(PlatedSpec spec) {
    return spec.lines().stream()
        .filter(line -> line.kind() == Kind.GAUSS)
        .mapToInt(Line::elements)
        .sum();
  }

  private static double defect(double a, double b) {
    return Math.abs(a - b) / (1 + Math.abs(a));
  }

  /** The refusal of a model whose sum is not polynomial; none where it is summed. */
  public static Option<String> refusal(PlatedSpec spec) {
    try {
      graph(known(spec)).logDensity();
      return Option.none();
    } catch (ModelException refused) {
      return Option.some(String.valueOf(refused.getMessage()));
    }
  }

  /** Log-evidence by elimination − over all assignments, relative. */
  public static double bruteForceDefect(PlatedSpec spec) {
    return defect(naive(spec).logEvidence(), graph(known(spec)).logDensity().item());
  }

  /** Log-evidence by going through all worlds of the program − over all assignments, relative. */
  public static double sequentialDefect(PlatedSpec spec) {
    var worlds = Run.run(KEY, EnumerateSequential.all(known(spec)));
    return defect(naive(spec).logEvidence(), worlds.logEvidence().item());
  }

  /** Log-evidence with the sites in one order and in another, relative. */
  public static double orderDefect(PlatedSpec spec, long seed) {
    double first = graph(known(spec)).logDensity().item();
    double other = graph(known(spec.reordered(new Random(seed)))).logDensity().item();
    return defect(first, other);
  }

  /**
   * The greatest difference between {@code scale} times the log-evidence and, under that scale, the
   * bound with an empty guide, by either treatment of scales, and the potential of MCMC.
   */
  public static double targetDefect(PlatedSpec spec, double scale) {
    double target = scale * naive(spec).logEvidence();
    Model<?> marked = new ConfigEnumerate().on(new Scale(scale).on(known(spec)));
    double bound = bound(TraceEnum.EXACT, marked, target);
    double platewise = bound(new TraceEnum(Scaling.PLATEWISE), marked, target);
    double[] at = position(spec);
    double potential =
        LogDensity.of(new Scale(scale).on(spec.toModel()))
            .potential()
            .logDensityAndGradient(at, new double[at.length]);
    return Math.max(
        defect(target, bound), Math.max(defect(target, platewise), defect(target, potential)));
  }

  /** The bound with an empty guide; where it refuses crossed plates, what it would be. */
  private static double bound(TraceEnum routine, Model<?> marked, double target) {
    try {
      return routine.elbo(marked, Models.pure(0), KEY).item();
    } catch (ModelException refused) {
      if (String.valueOf(refused.getMessage()).contains("meet in")) {
        return target;
      }
      throw refused;
    }
  }

  private static double[] position(PlatedSpec spec) {
    double[] position = new double[normals(spec)];
    int next = 0;
    for (Line line : spec.lines()) {
      for (int e = 0; line.kind() == Kind.GAUSS && e < line.elements(); e++) {
        position[next++] = line.at();
      }
    }
    return position;
  }

  /** The greatest difference of the potential's gradient from a difference quotient. */
  public static double gradientDefect(PlatedSpec spec, double scale) {
    double[] at = position(spec);
    double[] gradient = new double[at.length];
    LogDensity.of(new Scale(scale).on(spec.toModel()))
        .potential()
        .logDensityAndGradient(at, gradient);
    double greatest = 0;
    double h = 1e-5;
    for (int i = 0; i < at.length; i++) {
      double[] shift = new double[at.length];
      shift[i] = h;
      double up = new PlatedNaive(spec, shift).logEvidence();
      shift[i] = -h;
      double down = new PlatedNaive(spec, shift).logEvidence();
      greatest = Math.max(greatest, defect(scale * (up - down) / (2 * h), gradient[i]));
    }
    return greatest;
  }

  /** The greatest difference of a marginal probability from that over all assignments. */
  public static double marginalDefect(PlatedSpec spec, double scale) {
    var marginals = InferDiscrete.marginals(new Scale(scale).on(known(spec)), KEY);
    List<Assignment> all = naive(spec).all();
    double evidence = naive(spec).logEvidence();
    double greatest = 0;
    for (int i = 0; i < spec.lines().size(); i++) {
      Line line = spec.lines().get(i);
      int k = line.kind().count();
      if (k > 0) {
        double[] expected = new double[line.elements() * k];
        for (Assignment each : all) {
          double probability = Math.exp(each.logWeight() - evidence);
          for (int e = 0; e < line.elements(); e++) {
            expected[e * k + (int) each.values().get(i)[e]] += probability;
          }
        }
        double[] found = Objects.requireNonNull(marginals.get("x" + i)).toArray();
        for (int j = 0; j < expected.length; j++) {
          greatest = Math.max(greatest, Math.abs(expected[j] - found[j]));
        }
      }
    }
    return greatest;
  }

  /** The log-weight of the joint mode under the greatest of all, relative. */
  public static double modeDefect(PlatedSpec spec, double scale) {
    var mode = InferDiscrete.mode(new Scale(scale).on(known(spec)), KEY);
    double best = naive(spec).all().stream().mapToDouble(Assignment::logWeight).max().getAsDouble();
    return defect(best, logWeight(spec, mode));
  }

  /**
   * The mean log-weight of {@code n} joint draws, in standard errors from its expectation. Draws
   * from products of marginals, or from a scaled or differently masked target, have another mean.
   */
  public static double drawDefect(PlatedSpec spec, double scale, int n) {
    double evidence = naive(spec).logEvidence();
    double mean = 0;
    double square = 0;
    for (Assignment each : naive(spec).all()) {
      double probability = Math.exp(each.logWeight() - evidence);
      mean += probability * each.logWeight();
      square += probability * each.logWeight() * each.logWeight();
    }
    double variance = Math.max(0, square - mean * mean);
    Model<?> model = new Scale(scale).on(known(spec));
    double total = 0;
    FactorGraph graph = graph(model);
    for (int i = 0; i < n; i++) {
      total += logWeight(spec, graph.draw(KEY.fold(i)).toJavaMap());
    }
    return Math.abs(total / n - mean) / (Math.sqrt(variance / n) + 1e-9);
  }

  /** The log-weight of the assignment that gives the discrete sites these values. */
  private static double logWeight(PlatedSpec spec, java.util.Map<String, Tensor> values) {
    List<double[]> wanted = new ArrayList<>();
    for (int i = 0; i < spec.lines().size(); i++) {
      Tensor value = values.get("x" + i);
      wanted.add(value == null ? new double[0] : value.toArray());
    }
    return naive(spec).logWeight(wanted);
  }
}
