package dev.merapi.infer;

import java.util.Locale;

/** Why a fit ended. */
public sealed interface Ending {
  /** In a sentence. */
  String sentence();

  /** Whether the parameters are where they should be. */
  boolean isGood();

  /** The bound no longer rises. */
  record Flat(long steps, double noise) implements Ending {
    @Override
    public boolean isGood() {
      return true;
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "The bound is flat after %d steps: it no longer rises by more than its noise (%.2g), at"
              + " the lowest of four rates.",
          steps,
          noise);
    }
  }

  /** The optimum of an average was found, and more draws do not move it. */
  record Converged(int draws, long gradients, double gain) implements Ending {
    @Override
    public boolean isGood() {
      return true;
    }

    @Override
    public String sentence() {
      if (draws == 1) {
        return "The optimum is found, after %d gradients: the bound does not depend on draws."
            .formatted(gradients);
      }
      return String.format(
          Locale.ROOT,
          "The optimum for %d fixed draws is found, after %d gradients of single draws. Half"
              + " as many draws had led to nearly the same place: it is worse by %.2g.",
          draws,
          gradients,
          gain);
    }
  }

  /** No more steps were allowed. */
  record Limit(long steps, double rise) implements Ending {
    @Override
    public boolean isGood() {
      return false;
    }

    @Override
    public String sentence() {
      return Double.isFinite(rise)
          ? String.format(
              Locale.ROOT,
              "The limit of %d steps was reached before the bound was flat: it rose by %.3g in the"
                  + " last block. Allow more steps, or raise the rate.",
              steps,
              rise)
          : "The limit of %d steps was reached, which are too few to see whether the bound is flat."
              .formatted(steps);
    }
  }

  /** Step after step was not finite. */
  record Lost(long steps, int inARow, String culprit) implements Ending {
    @Override
    public boolean isGood() {
      return false;
    }

    @Override
    public String sentence() {
      return "%d steps in a row, up to step %d, were not finite, so the parameters stay where they were. %s"
          .formatted(inARow, steps, culprit);
    }
  }

  /** The thread was interrupted. */
  record Interrupted(long steps) implements Ending {
    @Override
    public boolean isGood() {
      return false;
    }

    @Override
    public String sentence() {
      return "The fit was interrupted at step %d. Resume it to end it.".formatted(steps);
    }
  }
}
