/** What the checks of programs find, as sentences. */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.check;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
