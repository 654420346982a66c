package dev.merapi.laws.verify;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which checks notice which mistakes in a program: the power of what was said of it. A mistake that
 * nothing notices asks for one more claim, such as a simulator or units.
 *
 * @param lines one for each mistake at each site
 */
public record Detection(List<Line> lines) {
  /** Copies the list. */
  public Detection {
    lines = List.copyOf(lines);
  }

  /**
   * A mistake and the checks that notice it.
   *
   * @param mistake what was done, and at which site
   * @param noticed the names of the checks that fail
   */
  public record Line(String mistake, Set<String> noticed) {
    /** Copies the names. */
    public Line {
      noticed = Collections.unmodifiableSet(new TreeSet<>(noticed));
    }
  }

  /** The mistakes that no check notices. */
  public List<String> survivors() {
    return lines.stream().filter(line -> line.noticed().isEmpty()).map(Line::mistake).toList();
  }

  @Override
  public String toString() {
    int width = lines.stream().mapToInt(line -> line.mistake().length()).max().orElse(1);
    return lines.stream()
        .map(
            line ->
                ("%-" + width + "s  %s")
                    .formatted(
                        line.mistake(),
                        line.noticed().isEmpty()
                            ? "NOT NOTICED"
                            : String.join(", ", line.noticed())))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
