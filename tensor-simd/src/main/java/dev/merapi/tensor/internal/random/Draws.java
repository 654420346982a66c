package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;

/**
 * Draws as functions of a key. Element {@code i} of a draw depends on the key and on {@code i}
 * alone: bulk, chunked and single draws agree bit for bit, with and without vector instructions.
 *
 * <p>Each bulk method writes {@code out[offset … offset + n − 1]}; the form with {@code first}
 * gives elements {@code first … first + n − 1} of the same sequence. The form without array gives
 * element 0.
 */
public final class Draws {
  private Draws() {}

  /** Uniform on the open interval (0, 1): odd multiples of {@code 2^-53}. */
  public static double uniform(Key key) {
    return UniformDraw.of(Threefry.word(key.k0(), key.k1(), Domain.DRAW, 0));
  }

  /** Uniforms on the open interval (0, 1). */
  public static void uniform(Key key, double[] out, int offset, int n) {
    uniform(key, 0, out, offset, n);
  }

  /** Uniforms on the open interval (0, 1), from element {@code first}. */
  public static void uniform(Key key, long first, double[] out, int offset, int n) {
    uniform(new Tiles(n), key, first, out, offset, n);
  }

  /** The same in working memory that is there already. */
  public static void uniform(Tiles room, Key key, long first, double[] out, int offset, int n) {
    room.fill(key.k0(), key.k1(), first, out, offset, n, UniformDraw::tile);
  }

  /** Standard normal; {@code |z| ≤ 8.58}. */
  public static double normal(Key key) {
    return NormalDraw.first(key.k0(), key.k1());
  }

  /** Standard normals. */
  public static void normal(Key key, double[] out, int offset, int n) {
    normal(key, 0, out, offset, n);
  }

  /** Standard normals, from element {@code first}. */
  public static void normal(Key key, long first, double[] out, int offset, int n) {
    normal(new Tiles(n), key, first, out, offset, n);
  }

  /** The same in working memory that is there already. */
  public static void normal(Tiles room, Key key, long first, double[] out, int offset, int n) {
    room.fill(key.k0(), key.k1(), first, out, offset, n, NormalDraw::tile);
  }

  /** Exponential of rate 1. */
  public static double exponential(Key key) {
    return ExponentialDraw.of(Threefry.word(key.k0(), key.k1(), Domain.DRAW, 0));
  }

  /** Exponentials of rate 1. */
  public static void exponential(Key key, double[] out, int offset, int n) {
    exponential(key, 0, out, offset, n);
  }

  /** Exponentials of rate 1, from element {@code first}. */
  public static void exponential(Key key, long first, double[] out, int offset, int n) {
    new Tiles(n).fill(key.k0(), key.k1(), first, out, offset, n, ExponentialDraw::tile);
  }

  /** An integer, each of {@code 0 … bound − 1} equally likely; {@code 1 ≤ bound}. */
  public static long integer(Key key, long bound) {
    return integer(key, 0, bound);
  }

  /** Integers, each of {@code 0 … bound − 1} equally likely; {@code 1 ≤ bound ≤ 2^53}. */
  public static void integer(Key key, long bound, double[] out, int offset, int n) {
    if (bound > 1L << 53) {
      throw new ArgumentException(
          "Integers in an array of doubles are exact below 2^53, but the bound is "
              + bound
              + ". Draw them one at a time with integer(key, bound).");
    }
    for (int i = 0; i < n; i++) {
      out[offset + i] = integer(key, i, bound);
    }
  }

  /**
   * Gammas of rate 1, element {@code i} of shape {@code shape[i mod shape.length]}. At least {@link
   * Double#MIN_NORMAL}; {@link #logGamma} has the exact logarithm of the same draws.
   */
  public static void gamma(Key key, double[] shape, double[] out, int offset, int n) {
    GammaTile.Load load = (tile, from, size) -> tile.load(key.k0(), from, shape, size);
    GammaTile.fill(key.k1(), load, GammaTile::draws, out, offset, n);
  }

  /** Logarithms of the gammas of {@link #gamma}, finite for shapes down to 1e-300. */
  public static void logGamma(Key key, double[] shape, double[] out, int offset, int n) {
    GammaTile.Load load = (tile, from, size) -> tile.load(key.k0(), from, shape, size);
    GammaTile.fill(key.k1(), load, GammaTile::logarithms, out, offset, n);
  }

  /** Betas, element {@code i} of shapes {@code a[i mod a.length]} and {@code b[i mod b.length]}. */
  public static void beta(Key key, double[] a, double[] b, double[] out, int offset, int n) {
    for (int i = 0; i < n; i++) {
      out[offset + i] =
          BetaDraw.of(new Stream(key.k0(), key.k1(), i), a[i % a.length], b[i % b.length]);
    }
  }

  /**
   * Dirichlets: {@code rows} rows of {@code k} components; row {@code i} reads its concentrations
   * from row {@code i mod (concentration.length / k)}.
   */
  public static void dirichlet(
      Key key, double[] concentration, int k, double[] out, int offset, int rows) {
    logGamma(key, concentration, out, offset, rows * k);
    for (int i = 0; i < rows; i++) {
      DirichletDraw.normalise(out, offset + i * k, k);
    }
  }

