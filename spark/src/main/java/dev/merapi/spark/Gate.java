package dev.merapi.spark;

import dev.merapi.tensor.ArgumentException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import org.apache.spark.SparkConf;

/** Where workers come in: who does not know the secret stays outside. */
final class Gate implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Gate.class.getName());
  private static final String HOST = "spark.driver.host";
  private static final String PORT = "spark.merapi.port";
  private static final int SECRET = 32;
  private static final int HANDSHAKE = 10_000;
  private static final int TICK = 250;

  /** What is done with a worker who knows the secret. */
  @FunctionalInterface
  interface Welcome {
    void accept(Wire wire) throws IOException;
  }

  private final String host;
  private final ServerSocket server;
  private final byte[] secret = new byte[SECRET];

  private Gate(String host, ServerSocket server) {
    this.host = host;
    this.server = server;
    new SecureRandom().nextBytes(secret);
  }

  /**
   * A gate that is open.
   *
   * @param welcome is told of each worker, on a thread of its own
   * @param tick is called a few times a second
   */
  static Gate open(SparkConf conf, Welcome welcome, Runnable tick) {
    String host = conf.get(HOST);
    String bound = conf.get("spark.driver.bindAddress", host);
    int port = conf.getInt(PORT, 0);
    try {
      ServerSocket server = new ServerSocket();
      server.setSoTimeout(TICK);
      server.bind(new InetSocketAddress(bound, port));
      Gate gate = new Gate(host, server);
      Thread.ofPlatform().daemon().name("merapi-gate").start(() -> gate.accept(welcome, tick));
      return gate;
    } catch (IOException | IllegalArgumentException refused) {
      throw new ArgumentException(
          "Workers cannot be waited for at %s, port %d: %s. Set spark.driver.bindAddress to an address of this machine and %s to a free port or 0, or take Transport.aggregate()."
              .formatted(bound, port, refused.getMessage(), PORT),
          refused);
    }
  }

  String host() {
    return host;
  }

  int port() {
    return server.getLocalPort();
  }

  byte[] secret() {
    return secret.clone();
  }

  private void accept(Welcome welcome, Runnable tick) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().name("merapi-gate").start(() -> greet(socket, welcome));
      } catch (SocketTimeoutException nobody) {
        tick.run();
      } catch (IOException gone) {
        LOGGER.log(Level.DEBUG, "the gate", gone);
      }
    }
  }

  private void greet(Socket socket, Welcome welcome) {
    try (socket) {
      socket.setSoTimeout(HANDSHAKE);
      try (Wire wire = Wire.driver(socket, secret)) {
        welcome.accept(wire);
      }
    } catch (IOException gone) {
      LOGGER.log(Level.DEBUG, "a worker", gone);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException gone) {
      LOGGER.log(Level.DEBUG, "the gate", gone);
    }
  }
}
