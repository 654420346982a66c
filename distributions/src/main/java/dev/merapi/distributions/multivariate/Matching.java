package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Assignments;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Ways to give N = c n sources one of n places each, and each place c sources: p(v) is proportional
 * to exp(Σᵢ logits[i, vᵢ]). logits has shape [.., N, n], finite numbers; events are vectors of N
 * numbers from 0 to n − 1. Draws are exact, and where there are few, all values can be listed.
 *
 * <p>With {@code rounds} 0 the constant is exact, by {@link MatchingTable}; otherwise it is Bethe's
 * approximation after that many rounds of messages, {@link MatchingBeliefs}, with which p sums to
 * between 1 and 2^(N/2).
 */
public record Matching(Tensor logits, int capacity, int rounds, Shape batchShape)
    implements Distribution {

  /** More rounds change nothing, but take for ever. */
  private static final int MOST_ROUNDS = 1000;

  /** Checks the numbers. */
  public Matching {
    var _ = Validation.parameter("Matching", "logits", logits, Constraints.realMatrix());
    if (rounds < 0 || rounds > MOST_ROUNDS) {
      throw new ArgumentException(
          "Matching: %d rounds of messages were asked for; give 1 to %d, or 0 for the exact constant"
              .formatted(rounds, MOST_ROUNDS));
    }
  }

  /** One source for each place, by logits [.., n, n]. */
  @Factory(value = "oneOneMatching", arrays = "logits")
  public static Matching oneToOne(Tensor logits) {
    return of("OneOneMatching", logits, 1);
  }

  /** Two sources for each place, by logits [.., 2n, n]. */
  @Factory(value = "oneTwoMatching", arrays = "logits")
  public static Matching twoToOne(Tensor logits) {
    return of("OneTwoMatching", logits, 2);
  }

  private static Matching of(String name, Tensor logits, int capacity) {
    Shape batch = Parameters.of(name).with("logits", logits, Constraints.realMatrix()).batchShape();
    if (logits.size(-2) != capacity * logits.size(-1)) {
      throw new ShapeException(
          "%s wants logits of shape [.., %sn, n], but theirs is %s"
              .formatted(name, capacity == 1 ? "" : capacity, logits.shape()));
    }
    return new Matching(logits, capacity, 0, batch);
  }

  /** The same distribution with the constant approximated by {@code rounds} rounds of messages. */
  public Matching approximated(int rounds) {
    return new Matching(logits, capacity, rounds, batchShape);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(logits.size(-2));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Matching").with("logits", logits, Constraints.realMatrix());
  }

  @Override
  public Constraint support() {
    return new Assignments(logits.size(-1), capacity);
  }

  private MatchingTable table() {
    return MatchingTable.of(logits.size(-1), capacity);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    return chosen(
        rows,
        ways -> ways.logSumExp(-1),
        (source, ways) ->
            new ChooseByWeight().on(ways.softmax(-1), Noise.uniform(key.fold(source), rows)));
  }

  @Override
  public Tensor mode() {
    return chosen(batchShape, ways -> ways.max(-1), (_, ways) -> ways.argmax(-1));
  }

  /** From the last source to the first, a place for each among its ways given those behind it. */
  private Tensor chosen(
      Shape rows, UnaryOperator<Tensor> sum, BiFunction<Integer, Tensor, Tensor> choice) {
    MatchingTable table = table();
    Tensor known = Terms.detached(relative());
    Tensor[] filled = table.filled(known, sum);
    Tensor[] places = new Tensor[logits.size(-2)];
    Tensor state = Tensor.full(rows, table.states() - 1);
    for (int i = places.length - 1; i >= 0; i--) {
      Tensor before = table.before(state);
      Tensor ways = LastAxis.choose(filled[i].unsqueeze(-2), before);
      Tensor row = known.slice(-2, i, i + 1).squeeze(-2);
      places[i] = choice.apply(i, ways.plus(row).plus(table.allowed(state)));
      state = LastAxis.choose(before, places[i]);
    }
    return Tensor.stack(-1, places);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor relative = relative();
    boolean exact = rounds == 0 || logits.size(-2) == 1;
    Tensor constant =
        exact ? table().total(relative) : MatchingBeliefs.total(relative, capacity, rounds);
    return LastAxis.choose(relative, value).sum(-1).minus(constant);
  }

  /** Logits less the greatest: every matching has equally many. */
  private Tensor relative() {
    return logits.minus(Terms.detached(logits.max(-1, -2)).unsqueeze(-1).unsqueeze(-1));
  }

  @Override
  public Matching expand(Shape batchShape) {
    return new Matching(logits, capacity, rounds, batchShape);
  }
}
