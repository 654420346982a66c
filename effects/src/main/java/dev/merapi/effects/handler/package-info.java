/**
 * Handlers, one a file: rewrites of sites, expansions of sites into programs, and folds that change
 * the type of the result. Each states its laws. Imports the language only.
 */
@NullMarked
package dev.merapi.effects.handler;

import org.jspecify.annotations.NullMarked;

