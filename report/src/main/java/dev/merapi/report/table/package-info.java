/**
 * Tables of data: columns become tensors, categories indices, and what is missing stays missing.
 */
@NullMarked
package dev.merapi.report.table;

import org.jspecify.annotations.NullMarked;
