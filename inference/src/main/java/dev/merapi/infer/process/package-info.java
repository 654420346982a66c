/**
 * Gaussian processes as parts of programs: {@link dev.merapi.infer.process.Covariance covariances}
 * as functions, {@link dev.merapi.infer.process.GaussianProcess the process} exactly or by inducing
 * points, and {@link dev.merapi.infer.process.HilbertBasis} for many inputs in few dimensions.
 */
@NullMarked
package dev.merapi.infer.process;

import org.jspecify.annotations.NullMarked;
