package dev.merapi.effects;

import java.util.List;
import java.util.stream.Stream;

/** A value with trees below it. */
public record Tree<A>(A value, List<Tree<A>> children) {
  /** Copies the children. */
  public Tree {
    children = List.copyOf(children);
  }

  /** A value with these trees below it; none: a leaf. */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is copied and goes nowhere else
  public static <A> Tree<A> of(A value, Tree<A>... children) {
    return new Tree<>(value, List.of(children));
  }

  /** The values, each before those below it. */
  public Stream<A> values() {
    return Stream.concat(Stream.of(value), children.stream().flatMap(Tree::values));
  }

  /** The value alone for a leaf, else in brackets with its children behind it. */
  @Override
  public String toString() {
    return children.isEmpty() ? String.valueOf(value) : bracketed();
  }

  private String bracketed() {
    StringBuilder text = new StringBuilder("(").append(value);
    children.forEach(child -> text.append(' ').append(child));
    return text.append(')').toString();
  }
}
