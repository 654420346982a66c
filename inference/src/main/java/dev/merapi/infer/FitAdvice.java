package dev.merapi.infer;

import static java.util.Objects.requireNonNull;

import dev.merapi.infer.diagnose.KHat;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is to be said of a fit. */
final class FitAdvice {
  private static final int DRAWS = 2000;
  private static final int ROWS = 20;

  private FitAdvice() {}

  static List<String> of(Fit fit) {
    List<String> sentences = new ArrayList<>();
    sentences.add(fit.ending().sentence());
    long skipped = fit.state().skipped();
    if (skipped > 0) {
      sentences.add(
          "%d of %d steps were left out, since they were not finite."
              .formatted(skipped, fit.state().step()));
      sentences.addAll(fit.faults());
    }
    fit.jump().ifPresent(sentences::add);
    sentences.addAll(trust(fit));
    return List.copyOf(sentences);
  }

  private static List<String> trust(Fit fit) {
    if (fit.partial().isPresent()) {
      return List.of(
          fit.partial().get()
              + ", so no run has the whole density, and there is no k-hat. Compare predictions with data.");
    }
    Key key = fit.state().key().fold("k-hat");
    double[] weights = fit.logWeights(DRAWS, key);
    if (Arrays.stream(weights).distinct().count() == 1) {
      return List.of(
          "The bound is the same under every draw, as that of a guide of one point is: a mode,"
              + " without a spread. Guide.laplace() gives it one.");
    }
    KHat tail = KHat.of(weights);
    String found = "k-hat of %d draws is %s: ".formatted(DRAWS, tail);
    if (tail.isReliable()) {
      return List.of(
          found + "the guide covers the posterior, and weights can repair what is left.");
    }
    List<String> sentences = new ArrayList<>();
    sentences.add(
        found
            + "the guide does not cover the posterior. Its means may still be near; its spreads are"
            + " not to be believed. Take a wider family, Guide.multivariate() for example, or"
            + " reparametrise, or run NUTS.");
    Misfit.sentence(fit.drawn(DRAWS, key), weights).ifPresent(sentences::add);
    return sentences;
  }

  static String text(Fit fit) {
    StringBuilder text = new StringBuilder();
    Map<String, Tensor> low = fit.quantiles(0.05);
    Map<String, Tensor> middle = fit.median();
    Map<String, Tensor> high = fit.quantiles(0.95);
    text.append("%-20s %12s %12s %12s%n".formatted("", "5%", "median", "95%"));
    middle.forEach(
        (name, value) -> {
          double[] m = value.toArray();
          double[] l = requireNonNull(low.get(name)).toArray();
          double[] h = requireNonNull(high.get(name)).toArray();
          for (int i = 0; i < Math.min(ROWS, m.length); i++) {
            String row = m.length == 1 ? name : name + "[" + i + "]";
            text.append(
                String.format(Locale.ROOT, "%-20s %12.4g %12.4g %12.4g%n", row, l[i], m[i], h[i]));
          }
          if (m.length > ROWS) {
            text.append("%s has %d numbers more%n".formatted(name, m.length - ROWS));
          }
        });
    fit.advice().forEach(sentence -> text.append(sentence).append(System.lineSeparator()));
    return text.toString();
  }
}
