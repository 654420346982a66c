package dev.merapi.effects;

/** What can be put around a program and keeps the type of its result. */
public interface Handler {

  /** The program as this handler has it. */
  <A> Model<A> on(Model<A> model);

  /** A name for reports. */
  default String label() {
    return getClass().getSimpleName();
  }
}
