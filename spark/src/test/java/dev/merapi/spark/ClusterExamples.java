package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two worker processes have the draws of one thread, also when one of them is lost on the way. */
@Tag("statistical")
class ClusterExamples {
  private static final int ROWS = 1000;
  private static final Sampler SAMPLER =
      Sampler.hmc(0.3).start(Start.at(0.1, -0.1, 0)).chains(1).warmUp(5).draws(10).threads(1);

  /** Another, which counts and after some calls does something once. */
  private record Interrupted(Potential potential, AtomicInteger calls, int at, Runnable what)
      implements Potential {
    @Override
    public int dimension() {
      return potential.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      if (calls.incrementAndGet() == at) {
        what.run();
      }
      return potential.logDensityAndGradient(position, gradient);
    }

    @Override
    public Potential fork() {
      return new Interrupted(potential.fork(), calls, at, what);
    }
  }

  @Test
  void aWorkerThatIsLostChangesNoBit(@TempDir Path folder) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Potential here = Logistic.model().on(Logistic.columns(ROWS)).potential();
    double[][][] expected =
        SAMPLER.run(new Interrupted(here, calls, -1, () -> {}), Key.of(3)).draws();
    try (Cluster cluster = new Cluster(folder)) {
      SparkSession spark = cluster.session();
      try (SparkLogDensity density = density(spark, Transport.aggregate())) {
        assertTrue(density.toString().contains("2 executors (0 without"), density.toString());
        Potential there = density.potential();
        assertTrue(Arrays.deepEquals(expected, SAMPLER.run(there, Key.of(3)).draws()));
        AtomicInteger again = new AtomicInteger();
        Potential lossy = new Interrupted(there, again, calls.get() / 2, () -> cluster.kill(0));
        assertTrue(Arrays.deepEquals(expected, SAMPLER.run(lossy, Key.of(3)).draws()));
        assertEquals(calls.get(), again.get());
      } finally {
        spark.stop();
      }
    }
  }

  /**
   * First an executor is lost, which its worker process replaces, and then the process: half of the
   * cores are gone, and each gradient is a job.
   */
  @Test
  void aBarrierStageThatLosesAnExecutorBeginsAgain(@TempDir Path folder) throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Potential here = Logistic.model().on(Logistic.columns(ROWS)).potential();
    double[][][] expected =
        SAMPLER.run(new Interrupted(here, calls, -1, () -> {}), Key.of(3)).draws();
    try (Cluster cluster = new Cluster(folder)) {
      SparkSession spark = cluster.session();
      try (SparkLogDensity density = density(spark, Transport.barrier())) {
        Potential there = density.potential();
        for (Runnable loss :
            List.<Runnable>of(() -> cluster.killExecutor(0), () -> cluster.kill(1))) {
          AtomicInteger again = new AtomicInteger();
          Potential lossy = new Interrupted(there, again, calls.get() / 2, loss);
          assertTrue(Arrays.deepEquals(expected, SAMPLER.run(lossy, Key.of(3)).draws()));
          assertEquals(calls.get(), again.get());
        }
      } finally {
        spark.stop();
      }
    }
  }

  private static SparkLogDensity density(SparkSession spark, Transport transport) {
    return SparkLogDensity.of(
        Logistic.model(), Logistic.frame(spark, ROWS, 4), Logistic.COLUMNS, transport);
  }
}
