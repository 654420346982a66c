package dev.merapi.laws.wild;

/** Interrupts a thread whose work takes long, as a user would. */
final class Patience implements AutoCloseable {
  private static final long MILLISECONDS = 500;

  private final Thread caller = Thread.currentThread();
  private final Thread watch;
  private volatile long since;

  Patience() {
    watch = Thread.ofVirtual().start(this::watch);
  }

  /** The caller begins something, or has ended it. */
  void begin() {
    since = System.nanoTime();
  }

  void end() {
    since = 0;
    boolean _ = Thread.interrupted();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(MILLISECONDS / 10);
        long begun = since;
        if (begun != 0 && System.nanoTime() - begun > MILLISECONDS * 1_000_000) {
          caller.interrupt();
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