  /** Poisson counts, element {@code i} of rate {@code rate[i mod rate.length]}. */
  public static void poisson(Key key, double[] rate, double[] out, int offset, int n) {
    PoissonDraw draw = PoissonDraw.of(rate[0]);
    for (int i = 0; i < n; i++) {
      double next = rate[i % rate.length];
      draw = draw.isOf(next) ? draw : PoissonDraw.of(next);
      out[offset + i] = draw.draw(new Stream(key.k0(), key.k1(), i));
    }
  }

  /** Binomial counts, element {@code i} of {@code total[i mod …]} trials of {@code p[i mod …]}. */
  public static void binomial(
      Key key, double[] total, double[] p, double[] out, int offset, int n) {
    BinomialDraw draw = BinomialDraw.of(total[0], p[0]);
    for (int i = 0; i < n; i++) {
      double trials = total[i % total.length];
      double next = p[i % p.length];
      draw = draw.isOf(trials, next) ? draw : BinomialDraw.of(trials, next);
      out[offset + i] = draw.draw(new Stream(key.k0(), key.k1(), i));
    }
  }

  /**
   * Indices {@code 0 … k − 1} with probability proportional to weights, which need not sum to 1;
   * element {@code i} reads row {@code i mod (weights.length / k)} of {@code weights}.
   */
  public static void categorical(
      Key key, double[] weights, int k, double[] out, int offset, int n) {
    double[] cumulative = new double[weights.length];
    for (int row = 0; row < weights.length; row += k) {
      CategoricalDraw.accumulate(weights, row, k, cumulative, row);
    }
    uniform(key, out, offset, n);
    int row = 0;
    for (int i = 0; i < n; i++) {
      out[offset + i] = CategoricalDraw.of(out[offset + i], cumulative, row, k);
      row = row + k < weights.length ? row + k : 0;
    }
  }

  /** A gamma of rate 1: element 0 of {@link #gamma(Key, double[], double[], int, int)}. */
  public static double gamma(Key key, double shape) {
    return GammaDraw.of(new Stream(key.k0(), key.k1(), 0), shape);
  }

  /** The logarithm of {@link #gamma(Key, double)}. */
  public static double logGamma(Key key, double shape) {
    return GammaDraw.log(new Stream(key.k0(), key.k1(), 0), shape);
  }

  /** A Poisson count. */
  public static double poisson(Key key, double rate) {
    return PoissonDraw.of(rate).draw(new Stream(key.k0(), key.k1(), 0));
  }

  /** A binomial count of {@code total} trials with probability {@code p}. */
  public static double binomial(Key key, double total, double p) {
    return BinomialDraw.of(total, p).draw(new Stream(key.k0(), key.k1(), 0));
  }

  /**
   * Gammas of rate 1, element {@code i} being {@link #gamma(Key, double)} of the key {@link
   * Key#ofBits} of {@code noise[no + i·ns]} and of shape {@code shape[so + i·ss]}.
   */
  public static void gamma(
      double[] shape,
      int so,
      int ss,
      double[] noise,
      int no,
      int ns,
      double[] out,
      int offset,
      int n) {
    GammaTile.Load load =
        (tile, from, size) -> tile.load(shape, so + from * ss, ss, noise, no + from * ns, ns, size);
    GammaTile.fill(Key.BITS, load, GammaTile::draws, out, offset, n);
  }

  /** Logarithms of these gammas. */
  public static void logGamma(
      double[] shape,
      int so,
      int ss,
      double[] noise,
      int no,
      int ns,
      double[] out,
      int offset,
      int n) {
    GammaTile.Load load =
        (tile, from, size) -> tile.load(shape, so + from * ss, ss, noise, no + from * ns, ns, size);
    GammaTile.fill(Key.BITS, load, GammaTile::logarithms, out, offset, n);
  }

  /** Poisson counts, each {@link #poisson(Key, double)} of a key in the bits of noise. */
  public static void poisson(
      double[] rate,
      int ro,
      int rs,
      double[] noise,
      int no,
      int ns,
      double[] out,
      int offset,
      int n) {
    PoissonDraw first = PoissonDraw.of(rate[ro]);
    StreamTile.fill(
        Key.BITS,
        noise,
        no,
        ns,
        out,
        offset,
        n,
        rs == 0
            ? (stream, i) -> first.draw(stream)
            : (stream, i) -> PoissonDraw.of(rate[ro + i * rs]).draw(stream));
  }

  /** Binomial counts, each {@link #binomial(Key, double, double)} of a key in the bits of noise. */
  public static void binomial(
      double[] total,
      int to,
      int ts,
      double[] p,
      int po,
      int ps,
      double[] noise,
      int no,
      int ns,
      double[] out,
      int offset,
      int n) {
    BinomialDraw first = BinomialDraw.of(total[to], p[po]);
    StreamTile.fill(
        Key.BITS,
        noise,
        no,
        ns,
        out,
        offset,
        n,
        ts == 0 && ps == 0
            ? (stream, i) -> first.draw(stream)
            : (stream, i) -> BinomialDraw.of(total[to + i * ts], p[po + i * ps]).draw(stream));
  }

  private static long integer(Key key, long element, long bound) {
    if (bound < 1) {
      throw new ArgumentException(
          "An integer below " + bound + " and not negative does not exist; ask for a bound ≥ 1.");
    }
    return new Stream(key.k0(), key.k1(), element).below(bound);
  }
}
