package dev.merapi.tensor;

/**
 * A program asked a symbolic tensor for its numbers: its control flow depends on the value named in
 * the message.
 */
public final class SymbolicValueException extends MerapiException {
  private static final long serialVersionUID = 1L;

  private final String origin;

  /** The error for the input of the given name. */
  public SymbolicValueException(String origin) {
    super(
        ("The value of '%s' is symbolic while the graph is being built, so no number can be read"
                + " from it. Use tensor operations (where, comparisons, gathers) instead of Java"
                + " control flow, or run the program with values.")
            .formatted(origin));
    this.origin = origin;
  }

  /** The name of the input whose number was asked for. */
  public String origin() {
    return origin;
  }
}
