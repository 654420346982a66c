package dev.merapi.examples.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The truth is that of the simulation. */
class BarsGolden {
  @Test
  void everyBarIsFound() {
    Bars bars = Bars.simulated(40, 40);
    Tensor found = bars.found(Sampler.nuts().warmUp(150).draws(100), Key.of(1));
    int[] nearest = Bars.nearest(found);
    assertEquals(Bars.TOPICS, Arrays.stream(nearest).distinct().count(), Arrays.toString(nearest));
    for (int topic = 0; topic < Bars.TOPICS; topic++) {
      Tensor difference = found.get(nearest[topic]).minus(Bars.topics().get(topic)).abs();
      double distance = difference.sum().item() / 2;
      assertTrue(distance < 0.2, "topic %d is off by %.2f".formatted(topic, distance));
    }
  }

  @Test
  void aBarHasTheWordsOfARowOrAColumn() {
    Tensor topics = Bars.topics();
    assertEquals(Tensor.of(1, 1, 1, 0, 0, 0, 0, 0, 0).div(3), topics.get(0));
    assertEquals(Tensor.of(0, 0, 1, 0, 0, 1, 0, 0, 1).div(3), topics.get(5));
  }
}
