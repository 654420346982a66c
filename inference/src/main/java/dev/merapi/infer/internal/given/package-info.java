/** What is given to algorithms: counts, places and arrays that must fit. */
@NullMarked
package dev.merapi.infer.internal.given;

import org.jspecify.annotations.NullMarked;
