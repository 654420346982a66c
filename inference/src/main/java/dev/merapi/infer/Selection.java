package dev.merapi.infer;

import dev.merapi.effects.ModelException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Some scalars of a posterior.
 *
 * @param patterns names of sites or scalars, in which * stands for any characters
 */
record Selection(List<String> patterns) {
  /** A scalar: what it is called and where it stands in a row. */
  record Scalar(String name, int at) {}

  /** The scalars that a pattern fits, in the order of the rows. */
  List<Scalar> of(List<Quantity> quantities) {
    List<Pattern> expressions = patterns.stream().map(Selection::expression).toList();
    boolean[] used = new boolean[expressions.size()];
    List<Scalar> chosen = new ArrayList<>();
    for (Quantity quantity : quantities) {
      int at = quantity.offset();
      for (String scalar : quantity.scalars()) {
        boolean fits = false;
        for (int p = 0; p < used.length; p++) {
          boolean here =
              expressions.get(p).matcher(quantity.name()).matches()
                  || expressions.get(p).matcher(scalar).matches();
          used[p] |= here;
          fits |= here;
        }
        if (fits) {
          chosen.add(new Scalar(scalar, at));
        }
        at++;
      }
    }
    for (int p = 0; p < used.length; p++) {
      if (!used[p] && !quantities.isEmpty()) {
        throw unknown(patterns.get(p), quantities);
      }
    }
    return chosen;
  }

  /** The sites whose names a pattern fits. */
  List<Quantity> sites(List<Quantity> quantities) {
    List<Quantity> kept = new ArrayList<>();
    for (String pattern : patterns) {
      Pattern expression = expression(pattern);
      List<Quantity> here =
          quantities.stream().filter(q -> expression.matcher(q.name()).matches()).toList();
      if (here.isEmpty()) {
        throw unknown(pattern, quantities);
      }
      kept.addAll(here);
    }
    return quantities.stream().filter(kept::contains).toList();
  }

  private static ModelException unknown(String pattern, List<Quantity> quantities) {
    return new ModelException(
        "The posterior has nothing called '%s'; it has %s"
            .formatted(pattern, quantities.stream().map(Quantity::name).toList()));
  }

  private static Pattern expression(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(String.valueOf((char) c)))
            .collect(Collectors.joining()));
  }
}
