/** How far sites with a location and a scale are centred, by what draws and gradients say. */
@NullMarked
package dev.merapi.infer.internal.centring;

import org.jspecify.annotations.NullMarked;
