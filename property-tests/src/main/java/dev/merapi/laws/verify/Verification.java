package dev.merapi.laws.verify;

import dev.merapi.effects.Models;
import dev.merapi.laws.internal.verify.Mutant;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The run of what was said: which checks, in which order, on which data. */
record Verification(Known known) {
  private static final int GENERATED = 3;

  /** What checks say that ask of no model. */
  static Verdict of(List<Check> checks) {
    Known known = Known.of(said -> Subject.of(Models.pure(0), said.said(), said.key()));
    Verification alone = new Verification(known);
    Subject none = known.begun();
    return new Verdict(
        checks.stream().map(check -> alone.line(check, none, List.of(), false)).toList(),
        known.run().seed());
  }

  /** The checks that this profile has time for, or that are named, in their order. */
  List<Check> checks() {
    Known.OfInference those = known.inference();
    List<Check> all = new ArrayList<>(Catalogue.EXACT);
    all.addAll(known.data().claims());
    all.addAll(Catalogue.CHANCE);
    all.add(Catalogue.ranks(those.kernel()));
    all.add(Catalogue.geweke(those.kernel()));
    all.add(Catalogue.predictions(those.sampler()));
    all.add(Catalogue.calibration(those.sampler()));
    all.add(Catalogue.posteriorCalibration(those.sampler()));
    those
        .guide()
        .ifPresent(
            guide -> {
              all.add(Catalogue.guide(guide));
              all.add(Catalogue.guideCalibration(guide, those.sampler().threads()));
            });
    Set<String> only = known.run().only();
    return all.stream()
        .filter(
            check ->
                only.isEmpty()
                    ? check.from().compareTo(known.run().profile()) <= 0
                    : only.contains(check.name()))
        .toList();
  }

  /** Each mutant and what notices it. */
  Detection power() {
    Subject subject = known.begun();
    List<Detection.Line> lines = new ArrayList<>();
    for (Mutant mutant : Mutations.of(subject)) {
      Set<String> noticed = new LinkedHashSet<>();
      verdict(subject.under(mutant), false)
          .failures()
          .forEach(line -> noticed.add(line.check().name()));
      lines.add(new Detection.Line(mutant.toString(), noticed));
    }
    return new Detection(lines);
  }

  /** What all checks say. */
  Verdict verdict() {
    Subject subject;
    try {
      subject = known.begun();
    } catch (MerapiException refused) {
      Outcome outcome = new Outcome.Failed(Sentences.first(refused));
      return new Verdict(
          List.of(new Verdict.Line(Catalogue.RUNS, outcome, Duration.ZERO)), known.run().seed());
    }
    return verdict(subject, true);
  }

  private Verdict verdict(Subject subject, boolean simpler) {
    List<Subject> others = simpler ? others(subject) : List.of();
    List<Verdict.Line> lines = new ArrayList<>();
    Verdict.Line runs = line(Catalogue.RUNS, subject, others, false);
    lines.add(runs);
    if (!(runs.outcome() instanceof Outcome.Failed)) {
      boolean first = simpler;
      for (Check check : checks()) {
        Verdict.Line line = line(check, subject, others, first);
        lines.add(line);
        first &= !(line.outcome() instanceof Outcome.Failed);
      }
    }
    return new Verdict(lines, known.run().seed());
  }

  /** The same program with generated data. */
  private List<Subject> others(Subject subject) {
    return known.data().generator().stream()
        .flatMap(
            generator ->
                IntStream.range(0, GENERATED)
                    .mapToObj(
                        i -> {
                          Map<String, Tensor> columns = new LinkedHashMap<>(subject.data());
                          columns.putAll(generator.apply(known.key().fold("data").fold(i)));
                          return subject.at(columns);
                        }))
        .toList();
  }

  private Verdict.Line line(Check check, Subject subject, List<Subject> others, boolean simpler) {
    Key key = known.key().fold(check.name());
    long start = System.nanoTime();
    Outcome outcome = answered(() -> check.run().apply(subject, key));
    if (check.falseAlarm() == 0 && check.from() == Profile.INSTANT) {
      outcome = also(check, others, key, outcome);
    }
    if (simpler && outcome instanceof Outcome.Failed(String sentence)) {
      outcome = new Outcome.Failed(sentence + Simpler.of(check, subject, key));
    }
    return new Verdict.Line(check, outcome, Duration.ofNanos(System.nanoTime() - start));
  }

  private static Outcome also(Check check, List<Subject> others, Key key, Outcome before) {
    for (Subject other : others) {
      if (before instanceof Outcome.Failed) {
        return before;
      }
      if (answered(() -> check.run().apply(other, key)) instanceof Outcome.Failed(String said)) {
        Map<String, Shape> shapes = new TreeMap<>();
        other.data().forEach((name, column) -> shapes.put(name, column.shape()));
        return new Outcome.Failed("With generated data of shapes %s: %s".formatted(shapes, said));
      }
    }
    return before;
  }

  /** What a check says, or why it cannot say anything. */
  private static Outcome answered(Supplier<Outcome> check) {
    try {
      return check.get();
    } catch (MerapiException refused) {
      return new Outcome.Idle("it cannot be asked. " + Sentences.first(refused));
    }
  }
}
