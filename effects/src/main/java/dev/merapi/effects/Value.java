package dev.merapi.effects;

import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/** Who decides the value of a site. */
public sealed interface Value {
  /** The undecided value. */
  Value LATENT = new Latent();

  /** The value, where it is decided. */
  Optional<Tensor> toOptional();

  /** Nobody yet: it will be drawn, enumerated or proposed. */
  record Latent() implements Value {
    @Override
    public Optional<Tensor> toOptional() {
      return Optional.empty();
    }
  }

  /** The data: evidence, which only another observation from further out may replace. */
  record Observed(Tensor value) implements Value {
    @Override
    public Optional<Tensor> toOptional() {
      return Optional.of(value);
    }
  }

  /**
   * Another run or an algorithm: the site is still a latent variable, with this value now, and with
   * its distances from the ends of the support where they are known.
   */
  record Replayed(Interior interior) implements Value {
    /** A value alone. */
    public Replayed(Tensor value) {
      this(Interior.of(value));
    }

    /** The value. */
    public Tensor value() {
      return interior.value();
    }

    @Override
    public Optional<Tensor> toOptional() {
      return Optional.of(value());
    }
  }

  /** The program itself, by {@code deterministic} or {@code factor}: no handler can change it. */
  record Computed(Tensor value) implements Value {
    @Override
    public Optional<Tensor> toOptional() {
      return Optional.of(value);
    }
  }
}
