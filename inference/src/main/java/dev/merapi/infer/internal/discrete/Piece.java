package dev.merapi.infer.internal.discrete;

import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * The log-weight of one site, or of one element of it, as a table.
 *
 * @param role what it is for
 * @param site the name of the site
 * @param copies the variables along the first axes
 * @param plates the plates along the others
 * @param table the log-weights
 */
record Piece(
    Term.Role role, String site, Vector<Copy> copies, Vector<Axis.Plate> plates, Tensor table) {

  /** The variable that stands for its own site. */
  Copy own() {
    return copies.find(copy -> copy.site().equals(site)).get();
  }

  /** Whether it has elements of a plate by themselves. */
  boolean isIn(String plate) {
    return plates.exists(own -> own.name().equals(plate));
  }

  /** One piece for each element of a plate. */
  Vector<Piece> split(String plate, Map<String, WorldSite> sites) {
    int at = plates.indexWhere(own -> own.name().equals(plate));
    int axis = copies.size() + at;
    return Vector.range(0, plates.get(at).size())
        .map(i -> element(plate, i, table.slice(axis, i, i + 1).squeeze(axis), at, sites));
  }

  private Piece element(String plate, int i, Tensor part, int at, Map<String, WorldSite> sites) {
    List<Copy> places = new ArrayList<>();
    Tensor merged = part;
    for (Copy copy : copies) {
      Copy here = copy.isEachIn(plate, sites.get(copy.site()).get()) ? copy.at(plate, i) : copy;
      int same = places.indexOf(here);
      if (same < 0) {
        places.add(here);
      } else {
        int rank = merged.rank();
        merged =
            merged
                .moveAxis(places.size(), rank - 1)
                .moveAxis(same, rank - 2)
                .diagonal()
                .moveAxis(rank - 2, same);
      }
    }
    return new Piece(role, site, Vector.ofAll(places), plates.removeAt(at), merged);
  }

  Factor factor(Map<String, WorldSite> sites) {
    Vector<Axis> axes =
        copies.<Axis>map(copy -> copy.variable(sites.get(copy.site()).get())).appendAll(plates);
    return new Factor(axes, table, LinkedHashSet.of(site));
  }
}
