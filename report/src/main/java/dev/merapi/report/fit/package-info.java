/** After the fit: how well models predict, side by side. */
@NullMarked
package dev.merapi.report.fit;

import org.jspecify.annotations.NullMarked;
