package dev.merapi.tensor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of an immutable expression graph: a named {@link Input} or an operation {@link Apply
 * applied} to tensors. A node may carry the numbers it has in the current run (a <em>recorded</em>
 * node); without them, asking for a number is an error that names the input.
 */
public sealed interface Symbolic extends Tensor permits Symbolic.Input, Symbolic.Apply {

  /** The numbers of this node in the current run, or null when only the graph is being built. */
  @Nullable Dense value();

  /** The name of the first input that this node depends on, for messages. */
  String origin();

  /**
   * What is known of its numbers beside the graph, or has been worked out from it; null where
   * nobody has asked yet. It is about the node and not part of it: equal graphs are equal whatever
   * is known.
   */
  @Nullable Promise promise();

  /** Notes what is known of the numbers of this node; whoever calls vouches for it. */
  void promise(Promise promise);

  /** Something that is known of the numbers of a node. */
  interface Promise {
    /** The set that each of them lies in. */
    Bounds bounds();
  }

  @Override
  default Dense dense() {
    Dense value = value();
    if (value == null) {
      throw new SymbolicValueException(origin());
    }
    return value;
  }

  /** A free variable of the graph. Two inputs are the same only if they are the same object. */
  final class Input implements Symbolic {
    private final String name;
    private final Shape shape;
    private final @Nullable Dense value;
    private @Nullable Promise promise;

    private Input(String name, Shape shape, @Nullable Dense value) {
      this.name = name;
      this.shape = shape;
      this.value = value;
    }

    /** An input without a value. */
    public static Input of(String name, Shape shape) {
      return new Input(name, shape, null);
    }

    /**
     * An input that also carries its value, so that the program built on it may look at numbers.
     */
    public static Input recorded(String name, Dense value) {
      return new Input(name, value.shape(), value);
    }

    /** The name by which messages call the variable. */
    public String name() {
      return name;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public @Nullable Dense value() {
      return value;
    }

    @Override
    public @Nullable Promise promise() {
      return promise;
    }

    @Override
    public void promise(Promise known) {
      promise = known;
    }

    @Override
    public String origin() {
      return name;
    }

    @Override
    public String toString() {
      return name + shape;
    }
  }

  /** An operation applied to tensors, at least one of them symbolic. */
  final class Apply implements Symbolic {
    private final Operation operation;
    private final List<Tensor> inputs;
    private final Shape shape;
    private final @Nullable Dense value;
    private @Nullable Promise promise;

    /**
     * The result of {@code operation} on {@code inputs}, with its shape by the shape rule and its
     * value where known.
     */
    public Apply(Operation operation, List<Tensor> inputs, Shape shape, @Nullable Dense value) {
      this.operation = operation;
      this.inputs = List.copyOf(inputs);
      this.shape = shape;
      this.value = value;
    }

    /** What is applied. */
    public Operation operation() {
      return operation;
    }

    /** What the operation is applied to. */
    public List<Tensor> inputs() {
      return inputs;
    }

    @Override
    public Shape shape() {
      return shape;
    }

    @Override
    public @Nullable Dense value() {
      return value;
    }

    @Override
    public @Nullable Promise promise() {
      return promise;
    }

    @Override
    public void promise(Promise known) {
      promise = known;
    }

    @Override
    public String origin() {
      @Nullable Symbolic node = this;
      while (node instanceof Apply apply) {
        node =
            apply.inputs.stream()
                .filter(Symbolic.class::isInstance)
                .map(Symbolic.class::cast)
                .findFirst()
                .orElse(null);
      }
      return node == null ? operation.name() : node.origin();
    }

    @Override
    public String toString() {
      return operation.name() + shape;
    }
  }
}
