package dev.merapi.effects;

import dev.merapi.effects.internal.NameClash;
import dev.merapi.effects.internal.ShapeTable;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import java.util.Optional;

/** The visible sites and parameters that a checked run has come by: their places and shapes. */
record Visited(Map<String, Visit> visits) {
  /** The start of a run. */
  static final Visited NOTHING = new Visited(LinkedHashMap.empty());

  /** What is kept of a site or a parameter: never its value. */
  sealed interface Visit {
    /** Where it stands. */
    Place place();

    /** The table with it as its last site, or parameter. */
    ShapeTable in(ShapeTable table);

    /** A site. */
    record OfSite(String name, Place place, Shape batch, Shape event, Shape value)
        implements Visit {
      @Override
      public ShapeTable in(ShapeTable table) {
        return table.site(name, batch, event, value, Optional.empty());
      }
    }

    /** A parameter. */
    record OfParameter(String name, Place place, Shape value) implements Visit {
      @Override
      public ShapeTable in(ShapeTable table) {
        return table.parameter(name, value);
      }
    }
  }

  /** With a site after the others, if it is visible; a sentence where the name is taken. */
  Visited plus(Site site, Tensor value) {
    if (site.isHidden()) {
      return this;
    }
    for (Visit other : visits.get(site.name())) {
      throw new ModelException(
          NameClash.site(
              site.name(),
              other instanceof Visit.OfSite,
              other.place().describe(),
              site.place().describe()));
    }
    Visit visit =
        new Visit.OfSite(
            site.name(),
            site.place(),
            site.distribution().batchShape(),
            site.isIndexSet() ? Shape.SCALAR : site.distribution().eventShape(),
            value.shape());
    return new Visited(visits.put(site.name(), visit));
  }

  /** With a parameter after the others, if it is visible; declaring it again changes nothing. */
  Visited plus(Parameter parameter, Tensor value) {
    if (parameter.isHidden()) {
      return this;
    }
    Visit visit = new Visit.OfParameter(parameter.name(), parameter.place(), value.shape());
    return switch (visits.get(parameter.name()).getOrElse(visit)) {
      case Visit.OfParameter _ ->
          new Visited(visits.computeIfAbsent(parameter.name(), _ -> visit)._2);
      case Visit.OfSite site ->
          throw new ModelException(
              NameClash.parameter(
                  parameter.name(), site.place().describe(), parameter.place().describe()));
    };
  }

  /** The table of shapes, without log-probabilities: one of them may be what failed. */
  String shapes() {
    return visits.values().foldLeft(ShapeTable.EMPTY, (table, visit) -> visit.in(table)).text();
  }
}
