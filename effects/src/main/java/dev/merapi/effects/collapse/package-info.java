/** Taking a parameter out of a program in closed form, where what depends on it is conjugate. */
@CheckReturnValue
@NullMarked
package dev.merapi.effects.collapse;

import dev.merapi.effects.internal.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
