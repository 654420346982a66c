/** Taking a parameter out of a program in closed form, where what depends on it is conjugate. */
@NullMarked
package dev.merapi.effects.collapse;

import org.jspecify.annotations.NullMarked;
