/** What the dims of results are called: the names of plates, and the labels of their elements. */
@NullMarked
package dev.merapi.infer.dims;

import org.jspecify.annotations.NullMarked;
