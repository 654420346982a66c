package dev.merapi.infer.tempering;

import java.util.List;

/**
 * The report on one step.
 *
 * @param acceptance with what probability each pair of neighbours would exchange
 * @param evaluations the evaluations of densities
 */
record Swaps(List<Double> acceptance, long evaluations) {
  Swaps {
    acceptance = List.copyOf(acceptance);
  }
}
