package dev.merapi.infer.internal.sum;

/**
 * A variable that is a sum of others.
 *
 * @param part the summands: one at each element of its plates. Position i stands for i units
 * @param total their sum over the plates that it does not stand in; position i stands for i units
 */
public record Count(Axis.Variable part, Axis.Variable total) {}
