package dev.merapi.distributions.internal;

import dev.merapi.tensor.ArgumentException;
import org.jspecify.annotations.Nullable;

/** Arguments that must be there. */
public final class Given {
  private Given() {}

  /** The argument; a sentence with the names of the function and of the argument if it is null. */
  public static <T> T argument(@Nullable T argument, String function, String name) {
    if (argument == null) {
      throw new ArgumentException("%s: %s is null".formatted(function, name));
    }
    return argument;
  }
}
