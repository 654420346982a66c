package dev.merapi.report.plot;

import java.util.List;

/**
 * One pair of scales with marks on it.
 *
 * @param title what it shows
 * @param x the horizontal scale
 * @param y the vertical scale
 * @param marks what is drawn, the last on top
 */
public record Panel(String title, Scale x, Scale y, List<Mark> marks) {
  /** Copies the list. */
  public Panel {
    marks = List.copyOf(marks);
  }
}
