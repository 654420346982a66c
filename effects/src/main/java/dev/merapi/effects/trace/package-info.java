/**
 * What happened at the sites of a run, as a value. Imports the language; knows no other handler.
 */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.trace;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
