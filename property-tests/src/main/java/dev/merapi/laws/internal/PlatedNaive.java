package dev.merapi.laws.internal;

import dev.merapi.laws.internal.PlatedSpec.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * All assignments of a {@link PlatedSpec} and their weights, in plain arithmetic: no models, no
 * tensors, no distributions. Masked elements of evidence and of normal variables do not count; the
 * discrete variables' own laws always do.
 */
final class PlatedNaive {
  private final PlatedSpec spec;
  private final double[] shifts;

  /** The assignments where normal variable number i has its value and {@code shifts[i]} more. */
  PlatedNaive(PlatedSpec spec, double[] shifts) {
    this.spec = spec;
    this.shifts = shifts.clone();
  }

  /**
   * One assignment.
   *
   * @param logWeight the logarithm of the joint density
   * @param values for each site its value at each element
   */
  record Assignment(double logWeight, List<double[]> values) {
    Assignment and(double[] own, double terms) {
      List<double[]> all = new ArrayList<>(values);
      all.add(own);
      return new Assignment(logWeight + terms, all);
    }
  }

  /** All of them. */
  List<Assignment> all() {
    List<Assignment> open = List.of(new Assignment(0, List.of()));
    int normals = 0;
    for (Line line : spec.lines()) {
      List<Assignment> longer = new ArrayList<>();
      for (Assignment known : open) {
        extend(line, normals, known, longer);
      }
      normals += line.kind() == PlatedSpec.Kind.GAUSS ? line.elements() : 0;
      open = longer;
    }
    return open;
  }

  /** ln Σ weight. */
  double logEvidence() {
    double greatest = Double.NEGATIVE_INFINITY;
    List<Assignment> all = all();
    for (Assignment each : all) {
      greatest = Math.max(greatest, each.logWeight());
    }
    double sum = 0;
    for (Assignment each : all) {
      sum += Math.exp(each.logWeight() - greatest);
    }
    return greatest + Math.log(sum);
  }

  /** The log-weight of the assignment in which the discrete sites have these values. */
  double logWeight(List<double[]> values) {
    Assignment known = new Assignment(0, List.of());
    int normals = 0;
    for (Line line : spec.lines()) {
      double[] own = own(line, normals, values.get(known.values().size()));
      known = known.and(own, terms(line, own, known));
      normals += line.kind() == PlatedSpec.Kind.GAUSS ? line.elements() : 0;
    }
    return known.logWeight();
  }

  private void extend(Line line, int normals, Assignment known, List<Assignment> into) {
    int values = line.kind().count();
    int count = values == 0 ? 1 : (int) Math.round(Math.pow(values, line.elements()));
    for (int number = 0; number < count; number++) {
      double[] own = own(line, normals, digits(number, values, line.elements()));
      into.add(known.and(own, terms(line, own, known)));
    }
  }

  private static double[] digits(int number, int base, int count) {
    double[] digits = new double[count];
    int rest = number;
    for (int e = 0; e < count && base > 0; e++) {
      digits[e] = rest % base;
      rest /= base;
    }
    return digits;
  }

  /** The values of a site: those given if it is discrete. */
  private double[] own(Line line, int normals, double[] given) {
    return switch (line.kind()) {
      case FLIP, CHOICE -> given;
      case GAUSS -> numbers(line, e -> line.at() + shifts[normals + e]);
      case DATUM -> numbers(line, _ -> line.at());
    };
  }

  private static double[] numbers(Line line, IntToDoubleFunction number) {
    double[] numbers = new double[line.elements()];
    Arrays.setAll(numbers, number);
    return numbers;
  }

  private double terms(Line line, double[] own, Assignment known) {
    double sum = 0;
    for (int e = 0; e < own.length; e++) {
      double slope = slope(line, e, known);
      sum +=
          line.kind().count() > 0
              ? choice(line.kind().count(), slope, own[e])
              : line.counts(e) ? normal(own[e] - slope) : 0;
    }
    return sum;
  }

  private double slope(Line line, int element, Assignment known) {
    double slope = line.base();
    for (int parent : line.parents()) {
      slope += line.weight() * known.values().get(parent)[of(line, element, parent)];
    }
    return slope;
  }

  /** The element of a parent that an element of a site stands in. */
  private int of(Line line, int element, int parent) {
    Line above = spec.lines().get(parent);
    int rest = element;
    int index = 0;
    int stride = 1;
    for (int plate = 0; plate < 3; plate++) {
      int at = rest % line.along(plate);
      rest /= line.along(plate);
      if (above.isIn(plate)) {
        index += at * stride;
        stride *= above.along(plate);
      }
    }
    return index;
  }

  private static double choice(int values, double slope, double value) {
    double normaliser = 0;
    for (int j = 0; j < values; j++) {
      normaliser += Math.exp(j * slope);
    }
    return value * slope - Math.log(normaliser);
  }

  private static double normal(double z) {
    return -z * z / 2 - Math.log(2 * Math.PI) / 2;
  }
}
