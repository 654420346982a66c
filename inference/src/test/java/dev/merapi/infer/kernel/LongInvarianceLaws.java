package dev.merapi.infer.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million transitions of each kernel from exact draws of each target. */
final class LongInvarianceLaws {
  @Test
  @Tag("statistical")
  void everyKernelLeavesEveryTargetInvariant() {
    assertEquals(List.of(), InvarianceLaws.violations(1_000_000));
  }
}
