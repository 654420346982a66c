package dev.merapi.infer;

import dev.merapi.infer.dims.Dims;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The draws of several sites, as rows of scalars.
 *
 * @param quantities the sites, and where each lies in a row
 * @param rows [chain][draw][scalar]; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package uncopied
record Draws(List<Quantity> quantities, double[][][] rows) {
  /** No draws of nothing. */
  static final Draws NONE = new Draws(List.of(), new double[0][][]);

  /** The layout of the values of one draw. */
  static List<Quantity> layout(Map<String, ? extends Tensor> values, Dims dims) {
    List<Quantity> quantities = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, ? extends Tensor> value : values.entrySet()) {
      Shape shape = value.getValue().shape();
      quantities.add(new Quantity(value.getKey(), shape, offset, dims.axes(value.getKey(), shape)));
      offset += shape.count();
    }
    return quantities;
  }

  /** The layout of rows of scalars of these names. */
  static List<Quantity> scalars(List<String> names) {
    List<Quantity> quantities = new ArrayList<>();
    for (String name : names) {
      quantities.add(new Quantity(name, Shape.SCALAR, quantities.size()));
    }
    return List.copyOf(quantities);
  }

  /** The row of one draw; 0 where a value is missing. */
  static double[] row(List<Quantity> quantities, Map<String, Dense> values) {
    double[] row = new double[width(quantities)];
    for (Quantity quantity : quantities) {
      Dense value = values.get(quantity.name());
      if (value != null) {
        double[] numbers = value.rowMajorArray();
        System.arraycopy(numbers, 0, row, quantity.offset(), numbers.length);
      }
    }
    return row;
  }

  private static int width(List<Quantity> quantities) {
    return quantities.isEmpty()
        ? 0
        : quantities.getLast().offset() + quantities.getLast().shape().count();
  }

  /** The same sites in a row that has no others. */
  static List<Quantity> packed(List<Quantity> kept) {
    List<Quantity> packed = new ArrayList<>();
    int offset = 0;
    for (Quantity quantity : kept) {
      packed.add(new Quantity(quantity.name(), quantity.shape(), offset, quantity.axes()));
      offset += quantity.shape().count();
    }
    return packed;
  }

  /** Rows that have some sites alone. */
  static double[][][] cut(double[][][] rows, List<Quantity> kept) {
    return Arrays.stream(rows)
        .map(chain -> Arrays.stream(chain).map(row -> cut(row, kept)).toArray(double[][]::new))
        .toArray(double[][][]::new);
  }

  static double[] cut(double[] row, List<Quantity> kept) {
    double[] part = new double[kept.stream().mapToInt(q -> q.shape().count()).sum()];
    int at = 0;
    for (Quantity quantity : kept) {
      int count = quantity.shape().count();
      System.arraycopy(row, quantity.offset(), part, at, count);
      at += count;
    }
    return part;
  }

  /** Draws that come as name → [chain, draw, B.. E..]. */
  static Draws of(Map<String, ? extends Tensor> draws) {
    List<Quantity> quantities = new ArrayList<>();
    int offset = 0;
    int chains = -1;
    int length = -1;
    for (Map.Entry<String, ? extends Tensor> site : draws.entrySet()) {
      Shape shape = site.getValue().shape();
      if (shape.rank() < 2
          || (chains >= 0
              && (shape.size(-shape.rank()) != chains || shape.size(1 - shape.rank()) != length))) {
        throw new ArgumentException(
            "Draws of a site have shape [chain, draw, …], the same two for all sites, but those of '%s' have %s%s."
                .formatted(
                    site.getKey(),
                    shape,
                    chains < 0 ? "" : ", after %d chains of %d".formatted(chains, length)));
      }
      chains = shape.size(-shape.rank());
      length = shape.size(1 - shape.rank());
      Shape own = shape.takeRight(shape.rank() - 2);
      quantities.add(new Quantity(site.getKey(), own, offset));
      offset += own.count();
    }
    if (chains < 1) {
      throw new ArgumentException("A posterior has at least one site and one chain.");
    }
    double[][][] rows = new double[chains][length][offset];
    Iterator<? extends Tensor> tensors = draws.values().iterator();
    for (Quantity quantity : quantities) {
      double[] values = tensors.next().toArray();
      int count = quantity.shape().count();
      for (int i = 0; i < chains * length; i++) {
        System.arraycopy(values, i * count, rows[i / length][i % length], quantity.offset(), count);
      }
    }
    return new Draws(quantities, rows);
  }

  /** Copies; refuses rows that are not as long as the layout says. */
  Draws checked(String what) {
    int width = width(quantities);
    if (quantities.isEmpty() || rows.length == 0) {
      throw new ArgumentException("A posterior has at least one site and one chain.");
    }
    for (double[][] chain : rows) {
      for (double[] row : chain) {
        if (row.length != width) {
          throw new ArgumentException(
              "A draw has %d %s, but there are %d.".formatted(row.length, what, width));
        }
      }
    }
    return new Draws(quantities, copies());
  }

  /** Refuses statistics, if there are any, of another number of chains or draws. */
  void requireAsMany(Draws figures) {
    if (!figures.quantities.isEmpty() && !Arrays.equals(lengths(), figures.lengths())) {
      throw new ArgumentException(
          "There are chains of %s draws, but of %s statistics."
              .formatted(Arrays.toString(lengths()), Arrays.toString(figures.lengths())));
    }
  }

  private int[] lengths() {
    return Arrays.stream(rows).mapToInt(chain -> chain.length).toArray();
  }

  /** The number of draws of all chains together. */
  int size() {
    int total = 0;
    for (double[][] chain : rows) {
      total += chain.length;
    }
    return total;
  }

  /** The row of one draw, counted through all chains. */
  double[] row(int index) {
    int rest = index;
    for (double[][] chain : rows) {
      if (rest >= 0 && rest < chain.length) {
        return chain[rest];
      }
      rest -= chain.length;
    }
    throw new ArgumentException(
        "There is no draw %d; the posterior has %d, counted from 0.".formatted(index, size()));
  }

  /** The values of one draw, by site. */
  Map<String, Tensor> draw(int index) {
    double[] row = row(index);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Quantity quantity : quantities) {
      double[] part = new double[quantity.shape().count()];
      System.arraycopy(row, quantity.offset(), part, 0, part.length);
      values.put(quantity.name(), new Dense(part, quantity.shape()));
    }
    return values;
  }

  /** All draws of some entries of each row: [draws, S..]. */
  Tensor part(int offset, Shape shape) {
    int count = shape.count();
    double[] values = new double[size() * count];
    int at = 0;
    for (double[][] chain : rows) {
      for (double[] row : chain) {
        System.arraycopy(row, offset, values, at, count);
        at += count;
      }
    }
    return new Dense(values, Shape.of(size()).append(shape));
  }

  /** The names of all scalars, in the order of a row. */
  List<String> names() {
    return quantities.stream().flatMap(quantity -> quantity.scalars().stream()).toList();
  }

  /** Copies of the rows. */
  double[][][] copies() {
    double[][][] copy = new double[rows.length][][];
    for (int c = 0; c < rows.length; c++) {
      copy[c] = new double[rows[c].length][];
      for (int i = 0; i < rows[c].length; i++) {
        copy[c][i] = rows[c][i].clone();
      }
    }
    return copy;
  }

  /** Scalar k of the draws, [chain][draw], cut to the shortest chain that has any. */
  double[][] scalar(int k) {
    return Summary.coordinate(rows, k);
  }
}
