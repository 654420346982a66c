package dev.merapi.tensor.internal.plan;

import java.util.List;

/** A part of a plan that runs to its end before the next one begins. */
public sealed interface Stage {

  /** Straight-line code on numbers. */
  record Scalars(List<Operation> operations) implements Stage {
    public Scalars {
      operations = List.copyOf(operations);
    }
  }

  /** A loop over tiles of runs of {@code length} numbers. */
  record Tiles(int length, List<Operation> operations) implements Stage {
    public Tiles {
      operations = List.copyOf(operations);
    }
  }

  /** The primitive of a line run by its own kernel on whole arrays. */
  record Call(int line) implements Stage {}
}
