package dev.merapi.examples.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The truth is that of the simulation. */
class DevicesGolden {
  private static final int MINUTES = 60;

  @Test
  void powersAndStatesAreFound() {
    Map<String, Tensor> truth = Devices.simulated(MINUTES);
    Devices devices = Devices.of(truth, MINUTES);
    Sampler sampler = Sampler.nuts().chains(1).warmUp(150).draws(100);
    Posterior posterior = Posterior.sample(sampler, devices.model(), Key.of(1));
    Summary summary = Report.of(posterior, "power", "stay", "noise");
    assertFound(120, 15, summary.find("power[1]").get());
    assertFound(430, 15, summary.find("power[2]").get());
    assertFound(0.9, 0.06, summary.find("stay[1]").get());
    assertFound(0.95, 0.06, summary.find("stay[2]").get());
    assertFound(40, 8, summary.find("noise").get());
    Map<String, Tensor> states = devices.states(posterior);
    assertTrue(wrong(states, truth, "large") == 0);
    assertTrue(wrong(states, truth, "small") <= 0.05 * MINUTES);
    drawnStatesAreSureOfTheTruth(posterior, truth);
  }

  /** Within four deviations of the posterior, which is narrower than the prior. */
  private static void assertFound(double truth, double widest, ParameterSummary found) {
    assertEquals(truth, found.mean(), 4 * found.sd(), found.toString());
    assertTrue(found.sd() < widest, found.toString());
  }

  private static double wrong(
      Map<String, Tensor> states, Map<String, Tensor> truth, String device) {
    Tensor found = Devices.series(states, device, MINUTES);
    return found.ne(Devices.series(truth, device, MINUTES)).sum().item();
  }

  private static void drawnStatesAreSureOfTheTruth(Posterior posterior, Map<String, Tensor> truth) {
    double sure = 0;
    for (int t = 0; t < MINUTES; t++) {
      String site = "large_" + t;
      sure += posterior.get(site).eq(truth.get(site)).mean().item() / MINUTES;
    }
    assertTrue(sure > 0.99, "sure " + sure);
  }
}
