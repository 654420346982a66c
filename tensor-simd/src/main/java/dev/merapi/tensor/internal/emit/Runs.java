package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.emit.Segments.Place;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the runs of a segment lie: brings arrays and offsets into local variables at their first
 * mention. In the method of a segment, variable 0 is the memory and variable 1 the position of the
 * tile.
 */
final class Runs {
  static final int START = 1;

  private final CodeBuilder code;
  private final Map<Place, Integer> arrays = new HashMap<>();
  private final Map<Integer, Integer> offsets = new HashMap<>();

  Runs(CodeBuilder code) {
    this.code = code;
  }

  /** Before a loop: the array and offset of a place that it will use. */
  void prepare(@Nullable Place place) {
    if (place != null) {
      array(place);
      offset(place);
    }
  }

  /** Pushes the array of a place and the index of its element {@code i}, a local variable. */
  void pushIndexed(Place place, int i) {
    code.aload(array(place));
    if (place.line() >= 0) {
      code.iload(offset(place)).iload(i).iadd();
    } else {
      code.iload(i);
    }
  }

  /** Pushes the array of a place and the index of its first element. */
  void pushRun(Place place) {
    code.aload(array(place));
    if (place.line() >= 0) {
      code.iload(offset(place));
    } else {
      code.iconst_0();
    }
  }

  /** The local variable with the array of a line. */
  int whole(int line) {
    return array(new Place(line, 0));
  }

  private int array(Place place) {
    Place key = place.line() >= 0 ? new Place(place.line(), 0) : place;
    return arrays.computeIfAbsent(
        key,
        _ ->
            place.line() >= 0
                ? Names.loadArray(code, place.line())
                : Names.loadTile(code, place.start()));
  }

  /** The local variable with {@code start} plus the position of the tile. */
  private int offset(Place place) {
    if (place.line() < 0) {
      return -1;
    }
    return offsets.computeIfAbsent(
        place.start(),
        start -> {
          int slot = code.allocateLocal(TypeKind.INT);
          code.iload(START).loadConstant(start).iadd().istore(slot);
          return slot;
        });
  }
}
