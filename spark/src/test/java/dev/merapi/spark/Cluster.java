package dev.merapi.spark;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.sql.SparkSession;

/** A standalone cluster on loopback: a master and two workers, each a process of one core. */
final class Cluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Path home;
  private final int port;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  Cluster(Path folder) throws IOException {
    this.home = Files.createDirectories(folder.resolve("home"));
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = socket.getLocalPort();
    }
    this.master =
        process("master.Master", "--host", HOST, "--port", "" + port, "--webui-port", "0");
    awaitMaster();
    for (int i = 0; i < 2; i++) {
      workers.add(
          process(
              "worker.Worker",
              "--host",
              HOST,
              "--port",
              "0",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "700m",
              "--work-dir",
              folder.resolve("work" + i).toString(),
              url()));
    }
  }

  /** Who finds no master does not try again for long. */
  private void awaitMaster() throws IOException {
    while (master.isAlive()) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (ConnectException notYet) {
        LockSupport.parkNanos(100_000_000);
      }
    }
    throw new IOException("The master has ended.");
  }

  private String url() {
    return "spark://" + HOST + ":" + port;
  }

  private Process process(String type, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-Dspark.master.rest.enabled=false",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.spark.deploy." + type));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  SparkSession session() {
    return SparkSession.builder()
        .master(url())
        .appName("tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", HOST)
        .config("spark.driver.bindAddress", HOST)
        .config("spark.executor.memory", "512m")
        .config("spark.executor.cores", "1")
        .config("spark.cores.max", "2")
        .config("spark.scheduler.minRegisteredResourcesRatio", "1.0")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate();
  }

  /** Ends a worker and its executor without a word. */
  void kill(int worker) {
    kill(workers.get(worker));
  }

  /** Ends the executor of a worker, and not the worker. */
  void killExecutor(int worker) {
    workers.get(worker).descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private static void kill(Process process) {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    workers.forEach(Cluster::kill);
    kill(master);
    try {
      for (Process worker : workers) {
        var _ = worker.waitFor();
      }
      var _ = master.waitFor();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
