package dev.merapi.infer.internal.centring;

import dev.merapi.effects.Model;
import dev.merapi.effects.internal.Located;
import dev.merapi.effects.reparam.Reparam;
import dev.merapi.effects.reparam.Reparametrisation;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A form of a program: how far each of some sites is centred, from 0 to 1, as in {@link
 * Reparametrisation#locScale(Tensor)}. Sites that are not named are as they are.
 *
 * @param sites site → c, a number or one for each element
 */
public record Centring(Map<String, Tensor> sites) {
  /** What {@code locScale} adds to the name of a site. */
  public static final String SUFFIX = "_decentered";

  /** The program as it is. */
  public static final Centring PLAIN = new Centring(Map.of());

  /** Copies the map. */
  public Centring {
    sites = Map.copyOf(sites);
  }

  /** The same for all sites. */
  public static Centring all(Set<String> sites, double c) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    sites.forEach(site -> all.put(site, Tensor.scalar(c)));
    return new Centring(all);
  }

  /**
   * The latent sites whose location or scale, as members of a family of these, is not the same in
   * two runs: it depends on other latent sites.
   *
   * @param latents the sites with coordinates
   */
  public static Set<String> candidates(List<String> latents, Trace one, Trace other) {
    Set<String> candidates = new TreeSet<>();
    for (String name : latents) {
      Located here = law(one, name);
      Located there = law(other, name);
      if (here != null && there != null && !same(here, there)) {
        candidates.add(name);
      }
    }
    return candidates;
  }

  private static @Nullable Located law(Trace trace, String name) {
    return trace
        .sampled(name)
        .filter(entry -> broadcasts(entry))
        .flatMap(entry -> Located.of(entry.site().distribution()))
        .orElse(null);
  }

  /** Not where a law stands in several worlds, those of sites that are summed out. */
  private static boolean broadcasts(Entry.Sampled entry) {
    return entry.site().place().dims().isEmpty()
        || entry.site().distribution().batchShape().rank() <= entry.value().shape().rank();
  }

  private static boolean same(Located one, Located other) {
    return Arrays.equals(one.loc().toArray(), other.loc().toArray())
        && Arrays.equals(one.scale().toArray(), other.scale().toArray());
  }

  /** The program in this form; the sites themselves are computed. */
  public <A> Model<A> on(Model<A> model) {
    Map<String, Reparametrisation> ways = new LinkedHashMap<>();
    sites.forEach((site, c) -> ways.put(site, Reparametrisation.locScale(c)));
    return ways.isEmpty() ? model : Reparam.of(ways).on(model);
  }

  /** What the sites of this form have for a value where the program as it is ran like that. */
  public Map<String, Tensor> decentered(Trace run) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    sites.forEach(
        (name, c) -> {
          Entry.Sampled entry = run.sampled(name).orElseThrow();
          Located law = Located.of(entry.site().distribution()).orElseThrow();
          Tensor apart = entry.value().minus(law.loc());
          Tensor value = law.loc().times(c).plus(apart.times(law.scale().pow(c.minus(1))));
          values.put(name + SUFFIX, value.expand(entry.value().shape()));
        });
    return values;
  }

  /** What was done to each site, in words. */
  public List<String> describe() {
    List<String> sentences = new ArrayList<>();
    new TreeSet<>(sites.keySet())
        .forEach(
            site -> {
              double[] c = sites.getOrDefault(site, Tensor.scalar(1)).toArray();
              double least = Arrays.stream(c).min().orElse(1);
              double most = Arrays.stream(c).max().orElse(1);
              sentences.add(
                  most == 0
                      ? "%s non-centred".formatted(site)
                      : least == most
                          ? String.format(Locale.ROOT, "%s centred to %.2g", site, least)
                          : String.format(
                              Locale.ROOT, "%s centred to %.2g … %.2g", site, least, most));
            });
    return sentences;
  }
}
