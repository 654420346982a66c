/**
 * The demo: two models fitted from the command line, each to a printed summary and two files.
 *
 * <p>May import every library module; nothing imports this package.
 */
@NullMarked
package dev.merapi.examples;

import org.jspecify.annotations.NullMarked;
