package dev.merapi.infer.chain;

import dev.merapi.tensor.Key;
import java.util.List;

/**
 * A draw, just made.
 *
 * @param chain the number of the chain, from 0
 * @param draw the number of the draw in its chain, from 0; where it is not one more than that of
 *     the draw before, the draws before are withdrawn: they were warm-up after all
 * @param key the key of what is drawn given the position, as discrete sites are
 * @param position where the chain is; the receiver's own
 * @param columns the names of the figures
 * @param figures what the kernel tells of the draw; the receiver's own
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Drawn(
    int chain, int draw, Key key, double[] position, List<String> columns, double[] figures) {}
