package dev.merapi.report.plot;

import java.util.List;

/**
 * One pair of rulers with marks on it.
 *
 * @param title what it shows
 * @param x the horizontal ruler
 * @param y the vertical ruler
 * @param marks what is drawn, the last on top
 */
public record Panel(String title, Ruler x, Ruler y, List<Mark> marks) {
  /** Copies the list. */
  public Panel {
    marks = List.copyOf(marks);
  }
}
