package dev.merapi.effects;

import io.vavr.collection.SortedMap;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Where in the program a site stands.
 *
 * @param frames the plates around it, outermost first
 * @param chains the Markov steps around it, outermost first
 * @param dims what each enumerated batch dim, counted from the right and negative, belongs to here:
 *     the name of an enumerated site that is in sight, or of this one
 */
public record Place(
    Vector<Frame> frames, Vector<MarkovStep> chains, SortedMap<Integer, String> dims) {
  /** Outside of everything. */
  public static final Place TOP = new Place(Vector.empty(), Vector.empty(), TreeMap.empty());

  /** This place with {@code outer} plates, outermost first, around all its plates. */
  public Place inside(Vector<Frame> outer) {
    return new Place(frames.prependAll(outer), chains, dims);
  }

  /** This place with {@code step} outside all its chains. */
  public Place at(MarkovStep step) {
    return new Place(frames, chains.prepend(step), dims);
  }

  /** This place with its Markov steps changed. */
  public Place renamed(UnaryOperator<MarkovStep> change) {
    return new Place(frames, chains.map(change), dims);
  }

  /** This place with other enumerated dims in sight. */
  public Place inSightOf(SortedMap<Integer, String> enumerated) {
    return new Place(frames, chains, enumerated);
  }

  /** The frames that are batch dims. */
  public Vector<Frame.Vectorised> vectorised() {
    return frames.filter(Frame.Vectorised.class::isInstance).map(Frame.Vectorised.class::cast);
  }

  /** The number of batch dims, from the right, that the plates reach: −(leftmost dim), or 0. */
  public int depth() {
    return vectorised().map(frame -> -frame.dim()).max().getOrElse(0);
  }

  /**
   * The plates as a phrase for messages: "plates 'a' (size 4, dim -1) and 'b' (size 3, dim -2)".
   */
  public String describe() {
    return frames.isEmpty()
        ? "no plate"
        : (frames.size() == 1 ? "plate " : "plates ")
            + frames.toJavaStream().map(Place::phrase).collect(Collectors.joining(" and "));
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
