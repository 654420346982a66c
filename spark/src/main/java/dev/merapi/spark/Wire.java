package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.function.BiConsumer;

/**
 * What a driver and a worker say to each other, as either of them sees it. A worker begins with
 * {@link #greet}; then the driver asks, and the worker answers or refuses; the driver ends.
 */
final class Wire implements AutoCloseable {
  static final int ASK = 1;
  static final int ANSWER = 2;
  static final int REFUSE = 3;
  static final int END = 4;

  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Wire(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
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
  synchronized void greet(byte[] secret, int job, int attempt, int partition) throws IOException {
    out.write(secret);
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
