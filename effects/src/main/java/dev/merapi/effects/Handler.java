package dev.merapi.effects;

import java.util.Set;

/** What can be put around a program and keeps the type of its result. */
public interface Handler {
  /** The program as this handler has it. */
  <A> Model<A> on(Model<A> model);

  /** A name for reports. */
  default String label() {
    return getClass().getSimpleName();
  }

  /**
   * The names of sites, plates and parameters that it was given. A checked run that ends and has
   * met one of them nowhere says so in the log, with the nearest name: once for each program that
   * the handler is put around.
   */
  default Set<String> names() {
    return Set.of();
  }
}
