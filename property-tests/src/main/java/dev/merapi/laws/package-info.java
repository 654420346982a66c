/**
 * The laws as plain functions that return equations, and models as data to try them on; no test
 * engine. May import everything; nothing imports it.
 */
@NullMarked
package dev.merapi.laws;

import org.jspecify.annotations.NullMarked;
