package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.vi.Bound;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How noisy the gradient of a bound is at a position, for the parameters of each site. */
final class GradientNoise {
  /** Keys under which the gradient is taken. */
  static final int DRAWS = 200;

  private final Fitting fitting;
  private final double[] mean;
  private final double[] variance;

  private GradientNoise(Fitting fitting, double[] position) {
    int n = position.length;
    this.fitting = fitting;
    this.mean = new double[n];
    this.variance = new double[n];
    Bound bound = fitting.bound();
    double[] gradient = new double[n];
    Key key = fitting.init().key().fold("noise");
    for (int draw = 0; draw < DRAWS; draw++) {
      bound.at((Key.Known) key.fold(draw), position, gradient);
      for (int i = 0; i < n; i++) {
        double off = gradient[i] - mean[i];
        mean[i] += off / (draw + 1);
        variance[i] += off * (gradient[i] - mean[i]) / (DRAWS - 1);
      }
    }
  }

  /** A line for each site of the guide with parameters of its own, and for other parameters. */
  static String table(Fitting fitting, double[] position) {
    GradientNoise noise = new GradientNoise(fitting, position);
    StringBuilder text = new StringBuilder();
    text.append(
        "%-24s %12s %12s   of %d draws%n"
            .formatted("gradient of", "mean length", "deviation", DRAWS));
    noise.groups(position).forEach((site, parameters) -> text.append(noise.line(site, parameters)));
    return text.toString();
  }

  private String line(String site, List<Coordinate> parameters) {
    double length = 0;
    double total = 0;
    List<String> names = new ArrayList<>();
    for (Coordinate parameter : parameters) {
      names.add(parameter.site());
      for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
        length += mean[i] * mean[i];
        total += variance[i];
      }
    }
    return String.format(
        Locale.ROOT,
        "%-24s %12.4g %12.4g   %s%n",
        site,
        Math.sqrt(length),
        Math.sqrt(total),
        String.join(", ", names));
  }

  /** For each site the parameters that its own distribution has, the others under "the rest". */
  private Map<String, List<Coordinate>> groups(double[] position) {
    Map<String, Coordinate> left = new LinkedHashMap<>();
    fitting.parameters().forEach(parameter -> left.put(parameter.site(), parameter));
    Map<String, List<Coordinate>> groups = new LinkedHashMap<>();
    owners(position)
        .forEach(
            (site, parameters) -> {
              List<Coordinate> own = new ArrayList<>();
              for (String name : parameters) {
                Coordinate found = left.remove(name);
                if (found != null) {
                  own.add(found);
                }
              }
              if (!own.isEmpty()) {
                groups.put(site, own);
              }
            });
    if (!left.isEmpty()) {
      groups.put(groups.isEmpty() ? "all" : "the rest", List.copyOf(left.values()));
    }
    return groups;
  }

  /** What the density of each site of the guide reads, its draw and those before being given. */
  private Map<String, List<String>> owners(double[] position) {
    try {
      return Settings.current().validation(false).in(() -> read(position));
    } catch (MerapiException dynamic) {
      return Map.of();
    }
  }

  private Map<String, List<String>> read(double[] position) {
    Map<String, Tensor> values = fitting.values(position);
    Model<?> guide = fitting.guide().draws();
    Key key = fitting.init().key();
    Trace known = Trace.run(key, new Substitute(values).on(guide)).trace();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    values.forEach((name, value) -> inputs.put(name, Symbolic.Input.recorded(name, value.dense())));
    known.latents().forEach(entry -> inputs.put(entry.name(), entry.value()));
    Map<String, List<String>> owners = new LinkedHashMap<>();
    for (Entry.Sampled entry : Trace.run(key, new Substitute(inputs).on(guide)).trace().sites()) {
      boolean certain = entry.site().distribution() instanceof Certain;
      if (!certain && !entry.site().isIndexSet()) {
        List<String> names = new ArrayList<>();
        for (Tensor node : Dependencies.inOrder(entry.logProb(), Set.of())) {
          if (node instanceof Symbolic.Input input) {
            names.add(input.name());
          }
        }
        owners.put(entry.name(), names);
      }
    }
    return owners;
  }
}
