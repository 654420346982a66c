package dev.merapi.benchmarks.corpus;

import java.util.ArrayList;
import java.util.List;

/** All models. */
final class Corpus {
  private Corpus() {}

  static List<Study> all() {
    List<Study> studies = new ArrayList<>();
    studies.addAll(Classes.all());
    studies.addAll(Series.all());
    return studies;
  }
}
