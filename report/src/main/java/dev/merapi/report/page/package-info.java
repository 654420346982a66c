/** A page on a posterior, for people. */
@NullMarked
package dev.merapi.report.page;

import org.jspecify.annotations.NullMarked;
