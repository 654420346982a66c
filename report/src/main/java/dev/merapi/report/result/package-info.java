/** The results of an inference as named arrays, in the groups and under the names of ArviZ. */
@NullMarked
package dev.merapi.report.result;

import org.jspecify.annotations.NullMarked;
