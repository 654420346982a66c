package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.adapt.Windows;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.internal.centring.Centring;
import dev.merapi.infer.internal.centring.Curvature;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@link Sampler#automatic()} does to a model before and after it is sampled. */
final class Remedies {
  private static final double[] GRID = {0, 0.25, 0.5, 0.75, 1};
  private static final double[] TARGETS = {0.95, 0.99};

  /** The short run: its trees, its warm-up and its draws. It only has to see the shape. */
  private static final NutsLimits BRIEF = new NutsLimits(5, 1000);

  private static final int WARM_UP = 120;

  /** Programs of more sites than that, such as series written site by site, stay as they are. */
  private static final int MOST_SITES = 50;

  private static final int DRAWS = 60;

  /** What another form must gain for each element, in nats of {@link Curvature}. */
  private static final double WORTH = 0.1;

  private final Sampler sampler;
  private final Model<?> model;
  private final LogDensity original;
  private final List<String> latents;
  private final List<String> done = new ArrayList<>();
  private long spent;

  Remedies(Sampler sampler, Model<?> model) {
    this.sampler = sampler.remedying(false);
    this.model = model;
    this.original = LogDensity.of(model);
    this.latents = original.coordinates().stream().map(Coordinate::site).toList();
  }

  /** The density of the model in the form that suits it. */
  LogDensity target(Key key) {
    Centring form;
    try {
      form = form(key);
    } catch (MerapiException failed) {
      done.add(
          "Sampled as it is, since the short run in another form failed: " + failed.getMessage());
      return original;
    }
    if (form.sites().isEmpty()) {
      return original;
    }
    done.add(
        "Sampled in another form, which gradients at the draws of a short run (%d gradients) chose: %s."
            .formatted(spent, String.join(", ", form.describe())));
    return LogDensity.of(form.on(model));
  }

  /** Draws by the sampler, and again by shorter steps where these say that steps were too long. */
  Posterior sample(LogDensity target, Key key, Progress progress) {
    Posterior posterior = of(target, new Sampling(sampler, target).run(key, progress));
    for (double delta : TARGETS) {
      if (sampler.warmUp().targetAcceptance() >= delta || !Advice.wantsShorterSteps(posterior)) {
        continue;
      }
      long diverged = Advice.diverged(posterior);
      done.add(
          "Sampled again with a target acceptance of %s, since %s (%d gradients)."
              .formatted(
                  delta,
                  diverged == 0
                      ? "transitions were refused"
                      : diverged + (diverged == 1 ? " transition" : " transitions") + " diverged",
                  posterior.chains().gradients()));
      Sampler shorter = sampler.targetAcceptance(delta);
      posterior = of(target, new Sampling(shorter, target).run(key.fold("shorter"), progress));
    }
    return posterior;
  }

  /** The draws of the sites of the program, with what was done. */
  Posterior of(LogDensity target, Chains chains) {
    Posterior posterior = Posterior.of(target, chains);
    List<String> added =
        target.coordinates().stream()
            .map(Coordinate::site)
            .filter(site -> !latents.contains(site))
            .toList();
    String[] kept =
        posterior.quantities().stream()
            .map(Quantity::name)
            .filter(name -> !added.contains(name))
            .toArray(String[]::new);
    return (added.isEmpty() || kept.length == 0 ? posterior : posterior.only(kept)).after(done);
  }

  private Centring form(Key key) {
    if (original.dimension() == 0) {
      return Centring.PLAIN;
    }
    Set<String> sites =
        Centring.candidates(
            latents, original.trace(new double[original.dimension()]), original.trace(elsewhere()));
    if (sites.isEmpty() || sites.size() > MOST_SITES) {
      return Centring.PLAIN;
    }
    LogDensity halfway = LogDensity.of(Centring.all(sites, 0.5).on(model));
    Sampler brief =
        Sampler.nuts(BRIEF)
            .warmUp(WarmUp.ADAPTIVE.windows(Windows.brief(WARM_UP)))
            .threads(sampler.threads())
            .draws(DRAWS);
    Posterior pilot =
        Posterior.of(halfway, new Sampling(brief, halfway).run(key.fold("pilot"), Progress.NONE));
    spent = pilot.chains().gradients() + (GRID.length + 1L) * pilot.size();
    return new Search(pilot, sites).best();
  }

  /** A place apart from the origin in all coordinates. */
  private double[] elsewhere() {
    double[] position = new double[original.dimension()];
    Arrays.setAll(position, i -> 0.3 + 0.01 * (i % 7));
    return position;
  }

