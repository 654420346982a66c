package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kernel has the same bits on 128, 256 and 512 bit vectors, without vectors, interpreted,
 * after C1 and after C2: {@link Fingerprint} prints the same in JVMs started for each.
 */
class WidthLaws {
  private static List<String> scalar = List.of();

  @BeforeAll
  static void scalarTwin() throws IOException, InterruptedException {
    scalar = fingerprint("1", "-Dmerapi.simd=off");
    assertFalse(scalar.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"128", "256", "512"})
  void vectorsHaveTheBitsOfTheScalarTwin(String width) throws IOException, InterruptedException {
    assertEquals(scalar, fingerprint("2", "-Dmerapi.simd=" + width, ADD, MODULE));
  }

  @Test
  void compiledCodeHasTheBitsOfTheInterpreter() throws IOException, InterruptedException {
    assertEquals(scalar, fingerprint("1", "-Dmerapi.simd=off", "-Xint"));
    assertEquals(scalar, fingerprint("2", ADD, MODULE, "-XX:TieredStopAtLevel=1"));
    assertEquals(scalar, fingerprint("20", ADD, MODULE));
  }

  private static final String ADD = "--add-modules";
  private static final String MODULE = "jdk.incubator.vector";

  private static List<String> fingerprint(String rounds, String... flags)
      throws IOException, InterruptedException {
    return Jvm.run(new ArrayList<>(List.of(flags)), Fingerprint.class, rounds).out();
  }
}
