package dev.merapi.infer.sum;

/** What to do with scales around enumerated sites, such as those of minibatches. */
public enum Scaling {
  /**
   * Exact: the sites that one sum ties together must have the same scale, which stands outside of
   * the sum. So a variable outside of a subsampled plate with densities inside of it is refused.
   */
  COMMON,
  /**
   * An approximation: the product over a subsampled plate is raised to the power fullSize / size
   * before variables outside of it are summed out, as if the elements left out were like those
   * taken. Where nothing outside of a subsampled plate is enumerated it is the same as {@link
   * #COMMON}.
   */
  PLATEWISE
}