  /** The form with the least curvature at the draws of a short run. */
  private final class Search {
    private final Set<String> sites;
    private final List<double[]> positions = new ArrayList<>();
    private final List<Trace> runs = new ArrayList<>();

    Search(Posterior pilot, Set<String> sites) {
      this.sites = sites;
      for (int i = 0; i < pilot.size(); i++) {
        Map<String, Tensor> draw = pilot.draw(i);
        draw.keySet().retainAll(latents);
        positions.add(original.unconstrain(draw));
        runs.add(original.trace(positions.getLast()));
      }
    }

    Centring best() {
      List<Map<String, double[]>> scores = new ArrayList<>();
      for (double c : GRID) {
        scores.add(curvature(c == 1 ? Centring.PLAIN : Centring.all(sites, c)));
      }
      Map<String, Tensor> chosen = new LinkedHashMap<>();
      for (Coordinate site : original.coordinates()) {
        if (sites.contains(site.site())) {
          chosen.put(site.site(), bySite(site, scores));
        }
      }
      Centring mixed = new Centring(chosen);
      Centring best = Centring.PLAIN;
      double least = sum(scores.getLast()) - WORTH * elements();
      for (int i = 0; i < GRID.length - 1; i++) {
        if (sum(scores.get(i)) < least) {
          least = sum(scores.get(i));
          best = Centring.all(sites, GRID[i]);
        }
      }
      return sum(curvature(mixed)) <= least ? mixed : best;
    }

    private int elements() {
      return original.coordinates().stream()
          .filter(site -> sites.contains(site.site()))
          .mapToInt(Coordinate::size)
          .sum();
    }

    /** The best for all elements together, but for those that another suits much better. */
    private Tensor bySite(Coordinate site, List<Map<String, double[]>> scores) {
      int n = site.size();
      double[] totals = new double[GRID.length];
      for (int i = 0; i < totals.length; i++) {
        totals[i] = Arrays.stream(of(scores.get(i), site)).sum();
      }
      int common = least(totals);
      double[] c = new double[n];
      boolean apart = false;
      for (int k = 0; k < n; k++) {
        double[] own = new double[GRID.length];
        for (int i = 0; i < own.length; i++) {
          own[i] = of(scores.get(i), site)[k];
        }
        int best = least(own);
        boolean better = own[best] < own[common] - 2 * WORTH;
        c[k] = GRID[better ? best : common];
        apart |= c[k] != GRID[common];
      }
      return apart ? Tensor.of(c, site.shape()) : Tensor.scalar(GRID[common]);
    }

    private static double[] of(Map<String, double[]> scores, Coordinate site) {
      return scores.getOrDefault(site.site(), new double[site.size()]);
    }

    /** By the names of the sites in the program as it is. */
    private Map<String, double[]> curvature(Centring form) {
      LogDensity target = form.sites().isEmpty() ? original : LogDensity.of(form.on(model));
      Potential potential = target.potential();
      double[][] places = new double[runs.size()][];
      double[][] gradients = new double[runs.size()][target.dimension()];
      for (int i = 0; i < places.length; i++) {
        places[i] = place(target, form, i);
        var _ = potential.logDensityAndGradient(places[i], gradients[i]);
      }
      double[] all = new Curvature(places, gradients).byCoordinate();
      Map<String, double[]> scores = new LinkedHashMap<>();
      for (Coordinate site : target.coordinates()) {
        String name = site.site();
        boolean changed = !latents.contains(name) && name.endsWith(Centring.SUFFIX);
        scores.put(
            changed ? name.substring(0, name.length() - Centring.SUFFIX.length()) : name,
            Arrays.copyOfRange(all, site.offset(), site.offset() + site.size()));
      }
      return scores;
    }

    /** Where a draw is in the coordinates of a form. */
    private double[] place(LogDensity target, Centring form, int i) {
      Map<String, Tensor> decentered = form.decentered(runs.get(i));
      double[] place = new double[target.dimension()];
      for (Coordinate site : target.coordinates()) {
        Tensor value = decentered.get(site.site());
        int plain = latents.indexOf(site.site());
        if (value != null) {
          System.arraycopy(value.toArray(), 0, place, site.offset(), site.size());
        } else {
          int from = original.coordinates().get(plain).offset();
          System.arraycopy(positions.get(i), from, place, site.offset(), site.size());
        }
      }
      return place;
    }
  }

  private static int least(double[] x) {
    int least = 0;
    for (int i = 1; i < x.length; i++) {
      least = x[i] < x[least] ? i : least;
    }
    return least;
  }

  private static double sum(Map<String, double[]> scores) {
    return scores.values().stream().flatMapToDouble(Arrays::stream).sum();
  }
}
