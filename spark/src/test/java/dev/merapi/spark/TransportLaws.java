package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.path.Mode;
import dev.merapi.infer.path.Pathfinder;
import dev.merapi.infer.rows.Advi;
import dev.merapi.infer.rows.RowDensity;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Workers that stay say what jobs say. */
class TransportLaws {
  private static final int ROWS = 1000;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Sampler SHORT =
      Sampler.nuts(new NutsLimits(3, 1000))
          .start(Start.at(0.1, -0.1, 0))
          .chains(3)
          .warmUp(5)
          .draws(5)
          .threads(2);

  @AfterAll
  static void stop() {
    Local.session("local[2]").stop();
  }

  private static double[] at(Potential potential, double... position) {
    double[] gradient = new double[3];
    double value = potential.logDensityAndGradient(position, gradient);
    return new double[] {value, gradient[0], gradient[1], gradient[2]};
  }

  @Test
  void workersHaveTheBitsOfOneThread() {
    SparkSession spark = Local.session("local[2]");
    Potential here = Logistic.model().on(Logistic.columns(ROWS)).potential();
    for (int workers : List.of(0, 1, 2)) {
      try (SparkLogDensity density =
          SparkLogDensity.of(
              Logistic.model(),
              Logistic.frame(spark, ROWS, 1 + 2 * workers),
              Logistic.COLUMNS,
              Transport.barrier().workers(workers))) {
        Potential there = density.potential();
        for (double x : List.of(0.3, -1.0, 2.0)) {
          assertArrayEquals(at(here, x, -x, 1), at(there, x, -x, 1), density.toString());
        }
      }
    }
  }

  @Test
  void chainsSideBySideHaveTheDrawsOfOneThread() {
    double[][][] here = Logistic.model().on(Logistic.columns(ROWS)).sample(SHORT, Key.of(1)).rows();
    SparkSession spark = Local.session("local[2]");
    try (SparkLogDensity density =
        SparkLogDensity.of(
            Logistic.model(),
            Logistic.frame(spark, ROWS, 3),
            Logistic.COLUMNS,
            Transport.barrier())) {
      assertTrue(Arrays.deepEquals(here, density.sample(SHORT, Key.of(1)).rows()));
    }
  }

  /** Summits, ways up to them and fits to some blocks have the bits of one thread as well. */
  @Test
  void whatIsNoChainHasTheBitsOfOneThread() {
    SparkSession spark = Local.session("local[2]");
    RowDensity here = Logistic.model().on(Logistic.columns(ROWS));
    Pathfinder ways = Pathfinder.standard().paths(2).draws(25);
    Advi few = Advi.of(3).steps(40);
    try (SparkLogDensity there = density(spark, Transport.barrier())) {
      Mode mode = Mode.of(there, Key.of(1));
      assertEquals(Mode.of(here, Key.of(1)).logEvidence(), mode.logEvidence());
      assertArrayEquals(drawn(ways.run(here, Key.of(2))), drawn(ways.run(there, Key.of(2))));
      assertArrayEquals(few.run(here, Key.of(3)).loc(), few.run(there, Key.of(3)).loc());
    }
    try (SparkLogDensity there = density(spark, Transport.aggregate())) {
      Advi fewer = Advi.of(2).steps(8);
      assertArrayEquals(fewer.run(here, Key.of(3)).loc(), fewer.run(there, Key.of(3)).loc());
    }
  }

  private static double[] drawn(Pathfinder.Found found) {
    return found.posterior().get("b").toArray();
  }

  private static SparkLogDensity density(SparkSession spark, Transport transport) {
    return SparkLogDensity.of(
        Logistic.model(), Logistic.frame(spark, ROWS, 3), Logistic.COLUMNS, transport);
  }

  /** A stage that is cancelled is begun again, and what was asked is asked again. */
  @Test
  void workersThatAreLostComeAgain() {
    SparkSession spark = Local.session("local[2]");
    Potential here = Logistic.model().on(Logistic.columns(ROWS)).potential();
    try (SparkLogDensity density = density(spark, Transport.barrier())) {
      Potential there = density.potential();
      for (double x : List.of(1.0, 2.0, 3.0)) {
        assertArrayEquals(at(here, x, x, x), at(there, x, x, x));
        spark.sparkContext().cancelAllJobs();
      }
    }
  }

