package dev.merapi.infer.internal.rows;

import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Symbolic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latent sites of a model of rows, but for those that are summed out.
 *
 * @param shared those that all rows share
 * @param kept those of each row that are part of a position
 * @param integrated those of each row that are integrated out
 */
record RowSites(Coordinates shared, List<LocalSite> kept, List<LocalSite> integrated) {
  RowSites {
    kept = List.copyOf(kept);
    integrated = List.copyOf(integrated);
  }

  /** Those of a run with so many rows; none is integrated out yet. */
  static RowSites of(Trace trace, RowProgram program, int rows) {
    List<Coordinate> shared = new ArrayList<>();
    List<LocalSite> local = new ArrayList<>();
    int offset = 0;
    for (Entry.Sampled entry : trace.latents()) {
      if (Sites.isFree(entry.site()) && program.isRow(entry.site())) {
        local.add(LocalSite.of(entry, program.plate(), rows));
      }
    }
    for (Coordinate site : Coordinates.of(trace).sites()) {
      if (local.stream().noneMatch(own -> own.name().equals(site.site()))) {
        shared.add(new Coordinate(site.site(), site.shape(), site.free(), offset));
        offset += site.size();
      }
    }
    return new RowSites(new Coordinates(shared), local, List.of());
  }

  /** With these integrated out. */
  RowSites integrating(List<LocalSite> chosen) {
    return new RowSites(
        shared, kept.stream().filter(site -> !chosen.contains(site)).toList(), chosen);
  }

  /** A position for so many rows: what they share, then what is kept of each. */
  Coordinates position(int rows) {
    List<Coordinate> sites = new ArrayList<>(shared.sites());
    int offset = shared.dimension();
    for (LocalSite local : kept) {
      Coordinate site = local.at(rows, offset);
      sites.add(site);
      offset += site.size();
    }
    return new Coordinates(sites);
  }

  /** A position for all rows; a sentence where they are more than a position has room for. */
  Coordinates all(long rows, String plate) {
    long each = kept.stream().mapToInt(LocalSite::each).sum();
    if (each > 0 && shared.dimension() + rows * each > Integer.MAX_VALUE / 2) {
      throw new ArgumentException(
          "The %d rows of plate '%s' have %d latent numbers each (%s), which is more than a position has room for. Integrate them out, or take fewer rows."
              .formatted(rows, plate, each, kept.stream().map(LocalSite::name).toList()));
    }
    return position((int) (each > 0 ? rows : 0));
  }

  /** A free variable for each site that is integrated out. */
  Map<String, Symbolic.Input> unknowns(int rows) {
    Map<String, Symbolic.Input> unknowns = new LinkedHashMap<>();
    for (LocalSite site : integrated) {
      unknowns.put(site.name(), Symbolic.Input.of(site.name(), site.at(rows, 0).free()));
    }
    return unknowns;
  }
}
