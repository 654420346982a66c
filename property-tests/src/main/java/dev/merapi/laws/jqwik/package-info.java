/**
 * Arbitraries of jqwik for properties of users' models; jqwik is a dependency of whoever uses them.
 */
@NullMarked
package dev.merapi.laws.jqwik;

import org.jspecify.annotations.NullMarked;
