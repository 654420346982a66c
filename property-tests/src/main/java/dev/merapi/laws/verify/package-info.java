/**
 * Verification of a user's own model: {@link dev.merapi.laws.verify.Verify} collects what is known
 * about it, and runs the checks that apply.
 */
@NullMarked
package dev.merapi.laws.verify;

import org.jspecify.annotations.NullMarked;
