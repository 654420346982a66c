package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Point;
import org.jspecify.annotations.Nullable;

/** Draws of a chain with their gradients: a list that shares its past. */
final class Window {
  static final Window EMPTY = new Window(null, null, 0);

  private final @Nullable Window past;
  private final @Nullable Point last;
  private final int count;

  private Window(@Nullable Window past, @Nullable Point last, int count) {
    this.past = past;
    this.last = last;
    this.count = count;
  }

  /** With one more draw. */
  Window add(Point point) {
    return new Window(this, point, count + 1);
  }

  /** Whether the last draw was this one. */
  boolean isLast(Point point) {
    return point.equals(last);
  }

  int count() {
    return count;
  }

  /** The draws, oldest first. */
  Point[] points() {
    Point[] points = new Point[count];
    Window at = this;
    while (at != null && at.last != null) {
      points[at.count - 1] = at.last;
      at = at.past;
    }
    return points;
  }

  void write(Encoder out) {
    out.writeInt(count);
    for (Point point : points()) {
      Point.CODEC.write(point, out);
    }
  }

  static Window read(Decoder in) {
    Window window = EMPTY;
    for (int left = in.readCount(Double.BYTES); left > 0; left--) {
      window = window.add(Point.CODEC.read(in));
    }
    return window;
  }
}
