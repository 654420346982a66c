package dev.merapi.laws.wild;

import dev.merapi.tensor.MerapiException;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of a call: a result, or what was thrown, and the thread's time. */
record Answer(
    Executable called,
    @Nullable Object self,
    List<@Nullable Object> given,
    @Nullable Object result,
    @Nullable Throwable thrown,
    long nanos) {

  /** Whether the call was refused in a sentence. */
  boolean isRefused() {
    return thrown instanceof MerapiException
        && thrown.getMessage() != null
        && !thrown.getMessage().isEmpty();
  }

  /** Whether something was thrown that is no sentence of ours. */
  boolean isBare() {
    return thrown != null && !isRefused();
  }

  /** Where in the library it was thrown: what like faults have in common. */
  String place() {
    return thrown == null
        ? ""
        : thrown.getClass().getSimpleName()
            + Arrays.stream(thrown.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.merapi."))
                .filter(frame -> !frame.getClassName().startsWith("dev.merapi.laws.wild"))
                .findFirst()
                .map(frame -> " at " + frame)
                .orElse(" nowhere");
  }

  @Override
  public String toString() {
    String all =
        "%s.%s on %s of %s: %s"
            .formatted(
                called.getDeclaringClass().getSimpleName(),
                called.getName(),
                Text.of(self),
                given.stream().map(Text::of).toList(),
                thrown == null ? Text.of(result) : thrown + place());
    return all.replaceAll("[\\s\\p{Cntrl}]+", " ");
  }
}
