package dev.merapi.laws.internal.verify;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.ArrayList;
import java.util.List;

/** A number of a position, and what it is called: the site, and which of its free numbers. */
public record Label(int index, String name) {
  /** More numbers than these are not looked at one by one. */
  private static final int MOST = 24;

  /** The numbers of all sites, or equally many of each where there are too many. */
  public static List<Label> of(List<Coordinate> sites) {
    int each = Math.max(1, MOST / Math.max(1, sites.size()));
    List<Label> labels = new ArrayList<>();
    for (Coordinate site : sites) {
      int step = Math.max(1, (site.size() + each - 1) / each);
      for (int i = 0; i < site.size() && labels.size() < 2 * MOST; i += step) {
        String name = site.size() == 1 ? site.site() : site.site() + "[" + i + "]";
        labels.add(new Label(site.offset() + i, name));
      }
    }
    return labels;
  }
}
