/** Pictures of posteriors as values: what is drawn, on which scales, and how to read it. */
@NullMarked
package dev.merapi.report.plot;

import org.jspecify.annotations.NullMarked;
