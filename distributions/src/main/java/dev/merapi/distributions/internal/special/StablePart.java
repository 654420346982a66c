package dev.merapi.distributions.internal.special;

/**
 * What of g is integrated by a {@link StableIntegral}: g e^(−g) for the density, e^(−g) or 1 −
 * e^(−g) for the tails; its logarithm, and how fast that moves with ln g.
 */
enum StablePart {
  DENSITY {
    @Override
    double log(double g) {
      return Math.log(g) - g;
    }

    @Override
    double slope(double g) {
      return 1 - g;
    }
  },
  WITHOUT {
    @Override
    double log(double g) {
      return -g;
    }

    @Override
    double slope(double g) {
      return -g;
    }
  },
  WITH {
    @Override
    double log(double g) {
      return Math.log(-Math.expm1(-g));
    }

    @Override
    double slope(double g) {
      return g < 1e-300 ? 1 : g > 700 ? 0 : g / Math.expm1(g);
    }
  };

  abstract double log(double g);

  abstract double slope(double g);
}
