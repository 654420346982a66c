package dev.merapi.infer.internal.rows;

import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Unobserved;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A latent site of which each row has its own numbers.
 *
 * @param name of the site
 * @param value the shape of its value, for one row
 * @param free the shape of its free numbers, for one row
 * @param axis which axis of both goes through the rows, from the left
 */
record LocalSite(String name, Shape value, Shape free, int axis) {

  /** That of an entry of a run with so many rows. */
  static LocalSite of(Entry.Sampled entry, String plate, int rows) {
    Site site = entry.site();
    if (site.distribution() instanceof Unobserved) {
      throw new ModelException(
          ("Site '%s' has missing elements in plate '%s', other ones in each block of rows. Give the"
                  + " rows that miss a number a mask, or leave them out.")
              .formatted(site.name(), plate));
    }
    Shape value = entry.value().shape();
    Shape free = Coordinates.bijector(site).inverseShape(value);
    int axis = axis(site, plate, value.rank() - site.distribution().eventDim());
    if (axis < 0 || value.size(axis) != rows) {
      throw new ModelException(
          "Site '%s' has values of shape %s, which has no axis for the %d rows of plate '%s'."
              .formatted(site.name(), value, rows, plate));
    }
    return new LocalSite(site.name(), value.with(axis, 1), free.with(axis, 1), axis);
  }

  /** Which of so many batch axes of a site goes through the rows; negative: none. */
  static int axis(Site site, String plate, int rank) {
    for (Frame.Vectorised frame : site.place().vectorised()) {
      if (frame.plate().equals(plate)) {
        return rank + frame.dim();
      }
    }
    return -1;
  }

  /** How many free numbers a row has. */
  int each() {
    return free.count();
  }

  /** In a position, of so many rows. */
  Coordinate at(int rows, int offset) {
    return new Coordinate(name, value.with(axis, rows), free.with(axis, rows), offset);
  }

  /** Free numbers as [rows, each]. */
  Tensor byRow(Tensor numbers) {
    return numbers.moveAxis(axis, 0).reshape(numbers.size(axis), each());
  }

  /** What {@link #byRow} was made of. */
  Tensor fromRows(Tensor matrix) {
    Shape first = Shape.of(matrix.size(0)).append(free.without(axis));
    return matrix.reshape(first).moveAxis(0, axis);
  }
}
