package dev.merapi.effects;

import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Value.Computed;
import dev.merapi.effects.Value.Latent;
import dev.merapi.effects.Value.Observed;
import dev.merapi.effects.Value.Replayed;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.internal.Unobserved;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A random variable of a program: what handlers read and rewrite.
 *
 * @param name unique in one run
 * @param distribution its law given everything upstream; plates expand its batch shape
 * @param value who decides its value
 * @param weight how much its log-probability counts
 * @param place the plates, chains and enumerated dims around it
 * @param infer what the model says to inference algorithms
 * @param visibility whether handlers further out see it
 */
public record Site(
    String name,
    Distribution distribution,
    Value value,
    Weight weight,
    Place place,
    Infer infer,
    Visibility visibility) {

  /** A latent variable. */
  public static Site latent(String name, Distribution distribution) {
    return of(name, distribution, Value.LATENT);
  }

  /** A variable whose value is decided by {@code value}. */
  public static Site of(String name, Distribution distribution, Value value) {
    return new Site(
        name, distribution, value, Weight.ONE, Place.here(), Infer.DEFAULT, Visibility.VISIBLE);
  }

  /** Evidence at this value, whatever it was before; a computed site stays as it is. */
  public Site observed(Tensor data) {
    return switch (value) {
      case Latent _, Observed _, Replayed _ -> valued(new Observed(data));
      case Computed _ -> this;
    };
  }

  /**
   * The value of another run for a site that is not evidence and not computed; of data with missing
   * elements these alone will do.
   */
  public Site replayed(Tensor other) {
    return replayed(Interior.of(other));
  }

  /** The same, with the distances of the value from the ends of the support. */
  public Site replayed(Interior other) {
    return switch (value) {
      case Latent _, Replayed _ ->
          valued(
              new Replayed(
                  distribution instanceof Unobserved partly
                      ? Interior.of(partly.whole(other.value()))
                      : other));
      case Observed _, Computed _ -> this;
    };
  }

  /**
   * An observed site as a latent one, which remembers its observation in {@link Infer#forgotten}.
   */
  public Site forgotten() {
    return switch (value) {
      case Observed(Tensor data) -> valued(Value.LATENT).inferred(i -> i.forgetting(data));
      case Latent _, Replayed _, Computed _ -> this;
    };
  }

  /** A record of a value that the program computes, in place of the variable. */
  public Site computed(Tensor result) {
    return new Site(
        name,
        Certain.value(result, distribution.eventDim()),
        new Computed(result),
        weight,
        place,
        infer,
        visibility);
  }

  /** A term {@code logFactor} [B..] of the log-density beside it: at its place, with its weight. */
  public Site term(String other, Tensor logFactor) {
    Certain point = Certain.factor(logFactor);
    return new Site(
        other, point, new Computed(point.value()), weight, place, Infer.DEFAULT, visibility);
  }

  /** Its log-probability times {@code factor}, which broadcasts with the batch shape. */
  public Site scaled(Tensor factor) {
    return weighing(weight.scaled(factor));
  }

  /** Its log-probability where {@code condition} is 1. */
  public Site masked(Tensor condition) {
    return weighing(weight.masked(condition));
  }

  /** Its log-probability at every element, whatever was masked. */
  public Site unmasked() {
    return weighing(new Weight(weight.scale(), Optional.empty()));
  }

  /** Not seen by handlers further out. */
  public Site hidden() {
    return new Site(name, distribution, value, weight, place, infer, Visibility.HIDDEN);
  }

  /** With other options for inference. */
  public Site inferred(UnaryOperator<Infer> change) {
    return new Site(name, distribution, value, weight, place, change.apply(infer), visibility);
  }

  /** Under another name. */
  public Site renamed(String other) {
    return new Site(other, distribution, value, weight, place, infer, visibility);
  }

  /** With another law. */
  public Site distributed(Distribution other) {
    return new Site(name, other, value, weight, place, infer, visibility);
  }

  /** At another place. */
  public Site placed(Place other) {
    return new Site(name, distribution, value, weight, other, infer, visibility);
  }

  private Site valued(Value other) {
    return new Site(name, distribution, other, weight, place, infer, visibility);
  }

  private Site weighing(Weight other) {
    return new Site(name, distribution, value, other, place, infer, visibility);
  }

  /**
   * The key of its draw under the key of a run: folded from its name, and from the element of each
   * sequential plate around it; never from the order in which sites are visited.
   */
  public Key keyUnder(Key run) {
    Key key = run.fold(name);
    for (Frame frame : place.frames()) {
      key =
          switch (frame) {
            case Frame.Sequential(_, int index, _, _) -> key.fold(index);
            case Frame.Vectorised _ -> key;
          };
    }
    return key;
  }

  /** Whether its value is still to be decided by inference: latent, or replayed. */
  public boolean isLatent() {
    return value instanceof Latent || value instanceof Replayed;
  }

  /** Whether it is evidence. */
  public boolean isObserved() {
    return value instanceof Observed;
  }

  /** Whether the program computes its value. */
  public boolean isComputed() {
    return value instanceof Computed;
  }

  /** Whether it is the index set of a plate. */
  public boolean isIndexSet() {
    return distribution instanceof IndexSet;
  }

  /** Whether handlers further out leave it alone. */
  public boolean isHidden() {
    return visibility == Visibility.HIDDEN;
  }
}
