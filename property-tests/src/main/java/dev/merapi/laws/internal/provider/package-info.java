/** What jqwik finds by itself: arbitraries for parameters of the types of Merapi. */
@NullMarked
package dev.merapi.laws.internal.provider;

import org.jspecify.annotations.NullMarked;
