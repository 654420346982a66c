package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.List;
import java.util.function.Function;

/**
 * Draws that are tried again until each element is kept. Attempt number {@code first} is the first
 * one after the start, and none has a number of {@code limit} or more. With known numbers the
 * attempts are computed one by one, and carry gradients; in a graph an attempt is recorded once, on
 * a stand-in for its number, and runs as often as needed, without a gradient.
 *
 * @param refusal what is said where something is not kept at the limit; if it is empty, the last
 *     values stand
 */
public record Attempts(int first, int limit, String refusal) {

  /**
   * Values, and which of them are kept.
   *
   * @param value [R.., E..]
   * @param kept [R..], 0 or 1
   */
  public record Attempt(Tensor value, Tensor kept) {}

  /** The values after all attempts, from those at the start; {@code next} is given the number. */
  public Tensor from(Attempt start, Function<Tensor, Attempt> next) {
    Attempt now = start;
    for (int number = first; isKnown(now.kept()); number++) {
      if (now.kept().all().dense().item() != 0 || number >= limit) {
        return checked(now);
      }
      Attempt after = next.apply(Tensor.scalar(number));
      if (!isKnown(after.kept())) {
        break;
      }
      now = joined(now, after);
    }
    return recorded(start, next);
  }

  private static boolean isKnown(Tensor tensor) {
    return tensor instanceof Dense || (tensor instanceof Symbolic node && node.value() != null);
  }

  private Tensor checked(Attempt last) {
    if (!refusal.isEmpty() && last.kept().all().dense().item() == 0) {
      throw new ArgumentException(refusal);
    }
    return last.value();
  }

  /** What was kept, and the new values elsewhere. */
  private static Attempt joined(Attempt now, Attempt after) {
    Shape aligned = now.kept().shape();
    for (int i = now.kept().rank(); i < now.value().rank(); i++) {
      aligned = aligned.append(1);
    }
    Tensor value = Tensor.where(now.kept().reshape(aligned), now.value(), after.value());
    return new Attempt(value, now.kept().or(after.kept()));
  }

  private Tensor recorded(Attempt start, Function<Tensor, Attempt> next) {
    return WORDS.until(
        start.value(),
        start.kept(),
        first,
        limit,
        refusal,
        number -> {
          Attempt after = next.apply(number);
          return List.of(after.value(), after.kept());
        });
  }
}
