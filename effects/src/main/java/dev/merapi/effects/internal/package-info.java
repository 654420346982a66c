/**
 * What the language and its handlers share and no user needs: the layout of the table of shapes,
 * the sentences about names, which inputs a tensor is computed from, and the distributions of what
 * a program computes and of a plate's indices. Imports tensors and distributions; knows no model.
 */
@NullMarked
package dev.merapi.effects.internal;

import org.jspecify.annotations.NullMarked;
