package dev.merapi.tensor.internal.emit;

/**
 * Code and the memory it asks for.
 *
 * @param code the instance of the generated class
 * @param bytes the size of the class file
 * @param spill numbers of spill memory
 * @param lanes numbers of lane memory
 * @param buffers tile buffers
 * @param longStages whether there are stages that threads can share
 */
record Emitted(Code code, int bytes, int spill, int lanes, int buffers, boolean longStages) {}
