/** How far a long run is. */
@NullMarked
package dev.merapi.report.watch;

import org.jspecify.annotations.NullMarked;
