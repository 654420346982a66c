/** What distributions of several shelves have in common. */
@NullMarked
package dev.merapi.distributions.definition.internal;

import org.jspecify.annotations.NullMarked;
