package dev.merapi.effects.trace;

/** What a program returned, and what happened on the way. */
public record Traced<A>(Trace trace, A value) {}
