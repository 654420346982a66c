/** Files and folders that keep results: written wholly or not at all, and read back. */
@NullMarked
package dev.merapi.report.store;

import org.jspecify.annotations.NullMarked;
