/** Machinery that files and pages share. */
@NullMarked
package dev.merapi.report.internal;

import org.jspecify.annotations.NullMarked;
