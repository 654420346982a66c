package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Populations hear an interrupt, on one thread and on several. */
class InterruptExamples {
  private static final Key KEY = Key.of(1);
  private static final int FOR_EVER = 1_000_000_000;

  private static Model<Tensor> model() {
    return sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), 1).map(_ -> x));
  }

  private static void interrupted(Executable work) throws Throwable {
    Thread caller = Thread.currentThread();
    Thread user =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(300);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  caller.interrupt();
                });
    work.execute();
    user.join();
  }

  private static void isRefused(Executable work) throws Throwable {
    interrupted(
        () -> {
          ModelException e = assertThrows(ModelException.class, work);
          assertTrue(Thread.interrupted());
          assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
        });
  }

  @Test
  void movesOfATemperedPopulation() throws Throwable {
    isRefused(() -> Tempered.of(4).moves(FOR_EVER).run(model(), KEY));
    isRefused(() -> Tempered.of(4).moves(FOR_EVER).threads(2).run(model(), KEY));
  }

  @Test
  void theStepsThatParticleGibbsLeavesOut() throws Throwable {
    interrupted(
        () -> {
          Posterior posterior = ParticleGibbs.of(Smc.of(3), model()).posterior(KEY, 1, FOR_EVER);
          assertTrue(Thread.interrupted());
          assertEquals(0, posterior.size());
        });
  }
}
