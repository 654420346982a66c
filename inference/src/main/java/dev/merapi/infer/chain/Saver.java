package dev.merapi.infer.chain;

/** Who keeps what chains have made so far. Called by every chain from its own thread. */
interface Saver {
  /** Keeps nothing. */
  Saver NONE =
      new Saver() {
        @Override
        public void offer(Recorder<?, ?> recorder) {}

        @Override
        public void done(Chain chain) {}
      };

  /** After every iteration of a chain. */
  void offer(Recorder<?, ?> recorder);

  /** After the last iteration of a chain. */
  void done(Chain chain);
}
