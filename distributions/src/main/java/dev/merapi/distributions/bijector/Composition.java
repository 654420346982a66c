package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.SumRight;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Bijectors one after the other, the first of the list first. A part that works on smaller events
 * than the chain is applied to each of them, and its log-determinants are summed.
 */
public record Composition(List<Bijector> parts) implements Bijector {
  private static final int MOST = 1000;

  /** Copies the list, which must not be empty. */
  public Composition {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MOST) {
      throw new ArgumentException(
          "A chain has 1 to %d bijectors, but not %d; use Identity for none"
              .formatted(MOST, parts.size()));
    }
  }

  /** The parts in order; chains among them are flattened. */
  public static Composition of(Bijector... parts) {
    List<Bijector> flat = new ArrayList<>();
    for (Bijector part : parts) {
      flat.addAll(part instanceof Composition(List<Bijector> inner) ? inner : List.of(part));
    }
    return new Composition(flat);
  }

  /**
   * The same bijector n times.
   *
   * @throws ArgumentException if there is no part, or there are too many
   */
  public static Composition repeated(int n, Bijector part) {
    int parts = part instanceof Composition(List<Bijector> inner) ? inner.size() : 1;
    if (n < 1 || (long) n * parts > MOST) {
      throw new ArgumentException(
          "A chain has 1 to %d bijectors, but %d times %d are asked for".formatted(MOST, n, parts));
    }
    return of(Collections.nCopies(n, part).toArray(Bijector[]::new));
  }

  @Override
  public Parameters parameters() {
    Parameters all = Parameters.of("Chain");
    for (int i = 0; i < parts.size(); i++) {
      int events = parts.get(i).domain().eventDim();
      all = all.part(parts.get(i).parameters(), eventDimBefore(i) - events);
    }
    return all;
  }

  @Override
  public Constraint domain() {
    Constraint first = parts.getFirst().domain();
    return Constraints.independent(first, eventDimBefore(0) - first.eventDim());
  }

  @Override
  public Constraint codomain() {
    Constraint last = parts.getLast().codomain();
    return Constraints.independent(last, eventDimBefore(parts.size()) - last.eventDim());
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor y = x;
    for (Bijector part : parts) {
      y = part.forward(y);
    }
    return y;
  }

  @Override
  public Interior forwardInside(Tensor x) {
    Interior y = parts.getFirst().forwardInside(x);
    for (Bijector part : parts.subList(1, parts.size())) {
      y = part.forwardInside(y.value()).from(part, y);
    }
    return y;
  }

  @Override
  public Interior inverseInside(Interior y) {
    Interior x = y;
    for (Bijector part : parts.reversed()) {
      x = part.inverseInside(x);
    }
    return x;
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (Bijector part : parts.reversed()) {
      x = part.inverse(x);
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor total = Tensor.scalar(0);
    Tensor from = x;
    for (int i = 0; i < parts.size(); i++) {
      Tensor to = i == parts.size() - 1 ? y : parts.get(i).forward(from);
      total = total.plus(summed(i, parts.get(i).logAbsDetJacobian(from, to), from));
      from = to;
    }
    return total;
  }

  @Override
  public Moved forwardMoved(Tensor x) {
    Tensor total = Tensor.scalar(0);
    Tensor from = x;
    for (int i = 0; i < parts.size(); i++) {
      Moved moved = parts.get(i).forwardMoved(from);
      total = total.plus(summed(i, moved.logAbsDetJacobian(), from));
      from = moved.value();
    }
    return new Moved(from, total);
  }

  @Override
  public Moved inverseMoved(Tensor y) {
    Tensor total = Tensor.scalar(0);
    Tensor to = y;
    for (int i = parts.size() - 1; i >= 0; i--) {
      Moved moved = parts.get(i).inverseMoved(to);
      total = total.plus(summed(i, moved.logAbsDetJacobian(), moved.value()));
      to = moved.value();
    }
    return new Moved(to, total);
  }

  /** The determinant of part i at {@code from}, summed over the events of the chain. */
  private Tensor summed(int i, Tensor term, Tensor from) {
    int events = parts.get(i).domain().eventDim();
    return SumRight.of(term, from.shape(), events, eventDimBefore(i) - events);
  }

  @Override
  public Shape forwardShape(Shape x) {
    Shape y = x;
    for (Bijector part : parts) {
      y = part.forwardShape(y);
    }
    return y;
  }

  @Override
  public Shape inverseShape(Shape y) {
    Shape x = y;
    for (Bijector part : parts.reversed()) {
      x = part.inverseShape(x);
    }
    return x;
  }

  /**
   * The number of event axes of the chain before part i: the least for which every part finds at
   * least as many as it works on.
   */
  private int eventDimBefore(int i) {
    int rank = 0;
    int needed = 0;
    int change = 0;
    for (int k = 0; k < parts.size(); k++) {
      needed = Math.max(needed, parts.get(k).domain().eventDim() - change);
      change += parts.get(k).codomain().eventDim() - parts.get(k).domain().eventDim();
      if (k < i) {
        rank = change;
      }
    }
    return needed + (i == 0 ? 0 : rank);
  }
}
