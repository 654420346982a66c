/**
 * What happened at the sites of a run, as a value. Imports the language; knows no other handler.
 */
@NullMarked
package dev.merapi.effects.trace;

import org.jspecify.annotations.NullMarked;
