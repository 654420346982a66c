package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * What a driver and a worker say to each other, sealed, as either of them sees it. A worker begins
 * with {@link #greet}; then the driver asks, and the worker answers or refuses; the driver ends.
 */
final class Wire implements AutoCloseable {
  static final int ASK = 1;
  static final int ANSWER = 2;
  static final int REFUSE = 3;
  static final int END = 4;

  private static final int HELLO = 5;
  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  private Wire(Socket socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = new DataInputStream(in);
    this.out = new DataOutputStream(out);
  }

  /** As a worker sees it. */
  static Wire worker(Socket socket, byte[] secret) throws IOException {
    return of(socket, secret, true);
  }

  /** As a driver sees it: of a worker who has shown that it knows the secret. */
  static Wire driver(Socket socket, byte[] secret) throws IOException {
    Wire wire = of(socket, secret, false);
    if (wire.in.read() != HELLO) {
      throw new IOException("A worker says hello first.");
    }
    return wire;
  }

  private static Wire of(Socket socket, byte[] secret, boolean worker) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    byte[] own = Sealing.salt();
    socket.getOutputStream().write(own);
    byte[] others = in.readNBytes(Sealing.SALT);
    if (others.length < Sealing.SALT) {
      throw new EOFException("A connection ended before it began.");
    }
    byte[] salts = Arrays.copyOf(worker ? own : others, 2 * Sealing.SALT);
    System.arraycopy(worker ? others : own, 0, salts, Sealing.SALT, Sealing.SALT);
    Sealing up = Sealing.of(secret, salts, "merapi worker to driver");
    Sealing down = Sealing.of(secret, salts, "merapi driver to worker");
    return new Wire(
        socket,
        new SealedInput(in, worker ? down : up),
        new SealedOutput(socket.getOutputStream(), worker ? up : down));
  }

  /** What the other says. */
  DataInputStream in() {
    return in;
  }

  /** Reading takes at most so long; 0: any time. */
  void patience(int milliseconds) throws IOException {
    socket.setSoTimeout(milliseconds);
  }

  /** A worker says which it is. */
  synchronized void greet(int job, int attempt, int partition) throws IOException {
    out.write(HELLO);
    out.writeInt(job);
    out.writeInt(attempt);
    out.writeInt(partition);
    out.flush();
  }

  synchronized void ask(long id, double[] position, Chosen chosen) throws IOException {
    out.write(ASK);
    out.writeLong(id);
    out.writeInt(chosen.of());
    out.writeInt(chosen.numbers().length);
    for (int number : chosen.numbers()) {
      out.writeInt(number);
    }
    out.writeInt(position.length);
    for (double number : position) {
      out.writeDouble(number);
    }
    out.flush();
  }

  /** Which blocks are asked for. */
  Chosen chosen() throws IOException {
    int of = in.readInt();
    int[] numbers = new int[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readInt();
    }
    return new Chosen(of, numbers);
  }

  /** At which position. */
  double[] position() throws IOException {
    double[] position = new double[in.readInt()];
    for (int i = 0; i < position.length; i++) {
      position[i] = in.readDouble();
    }
    return position;
  }

  synchronized void answer(long id, PartialSums sums) throws IOException {
    out.write(ANSWER);
    out.writeLong(id);
    sums.write(out);
    out.flush();
  }

  synchronized void refuse(long id, String sentence) throws IOException {
    out.write(REFUSE);
    out.writeLong(id);
    out.writeUTF(sentence);
    out.flush();
  }

  synchronized void end() throws IOException {
    out.write(END);
    out.flush();
  }

  /**
   * Hears a worker as long as it is there.
   *
   * @param answer is told of what a worker answers to a question
   * @param refusal is told of why a worker does not answer one
   */
  void listen(BiConsumer<Long, PartialSums> answer, BiConsumer<Long, String> refusal)
      throws IOException {
    int what = in.read();
    while (what == ANSWER || what == REFUSE) {
      long id = in.readLong();
      if (what == ANSWER) {
        answer.accept(id, PartialSums.read(in));
      } else {
        refusal.accept(id, in.readUTF());
      }
      what = in.read();
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      System.getLogger(Wire.class.getName()).log(System.Logger.Level.DEBUG, "closing", gone);
    }
  }
}
