package dev.merapi.infer.adapt;

/** What warm-up learns of the metric. */
public enum MetricShape {
  /** Nothing: the metric the kernel was made with stays. */
  FIXED,
  /** The variance of each coordinate. */
  DIAGONAL,
  /** The full covariance; worth its d² for strongly correlated posteriors of moderate dimension. */
  DENSE
}
