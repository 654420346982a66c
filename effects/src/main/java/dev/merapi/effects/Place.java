package dev.merapi.effects;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where in the program a site stands.
 *
 * @param frames the plates around it, outermost first
 * @param chains the Markov steps around it, outermost first
 * @param dims what each enumerated batch dim, counted from the right and negative, belongs to here:
 *     the name of an enumerated site that is in sight, or of this one
 * @param source the line that it was written in; none where programs are not checked
 */
public record Place(
    List<Frame> frames,
    List<MarkovStep> chains,
    SortedMap<Integer, String> dims,
    Optional<Source> source) {
  /** Outside of everything, in no line. */
  public static final Place TOP =
      new Place(List.of(), List.of(), Collections.emptySortedMap(), Optional.empty());

  /** Copies what it is given. */
  public Place {
    frames = List.copyOf(frames);
    chains = List.copyOf(chains);
    dims =
        dims.isEmpty()
            ? Collections.emptySortedMap()
            : Collections.unmodifiableSortedMap(new TreeMap<>(dims));
  }

  /** Outside of everything, in the line that calls the language now. */
  static Place here() {
    return new Place(TOP.frames, TOP.chains, TOP.dims, Source.here());
  }

  /** This place with {@code outer} plates, outermost first, around all its plates. */
  public Place inside(List<Frame> outer) {
    return new Place(joined(outer, frames), chains, dims, source);
  }

  /** This place with {@code step} outside all its chains. */
  public Place at(MarkovStep step) {
    return new Place(frames, joined(List.of(step), chains), dims, source);
  }

  /** This place with its plates, chains and enumerated sites under other names. */
  public Place renamed(UnaryOperator<String> change) {
    SortedMap<Integer, String> changed = new TreeMap<>(dims);
    changed.replaceAll((_, name) -> change.apply(name));
    return new Place(
        frames.stream().map(frame -> renamed(frame, change)).toList(),
        chains.stream().map(step -> step.renamed(change.apply(step.chain()))).toList(),
        changed,
        source);
  }

  private static Frame renamed(Frame frame, UnaryOperator<String> change) {
    return switch (frame) {
      case Frame.Vectorised(String plate, int dim, int size, int fullSize) ->
          new Frame.Vectorised(change.apply(plate), dim, size, fullSize);
      case Frame.Sequential(String plate, int index, int size, int fullSize) ->
          new Frame.Sequential(change.apply(plate), index, size, fullSize);
    };
  }

  /** This place with other enumerated dims in sight. */
  public Place inSightOf(SortedMap<Integer, String> enumerated) {
    return new Place(frames, chains, enumerated, source);
  }

  private static <T> List<T> joined(List<? extends T> first, List<? extends T> then) {
    if (first.isEmpty() || then.isEmpty()) {
      return List.copyOf(first.isEmpty() ? then : first);
    }
    return Stream.concat(first.stream(), then.stream()).<T>map(each -> each).toList();
  }

  /** The frames that are batch dims. */
  public List<Frame.Vectorised> vectorised() {
    if (frames.isEmpty()) {
      return List.of();
    }
    return frames.stream()
        .filter(Frame.Vectorised.class::isInstance)
        .map(Frame.Vectorised.class::cast)
        .toList();
  }

  /** The number of batch dims, from the right, that the plates reach: −(leftmost dim), or 0. */
  public int depth() {
    return vectorised().stream().mapToInt(frame -> -frame.dim()).max().orElse(0);
  }

  /** The plates and the line as a phrase for messages: "no plate at Schools.java:12". */
  public String describe() {
    return source.map(line -> plates() + " at " + line).orElseGet(this::plates);
  }

  /** The plates as a phrase: "plates 'a' (size 4, dim -1) and 'b' (size 3, dim -2)". */
  public String plates() {
    return frames.isEmpty()
        ? "no plate"
        : (frames.size() == 1 ? "plate " : "plates ")
            + frames.stream().map(Place::phrase).collect(Collectors.joining(" and "));
  }

  private static String phrase(Frame frame) {
    return switch (frame) {
      case Frame.Vectorised(String plate, int dim, int size, _) ->
          "'%s' (size %d, dim %d)".formatted(plate, size, dim);
      case Frame.Sequential(String plate, int index, int size, _) ->
          "'%s' (turn %d, size %d)".formatted(plate, index, size);
    };
  }
}
