package dev.merapi.infer.chain;

import dev.merapi.tensor.ArgumentException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The result of a run: one {@link Chain} or more on the same target.
 *
 * <p>An interrupted run gives a valid, partial result: its chains may differ in length, and {@link
 * #isComplete()} is false.
 *
 * @param chains the chains, in order of their numbers
 */
public record Chains(List<Chain> chains) {
  /** Copies the list. */
  public Chains {
    chains = List.copyOf(chains);
    if (chains.isEmpty()) {
      throw new ArgumentException("A result has at least one chain, but there is none.");
    }
  }

  /** The number of chains. */
  public int size() {
    return chains.size();
  }

  /** The number of coordinates of a draw; 0 if there is no draw. */
  public int dimension() {
    return chains.stream()
        .filter(chain -> chain.size() > 0)
        .findFirst()
        .map(chain -> chain.draw(0).length)
        .orElse(0);
  }

  /** The names of the figures that are kept with each draw. */
  public List<String> columns() {
    return chains.getFirst().columns();
  }

  /** One figure of the first {@link #length()} draws of each chain with any. */
  public double[][] column(String name) {
    int length = length();
    return chains.stream()
        .filter(chain -> chain.size() > 0)
        .map(chain -> Arrays.copyOf(chain.column(name), length))
        .toArray(double[][]::new);
  }

  /**
   * The draws of the shortest chain that has any: what diagnostics use of each. Only an interrupted
   * run has chains without draws, and they are left out.
   */
  public int length() {
    return chains.stream().mapToInt(Chain::size).filter(size -> size > 0).min().orElse(0);
  }

  /** All draws, [chain][draw][dimension]. */
  public double[][][] draws() {
    return chains.stream().map(Chain::draws).toArray(double[][][]::new);
  }

  /** Coordinate {@code k} of the first {@link #length()} draws of each chain with any. */
  public double[][] coordinate(int k) {
    int length = length();
    return chains.stream()
        .filter(chain -> chain.size() > 0)
        .map(chain -> IntStream.range(0, length).mapToDouble(i -> chain.at(i, k)).toArray())
        .toArray(double[][]::new);
  }

  /** The divergences after warm-up, of all chains. */
  public int divergences() {
    return chains.stream().mapToInt(chain -> chain.divergences().size()).sum();
  }

  /** The gradient evaluations after warm-up, of all chains. */
  public long leapfrogs() {
    return chains.stream().mapToLong(Chain::leapfrogs).sum();
  }

  /** All gradient evaluations: of starts, searches, warm-up and draws. */
  public long gradients() {
    return leapfrogs() + chains.stream().mapToLong(chain -> chain.warmUp().gradients()).sum();
  }

  /** Whether all draws asked for were made. */
  public boolean isComplete() {
    return chains.stream().allMatch(Chain::isComplete);
  }

  /** The states to go on from. */
  public List<ChainState> last() {
    return chains.stream().map(Chain::last).toList();
  }

  /**
   * These draws followed by those of a run that was resumed from {@link #last()}.
   *
   * @throws ArgumentException if the next part has another number of chains
   */
  public Chains then(Chains next) {
    if (next.size() != size()) {
      throw new ArgumentException(
          "A run of "
              + size()
              + " chains goes on in as many, but the next part has "
              + next.size()
              + ".");
    }
    return new Chains(
        IntStream.range(0, size()).mapToObj(c -> chains.get(c).then(next.chains.get(c))).toList());
  }
}
