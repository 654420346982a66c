/**
 * Models of many kinds with made data, each with a twin in another system: what a user meets, and
 * not what somebody tuned for.
 */
@NullMarked
package dev.merapi.benchmarks.corpus;

import org.jspecify.annotations.NullMarked;
