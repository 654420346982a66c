package dev.merapi.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * The windows of Stan, from the rule of its reference manual (automatic parameter tuning, buffers
 * of 75 and 50, first window 25), worked out by hand.
 */
final class WindowScheduleGolden {
  private static void expect(int iterations, int first, Integer... ends) {
    WindowSchedule schedule = WindowSchedule.stan(iterations);
    assertEquals(first, schedule.first(), "first window of " + iterations);
    assertEquals(List.of(ends), schedule.ends(), "windows of " + iterations);
  }

  @Example
  void aThousandIterationsHaveFiveWindows() {
    expect(1000, 75, 100, 150, 250, 450, 950);
  }

  @Example
  void theLastWindowTakesWhatIsLeft() {
    expect(500, 75, 100, 150, 250, 450);
    expect(499, 75, 100, 150, 449);
    expect(2000, 75, 100, 150, 250, 450, 850, 1950);
    expect(300, 75, 100, 150, 250);
    expect(299, 75, 100, 249);
    expect(160, 75, 100, 110);
  }

  @Example
  void aBareWarmUpHasOneWindow() {
    expect(150, 75, 100);
  }

  @Example
  void aShortWarmUpIsDividedByShares() {
    expect(100, 15, 90);
    expect(149, 22, 135);
    expect(20, 3, 18);
  }

  @Example
  void aTinyWarmUpHasNoWindow() {
    for (int n : new int[] {0, 1, 19}) {
      assertTrue(WindowSchedule.stan(n).ends().isEmpty());
      assertEquals(-1, firstLearnt(WindowSchedule.stan(n)));
    }
  }

  private static int firstLearnt(WindowSchedule schedule) {
    for (int i = 0; i < schedule.iterations(); i++) {
      if (schedule.inWindow(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Windows ascend, do not overlap, and leave room for the final stretch. */
  @Property
  void windowsPartitionTheMiddle(@ForAll @IntRange(min = 20, max = 20_000) int n) {
    WindowSchedule schedule = WindowSchedule.stan(n);
    int last = schedule.first();
    for (int end : schedule.ends()) {
      assertTrue(end > last, schedule.toString());
      last = end;
    }
    assertTrue(last < n, schedule.toString());
    assertEquals(schedule.first(), firstLearnt(schedule));
    assertTrue(schedule.endsWindow(last - 1) && !schedule.inWindow(last), schedule.toString());
  }

  @Example
  void refusesANegativeLength() {
    String message =
        assertThrows(ArgumentException.class, () -> WindowSchedule.stan(-1)).getMessage();
    assertTrue(String.valueOf(message).contains("-1 were asked for"), message);
  }
}
