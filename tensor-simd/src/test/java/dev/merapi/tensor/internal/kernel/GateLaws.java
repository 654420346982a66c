package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When a vector half is driven, and when it is taken; the clock is the test's own. */
final class GateLaws {
  private static final int HALF = (int) (Gate.DEMAND / 2);

  private long now;
  private long cost;
  private int drives;

  private Gate gate() {
    return new Gate(
        "test",
        Simd.SHORTEST,
        Gate.FLOOR,
        (_, _, n) -> now += cost * n,
        false,
        drive -> {
          drives++;
          drive.run();
        },
        () -> now++);
  }

  @Test
  void aFastHalfIsTakenOnceItsElementsWereAskedFor() {
    Gate gate = gate();
    cost = 1;
    assertFalse(gate.admits(HALF));
    assertEquals(0, drives);
    assertFalse(gate.admits(HALF));
    assertEquals(1, drives);
    assertTrue(gate.admits(Simd.SHORTEST));
    assertFalse(gate.admits(Simd.SHORTEST - 1));
  }

  @Test
  void whatTheCompilerDidNotGetAroundToIsTriedAgain() {
    Gate gate = gate();
    cost = 1000;
    assertFalse(gate.admits(2 * HALF));
    assertEquals(1, drives);
    assertTrue(now > Gate.PATIENCE);
    cost = 1;
    for (int i = 1; i < Gate.AGAIN; i++) {
      assertFalse(gate.admits(2 * HALF));
    }
    assertEquals(1, drives);
    assertFalse(gate.admits(2 * HALF));
    assertEquals(2, drives);
    assertTrue(gate.admits(2 * HALF));
  }
}
