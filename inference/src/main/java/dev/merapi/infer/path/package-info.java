/** Normal distributions along the way to a mode, as draws and as the begin of chains. */
@NullMarked
package dev.merapi.infer.path;

import org.jspecify.annotations.NullMarked;
