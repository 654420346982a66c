package dev.merapi.report.plot;

import java.util.List;

/**
 * A picture as a value: some panels and how to read them.
 *
 * @param title what it shows
 * @param caption how to read it, and what would be a bad sign
 * @param panels the parts, in order
 */
public record Plot(String title, String caption, List<Panel> panels) {
  /** Copies the list. */
  public Plot {
    panels = List.copyOf(panels);
  }
}
