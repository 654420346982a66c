package dev.merapi.benchmarks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.benchmarks.corpus.Corpus;
import dev.merapi.benchmarks.corpus.Study;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.program.GraphPotential;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every model of the corpus compiles, and all executors of it give the same bits. */
class CorpusLaws {
  private static final int FEWEST = 40;

  @TestFactory
  List<DynamicTest> executorsAgree() {
    return Corpus.all().stream()
        .map(study -> DynamicTest.dynamicTest(study.name(), () -> assertTrue(agree(study))))
        .toList();
  }

  private static boolean agree(Study study) {
    return CorpusRun.areEqual(
        GraphPotential.graph(LogDensity.of(study.model()).potential()).orElseThrow());
  }

  @Test
  void thereAreManyAndTheirNamesDiffer() {
    List<String> names = CorpusTable.names();
    assertTrue(names.size() >= FEWEST && names.stream().distinct().count() == names.size());
  }
}
