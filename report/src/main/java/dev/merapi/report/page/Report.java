package dev.merapi.report.page;

import dev.merapi.effects.Model;
import dev.merapi.effects.picture.Diagram;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.report.plot.Plot;
import dev.merapi.report.plot.Plots;
import dev.merapi.report.store.TextFile;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One page on a posterior that anybody can open: whether to believe it, then the model, a table,
 * pictures, and how to get it again. It is one file of HTML that asks no network for anything, for
 * light and dark screens, wide and narrow.
 *
 * <pre>{@code
 * Report.of("Eight schools", model, posterior).setting("key", "Key.of(1)").write(Path.of("schools.html"));
 * }</pre>
 */
public final class Report {
  /** The most scalars that have pictures of their own: those with the fewest effective draws. */
  private static final int SHOWN = 6;

  private static final int LISTED = 40;

  /** The most elements of a site that are listed one by one. */
  private static final int MOST = 1000;

  private final String title;
  private final Posterior posterior;
  private final Optional<Model<?>> model;
  private final List<Quantity> left;
  private final List<Plot> plots;
  private final Map<String, String> settings;

  private Report(
      String title,
      Posterior posterior,
      List<Quantity> left,
      Optional<Model<?>> model,
      List<Plot> plots,
      Map<String, String> settings) {
    this.title = title;
    this.posterior = posterior;
    this.left = left;
    this.model = model;
    this.plots = List.copyOf(plots);
    this.settings = new LinkedHashMap<>(settings);
  }

  private static List<Quantity> large(Posterior posterior) {
    return posterior.quantities().stream().filter(q -> q.shape().count() > MOST).toList();
  }

  private static Posterior small(Posterior posterior) {
    String[] sites =
        posterior.quantities().stream()
            .filter(q -> q.shape().count() <= MOST)
            .map(Quantity::name)
            .toArray(String[]::new);
    if (sites.length == 0) {
      throw new ArgumentException(
          "All sites have more than %d elements, %s, too many for a page; compute figures of them, or keep them in a file."
              .formatted(MOST, posterior.quantities().stream().map(Quantity::name).toList()));
    }
    return sites.length == posterior.quantities().size() ? posterior : posterior.only(sites);
  }

  /** A report on draws of any origin. */
  public static Report of(String title, Posterior posterior) {
    return new Report(
        title, small(posterior), large(posterior), Optional.empty(), List.of(), Map.of());
  }

  /** A report with the diagram of the model. */
  public static Report of(String title, Model<?> model, Posterior posterior) {
    return new Report(
        title, small(posterior), large(posterior), Optional.of(model), List.of(), Map.of());
  }

  /** One picture with its caption as a page of its own: what a notebook shows of it. */
  public static String page(Plot plot) {
    return new Page(plot.title()).of(List.of(plot));
  }

  /** Pictures with their captions as a page, as of {@code Checks.calibrations}. */
  public static String page(String title, List<Plot> plots) {
    return new Page(title).of(plots);
  }

  /** With a picture more, after the verdict's own. */
  public Report plot(Plot plot) {
    List<Plot> more = new ArrayList<>(plots);
    more.add(plot);
    return new Report(title, posterior, left, model, more, settings);
  }

  /**
   * With a line more on how the draws were made, as the key, or a command that makes them again.
   */
  public Report setting(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(settings);
    more.put(name, value);
    return new Report(title, posterior, left, model, plots, more);
  }

  /**
   * Writes the page, wholly or not at all, in the place of what is there.
   *
   * @throws dev.merapi.report.store.FileException where that cannot be done
   */
  public void write(Path file) {
    new TextFile(file).write(html());
  }

  /** The page. */
  public String html() {
    return new Page(title).of(this);
  }

  Posterior posterior() {
    return posterior;
  }

  /** The sites that are too large to be listed. */
  List<Quantity> left() {
    return left;
  }

  /** The model as a picture. */
  Optional<String> diagram() {
    return model.map(known -> Diagram.of(Key.of(0), known).toSvg(true));
  }

  /** The data that were observed, by site: how many numbers. */
  Map<String, Integer> observed() {
    Map<String, Integer> sizes = new LinkedHashMap<>();
    model.ifPresent(
        known -> {
          for (Entry.Sampled entry : Trace.run(Key.of(0), known).trace().sites()) {
            if (entry.site().isObserved() && !entry.site().isIndexSet()) {
              sizes.put(entry.name(), entry.value().shape().count());
            }
          }
        });
    return sizes;
  }

  Map<String, String> settings() {
    return settings;
  }

  /** The pictures: those that show trouble first, then what was found, then what was added. */
  List<Plot> plots() {
    List<ParameterSummary> all = posterior.summary().parameters();
    List<String> worst =
        all.stream()
            .filter(p -> p.sd() > 0)
            .sorted(Comparator.comparingDouble(p -> Math.min(p.essBulk(), p.essTail())))
            .map(ParameterSummary::name)
            .limit(SHOWN)
            .toList();
    List<Plot> pictures = new ArrayList<>();
    pictures.add(Plots.forest(posterior, posterior.names().stream().limit(LISTED).toList()));
    pictures.addAll(plots);
    if (!worst.isEmpty()) {
      pictures.add(Plots.trace(posterior, worst));
      pictures.add(Plots.rank(posterior, worst));
      pictures.add(Plots.density(posterior, worst));
      pictures.add(Plots.essEvolution(posterior, worst));
      pictures.add(Plots.autocorrelation(posterior, worst));
    }
    if (worst.size() > 1) {
      pictures.add(Plots.pair(posterior, worst.get(0), worst.get(1)));
    }
    if (posterior.statistics().contains(Column.ENERGY)) {
      pictures.add(Plots.energy(posterior));
    }
    return pictures;
  }
}
