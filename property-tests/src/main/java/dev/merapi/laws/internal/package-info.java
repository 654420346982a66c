/**
 * Equations that hold of this library's own machinery, and models as data to try them on. Imports
 * everything; nothing but tests imports it.
 */
@NullMarked
package dev.merapi.laws.internal;

import org.jspecify.annotations.NullMarked;
