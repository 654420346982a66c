/** Models as data: what a program has become, to be kept, sent and run elsewhere. */
@NullMarked
package dev.merapi.infer.saved;

import org.jspecify.annotations.NullMarked;
