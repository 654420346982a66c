package dev.merapi.infer.saved;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A model that was written and read samples the draws of the program. */
class SavedModelLaws {
  private static final Sampler SHORT = Sampler.nuts().chains(2).warmUp(60).draws(20).threads(1);

  private static Model<?> schools() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor error = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                sample("tau", halfNormal(5))
                    .flatMap(
                        tau ->
                            plate(
                                "schools",
                                8,
                                _ ->
                                    sample("z", normal(0, 1))
                                        .flatMap(
                                            z ->
                                                deterministic("theta", mu.plus(tau.times(z)))
                                                    .flatMap(
                                                        theta ->
                                                            observe(
                                                                "y", normal(theta, error), y))))));
  }

  private static Model<?> logistic() {
    SplittableRandom random = new SplittableRandom(3);
    Tensor x = Tensor.of(random.doubles(900, -1, 1).toArray(), Shape.of(300, 3));
    Tensor y = Tensor.of(random.doubles(300).map(Math::round).toArray());
    return sample("b", normal(0, 1).expand(Shape.of(3)).toEvent(1))
        .flatMap(b -> plate("rows", 300, _ -> observe("y", bernoulliLogits(x.matmul(b)), y)));
  }

  /** Sites that are summed out are drawn for each draw. */
  private static Model<?> switches() {
    Tensor y = Tensor.of(0, 1, 7, 9, 1, 8);
    return sample("rate", halfNormal(5))
        .flatMap(
            rate ->
                plate(
                    "days",
                    6,
                    _ ->
                        sample("on", bernoulli(0.4))
                            .flatMap(on -> observe("y", poisson(rate.times(on).plus(0.5)), y))));
  }

  @Test
  void whatIsReadSamplesTheDrawsOfTheProgram() {
    for (Model<?> model : List.of(schools(), logistic(), switches())) {
      Posterior program = Posterior.sample(SHORT, model, Key.of(1));
      SavedModel read = SavedModel.of(SavedModel.of(model).bytes());
      Posterior data = read.sample(SHORT, Key.of(1));
      assertEquals(program.quantities(), data.quantities());
      assertTrue(Arrays.deepEquals(program.rows(), data.rows()));
      assertEquals(program.summary().toString(), data.summary().toString());
    }
  }

  @Test
  void bytesAreAFunctionOfTheModel() {
    byte[] bytes = SavedModel.of(schools()).bytes();
    assertTrue(Arrays.equals(bytes, SavedModel.of(schools()).bytes()));
    assertTrue(Arrays.equals(bytes, SavedModel.of(bytes).bytes()));
  }

  @Test
  void aDynamicModelIsRefused() {
    Model<?> looks =
        sample("x", normal(0, 1))
            .flatMap(x -> x.item() > 0 ? sample("y", normal(x, 1)) : sample("y", normal(x, 2)));
    ModelException refused = assertThrows(ModelException.class, () -> SavedModel.of(looks));
    assertTrue(
        refused.getMessage().startsWith("A dynamic model has no graph"), refused.getMessage());
    assertTrue(refused.getMessage().contains("'x'"), refused.getMessage());
  }

  @Test
  void changedBytesAreSentences() {
    byte[] good = SavedModel.of(pure(0).flatMap(_ -> schools())).bytes();
    assertSentence("do not begin with 'merapi-m'", new byte[0]);
    assertSentence("do not begin with 'merapi-m'", changed(good, 0));
    byte[] later = good.clone();
    later[11] = 2;
    assertSentence("saved in form 2, but this version of the library reads forms 1 to 1", later);
    assertSentence("bytes", Arrays.copyOf(good, good.length - 1));
    for (int at = 12; at < good.length; at += 101) {
      assertSentence("", changed(good, at));
    }
    for (int length = 0; length < good.length; length += 97) {
      assertSentence("", Arrays.copyOf(good, length));
    }
  }

  private static byte[] changed(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 0x40;
    return copy;
  }

  private static void assertSentence(String part, byte[] bytes) {
    String said = assertThrows(DamagedException.class, () -> SavedModel.of(bytes)).getMessage();
    assertTrue(said.contains(part) && said.endsWith("."), said);
  }
}
