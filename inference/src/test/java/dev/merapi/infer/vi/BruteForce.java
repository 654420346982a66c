package dev.merapi.infer.vi;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A bound and its gradient by going through everything that a guide may draw, one run after the
 * other: each switch is 0 or 1, the noise of each number one of the nodes of the trapezoidal rule.
 */
final class BruteForce {
  private static final int NODES = 11;
  private static final double STEP = 1.1;
  private static final Key KEY = Key.of(5);

  private final Map<String, Symbolic.Input> parameters = new LinkedHashMap<>();
  private final List<double[]> chances = new ArrayList<>();
  private final List<double[]> logWeights = new ArrayList<>();

  /** At these values of the parameters, whose order is that of the gradient. */
  BruteForce(Bound bound) {
    for (String name : bound.parameters()) {
      Tensor start = bound.start().get(name);
      parameters.put(name, Symbolic.Input.recorded(name, start.dense()));
    }
  }

  /** Goes through all runs of a pair that has this chance. */
  void add(Model<?> model, Model<?> guide, double chance) {
    var _ =
        Settings.current()
            .validation(false)
            .in(
                () -> {
                  Trace first = run(guide, Map.of());
                  Map<String, Shape> shapes = new LinkedHashMap<>();
                  for (Entry.Sampled entry : first.latents()) {
                    shapes.put(entry.name(), entry.value().shape());
                  }
                  for (Map<String, double[]> choice : choices(first)) {
                    add(model, guide, shapes, choice, chance);
                  }
                  return 0;
                });
  }

  private Trace run(Model<?> program, Map<String, Tensor> values) {
    Map<String, Tensor> known = new LinkedHashMap<>(parameters);
    known.putAll(values);
    return Trace.run(KEY, new Substitute(known).on(program)).trace();
  }

  private static List<Map<String, double[]>> choices(Trace trace) {
    List<Map<String, double[]>> all = new ArrayList<>(List.of(new LinkedHashMap<>()));
    for (Entry.Sampled entry : trace.latents()) {
      if (entry.site().isIndexSet()) {
        continue;
      }
      boolean isFlag = entry.site().distribution() instanceof Bernoulli;
      int kinds = isFlag ? 2 : NODES;
      int count = entry.value().shape().count();
      List<Map<String, double[]>> longer = new ArrayList<>();
      for (Map<String, double[]> before : all) {
        for (int code = 0; code < Math.pow(kinds, count); code++) {
          double[] values = new double[count];
          int rest = code;
          for (int i = 0; i < count; i++) {
            values[i] = isFlag ? rest % kinds : (rest % kinds - NODES / 2) * STEP;
            rest /= kinds;
          }
          Map<String, double[]> more = new LinkedHashMap<>(before);
          more.put(entry.name(), values);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private void add(
      Model<?> model,
      Model<?> guide,
      Map<String, Shape> shapes,
      Map<String, double[]> choice,
      double chance) {
    double[] noise = {chance};
    Rewrite decided =
        site -> {
          double[] numbers = choice.get(site.name());
          return numbers == null ? site : decided(site, numbers, shapes.get(site.name()), noise);
        };
    Trace inGuide = run(decided.on(guide), Map.of());
    Tensor logChance = Tensor.scalar(Math.log(noise[0]));
    for (String name : choice.keySet()) {
      Entry.Sampled entry = inGuide.sampled(name).orElseThrow();
      if (entry.site().distribution() instanceof Bernoulli flag) {
        logChance = logChance.plus(flag.logProb(entry.value()).sum());
      }
    }
    Model<?> follows = new Replay(inGuide).on(model);
    Tensor logWeight = summed(follows).minus(inGuide.logProbSum());
    chances.add(withGradient(logChance.exp()));
    logWeights.add(withGradient(logWeight));
  }

  private static Site decided(Site site, double[] numbers, Shape shape, double[] noise) {
    Tensor values = Tensor.of(numbers, shape);
    Distribution distribution = site.distribution();
    if (!(distribution instanceof Normal law)) {
      return site.replayed(values);
    }
    for (double e : numbers) {
      noise[0] *= STEP * Math.exp(-e * e / 2) / Math.sqrt(2 * Math.PI);
    }
    return site.replayed(law.loc().plus(law.scale().times(values)));
  }

  /** The logarithm of the sum over what is left of the model. */
  private Tensor summed(Model<?> model) {
    Trace first = run(model, Map.of());
    for (Entry.Sampled entry : first.latents()) {
      if (entry.site().infer().enumerate().isPresent()) {
        Shape shape = entry.value().shape();
        List<Tensor> sums = new ArrayList<>();
        for (int code = 0; code < 1 << shape.count(); code++) {
          double[] values = new double[shape.count()];
          for (int i = 0; i < values.length; i++) {
            values[i] = code >> i & 1;
          }
          Trace one = run(model, Map.of(entry.name(), Tensor.of(values, shape)));
          sums.add(one.logProbSum().reshape(1));
        }
        return Tensor.concat(0, sums.toArray(Tensor[]::new)).logSumExp(0);
      }
    }
    return first.logProbSum();
  }

  private double[] withGradient(Tensor value) {
    List<Symbolic.Input> inputs = List.copyOf(parameters.values());
    List<Tensor> slopes = Gradient.ofRecorded(value, inputs);
    int n = inputs.stream().mapToInt(input -> input.shape().count()).sum();
    double[] all = new double[n + 1];
    all[0] = value.item();
    int offset = 1;
    for (int i = 0; i < inputs.size(); i++) {
      double[] part = slopes.get(i).expand(inputs.get(i).shape()).toArray();
      System.arraycopy(part, 0, all, offset, part.length);
      offset += part.length;
    }
    return all;
  }

  /** E[ln w] and its gradient, in one row. */
  double[] elbo() {
    double[] sum = new double[chances.getFirst().length];
    for (int i = 0; i < chances.size(); i++) {
      double[] q = chances.get(i);
      double[] cost = logWeights.get(i);
      sum[0] += q[0] * cost[0];
      for (int j = 1; j < sum.length; j++) {
        sum[j] += q[j] * cost[0] + q[0] * cost[j];
      }
    }
    return sum;
  }

  /** Rényi's bound by all pairs of draws, and its gradient, in one row. */
  double[] renyi(double alpha) {
    double[] sum = new double[chances.getFirst().length];
    double power = 1 - alpha;
    for (int i = 0; i < chances.size(); i++) {
      double mean = 0;
      double share = 0;
      double own = power * logWeights.get(i)[0];
      for (int k = 0; k < chances.size(); k++) {
        double other = power * logWeights.get(k)[0];
        double most = Math.max(own, other);
        double both = Math.exp(own - most) + Math.exp(other - most);
        mean += chances.get(k)[0] * (most + Math.log(both / 2)) / power;
        share += chances.get(k)[0] * Math.exp(own - most) / both;
      }
      double q = chances.get(i)[0];
      sum[0] += q * mean;
      for (int j = 1; j < sum.length; j++) {
        sum[j] += 2 * (chances.get(i)[j] * mean + q * logWeights.get(i)[j] * share);
      }
    }
    return sum;
  }
}
