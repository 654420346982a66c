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
  private int rests;
  private int enough = -1;

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
        () -> now++,
        nanos -> {
          rests++;
          now += nanos;
          cost = rests == enough ? 1 : cost;
        });
  }

  @Test
  void aFastHalfIsTakenOnceItsElementsWereAskedFor() {
    Gate gate = gate();
    cost = 1;
    assertFalse(gate.admits(HALF));
    assertEquals(0, drives);
    assertFalse(gate.admits(HALF));
    assertEquals(1, drives);
    assertEquals(0, rests);
    assertTrue(gate.admits(Simd.SHORTEST));
    assertFalse(gate.admits(Simd.SHORTEST - 1));
  }

  @Test
  void whoHasAskedTheCompilerRestsUntilTheHalfIsFast() {
    Gate gate = gate();
    cost = 20;
    enough = 100;
    assertFalse(gate.admits(2 * HALF));
    assertEquals(enough, rests);
    assertTrue(now > 20L * 8 * 1024 * (Gate.ASKED + enough) && now < Gate.PATIENCE);
    assertTrue(gate.admits(2 * HALF));
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
