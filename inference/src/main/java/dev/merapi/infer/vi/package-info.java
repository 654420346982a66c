/** Bounds on ln p(x) for variational inference: their draws, sums and gradient estimators. */
@NullMarked
package dev.merapi.infer.vi;

import org.jspecify.annotations.NullMarked;
