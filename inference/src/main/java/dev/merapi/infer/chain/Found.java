package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Point;
import java.util.List;

/**
 * A start, and what finding it took.
 *
 * @param point the first point of a chain
 * @param gradients the gradient evaluations that were made
 * @param others the places that were found, where one that is nearly as likely was not taken
 */
public record Found(Point point, long gradients, List<Point> others) {
  /** Copies the list. */
  public Found {
    others = List.copyOf(others);
  }
}
