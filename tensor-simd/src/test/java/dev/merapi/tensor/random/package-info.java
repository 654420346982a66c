/** Tests of keys and draws: known answers, laws of the streams, goodness of fit at fixed keys. */
@NullMarked
package dev.merapi.tensor.random;

import org.jspecify.annotations.NullMarked;