  /** A thread that is interrupted stops waiting; others, and later questions, are answered. */
  @Test
  void interruptsAreHeard() {
    SparkSession spark = Local.session("local[2]");
    Potential here = Logistic.model().on(Logistic.columns(ROWS)).potential();
    for (Transport transport : List.of(Transport.aggregate(), Transport.barrier())) {
      try (SparkLogDensity density = density(spark, transport)) {
        Potential there = density.potential();
        Thread.currentThread().interrupt();
        String said = assertThrows(MerapiException.class, () -> at(there, 1, 1, 1)).getMessage();
        assertTrue(Thread.interrupted(), transport.toString());
        assertTrue(said.startsWith("The thread was interrupted"), said);
        assertArrayEquals(at(here, 1, 1, 1), at(there, 1, 1, 1));
      }
    }
  }

  @Test
  void whatIsOverSaysSo() {
    SparkSession spark = Local.session("local[2]");
    for (Transport transport : List.of(Transport.aggregate(), Transport.barrier())) {
      SparkLogDensity closed = density(spark, transport);
      Potential there = closed.potential();
      assertEquals(4, at(there, 1, 1, 1).length);
      closed.close();
      closed.close();
      assertSilent("The density is closed", there);
    }
    try (SparkLogDensity one = density(spark, Transport.aggregate());
        SparkLogDensity two = density(spark, Transport.barrier())) {
      assertEquals(4, at(two.potential(), 1, 1, 1).length);
      spark.stop();
      assertSilent("The SparkSession is stopped", one.potential());
      assertSilent("The SparkSession is stopped", two.potential());
    }
  }

  private static void assertSilent(String start, Potential potential) {
    assertRefused(start, () -> at(potential, 1, 1, 1));
  }

  /** Rows that change from one reading to the next are found when a block is read again. */
  @Test
  void rowsThatChangeAreFound() {
    SparkSession spark = Local.session("local[2]");
    spark
        .udf()
        .register("other", (Long id) -> (double) COUNT.incrementAndGet(), DataTypes.DoubleType);
    Dataset<Row> frame =
        Logistic.frame(spark, ROWS, 3).withColumn("x1", functions.expr("other(id)"));
    try (SparkLogDensity density = SparkLogDensity.of(Logistic.model(), frame, Logistic.COLUMNS)) {
      spark.sparkContext().getPersistentRDDs().foreach(kept -> kept._2().unpersist(true));
      assertRefused("Rows ", () -> at(density.potential(), 1, 1, 1));
    }
  }

  @Test
  void whatCannotBeIsASentence() throws IOException {
    SparkSession spark = Local.session("local[2]");
    assertRefused(
        "3 workers of a barrier stage need a core each, but there are 2.",
        () -> density(spark, Transport.barrier().workers(3)).close());
    assertRefused("A barrier stage has at least 1 worker", () -> Transport.barrier().workers(-1));
    SparkConf conf = new SparkConf(false).set("spark.driver.host", "127.0.0.1");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      conf.set("spark.merapi.port", Integer.toString(taken.getLocalPort()));
      assertRefused(
          "Workers cannot be waited for at 127.0.0.1, port " + taken.getLocalPort(),
          () -> Gate.open(conf, wire -> {}, () -> {}).close());
    }
  }

  private static void assertRefused(String start, Executable what) {
    String said = assertThrows(MerapiException.class, what).getMessage();
    assertTrue(said.startsWith(start) && said.endsWith("."), said);
  }

  /** Who does not know the secret is not heard. */
  @Test
  void strangersStayOutside() throws Exception {
    SparkConf conf = new SparkConf(false).set("spark.driver.host", "127.0.0.1");
    CountDownLatch heard = new CountDownLatch(1);
    try (Gate gate = Gate.open(conf, wire -> heard.countDown(), () -> {})) {
      byte[] wrong = gate.secret();
      wrong[0] ^= 1;
      try (Wire wire = Wire.worker(new Socket(gate.host(), gate.port()), wrong)) {
        wire.greet(1, 0, 0);
        assertThrows(IOException.class, () -> wire.in().readByte());
      }
      assertEquals(1, heard.getCount());
      try (Wire wire = Wire.worker(new Socket(gate.host(), gate.port()), gate.secret())) {
        wire.greet(1, 0, 0);
        heard.await();
      }
    }
  }
}
