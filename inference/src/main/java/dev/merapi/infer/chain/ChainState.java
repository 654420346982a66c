package dev.merapi.infer.chain;

import dev.merapi.infer.adapt.Adaptation;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.tensor.Key;

/**
 * Everything the rest of a chain depends on: saved and gone on from, it gives the identical draws.
 *
 * @param chain the number of the chain, from 0
 * @param key the key of the chain; iteration i uses the part of it folded by i
 * @param iteration the transitions made so far, warm-up included
 * @param point where the chain is
 * @param adaptation how far warm-up has come, and the tuning it has found
 */
public record ChainState(int chain, Key key, int iteration, Point point, Adaptation adaptation) {}
