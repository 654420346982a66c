package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Kernel;
import org.jspecify.annotations.Nullable;

/** A chain from its first iteration to its last draw, one iteration after the other. */
final class Course<S, I> {
  private final Kernel<S, I> kernel;
  private final Recorder<S, I> recorder;
  private final int draws;
  private final Watch watch;
  private final boolean told;
  private long done;
  private int before;
  private boolean warmingUp;
  private @Nullable Chain chain;

  /**
   * A chain that goes on until it has so many draws.
   *
   * @param kernel its kernel
   * @param recorder where it is
   * @param draws how many it is to have
   * @param watch who looks on
   */
  Course(Kernel<S, I> kernel, Recorder<S, I> recorder, int draws, Watch watch) {
    this.kernel = kernel;
    this.recorder = recorder;
    this.draws = draws;
    this.watch = watch;
    this.told = watch.isTold();
    this.warmingUp = recorder.warmUpLeft() > 0;
  }

  /** Runs to the end, by itself. */
  Chain run() {
    while (goesOn()) {
      before = recorder.size();
      recorder.step();
      told();
    }
    return chain();
  }

  /** The same chain as one that asks for its gradients. */
  Asker<S, I> asker() {
    return new Asker<>(this, kernel.asking().orElseThrow());
  }

  /** Whether another iteration is due. */
  boolean goesOn() {
    return (warmingUp || recorder.size() < draws) && !watch.stop().getAsBoolean();
  }

  /** Begins an iteration. */
  void start(Kernel.Asking<S, I> asking) {
    before = recorder.size();
    recorder.start(asking);
  }

  /** Ends it. */
  void arrived(Kernel.Asking<S, I> asking) {
    recorder.arrived(asking.transition());
    told();
  }

  private void told() {
    done++;
    if (told) {
      if (warmingUp) {
        watch.progress().warmedUp(recorder.warmedUp());
      }
      if (recorder.size() > before) {
        watch.progress().drawn(recorder.drawn());
      }
      watch.progress().update(recorder.progress(warmingUp, done, done + recorder.left(draws)));
    }
    watch.saver().offer(recorder);
    warmingUp = recorder.warmUpLeft() > 0;
  }

  /** What was made, once it has ended. */
  Chain chain() {
    Chain made = chain;
    if (made == null) {
      made = recorder.chain(!warmingUp && recorder.size() >= draws);
      chain = made;
      watch.saver().done(made);
    }
    return made;
  }
}
