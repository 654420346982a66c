package dev.merapi.benchmarks.corpus;

import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.List;

/** All models whose data are made here. */
public final class Corpus {
  private Corpus() {}

  /** All of them. */
  public static List<Study> all() {
    List<Study> studies = new ArrayList<>();
    studies.addAll(Regressions.all());
    studies.addAll(Classes.all());
    studies.addAll(Groups.all());
    studies.addAll(Latents.all());
    studies.addAll(Matrices.all());
    studies.addAll(Series.all());
    studies.addAll(Times.all());
    return studies;
  }

  /** The model of that name. */
  public static Study named(String name) {
    return all().stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new ArgumentException("The corpus has no model '%s'.".formatted(name)));
  }
}
