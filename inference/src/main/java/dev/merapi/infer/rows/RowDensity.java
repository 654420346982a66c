package dev.merapi.infer.rows;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.internal.rows.Blocks;
import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import dev.merapi.infer.internal.rows.RowBlock;
import dev.merapi.infer.internal.rows.RowForm;
import dev.merapi.infer.internal.rows.RowProgram;
import dev.merapi.infer.internal.rows.RowSupport;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log density of a {@link RowModel} on rows that are here, block after block on the thread that
 * asks: what the same rows on many machines must have the bits of.
 */
public final class RowDensity implements BlockSum {
  private final RowForm form;
  private final List<RowBlock> blocks;

  private RowDensity(RowForm form, List<RowBlock> blocks) {
    this.form = form;
    this.blocks = blocks;
  }

  static RowDensity of(RowProgram program, Map<String, Tensor> columns, int rows, int size) {
    Blocks cut = new Blocks(rows, size);
    Map<String, Tensor> first = part(columns, 0, Math.min(size, rows));
    RowForm form = program.form(first, cut);
    RowSupport support = RowSupport.of(program, first, cut.sizes());
    Compiler compiler = new Compiler();
    List<RowBlock> blocks = new ArrayList<>();
    for (int from = 0; from < rows; from += size) {
      int count = Math.min(size, rows - from);
      double[][] numbers =
          part(columns, from, count).values().stream()
              .map(Tensor::toArray)
              .toArray(double[][]::new);
      support
          .fault(count, numbers, from)
          .ifPresent(
              sentence -> {
                throw new ModelException(sentence);
              });
      blocks.add(new RowBlock(blocks.size(), count, numbers, form.blocks(), compiler));
    }
    return new RowDensity(form, blocks);
  }

  private static Map<String, Tensor> part(Map<String, Tensor> columns, int from, int count) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    columns.forEach((name, all) -> part.put(name, all.slice(0, from, from + count)));
    return part;
  }

  private double[] sum(double[] position, Chosen chosen) {
    PartialSums sums = form.slices().none(chosen);
    for (RowBlock block : blocks) {
      int place = chosen.place(block.number());
      if (place >= 0) {
        sums = sums.add(place, block.at(form.slices().of(position, block.number())));
      }
    }
    return form.slices().whole(sums, chosen);
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public Some some() {
    return form.part(this::sum, blocks.size())::at;
  }

  /** Where each latent site lies in a position. */
  @Override
  public List<Coordinate> coordinates() {
    return form.coordinates().sites();
  }

  /** What a sampler or optimiser sees. */
  @Override
  public Potential potential() {
    Chosen all = Chosen.all(blocks.size());
    return form.potential(position -> sum(position, all));
  }

  /** Samples the latent sites. */
  public Posterior sample(Sampler sampler, Key key) {
    return posterior(sampler.run(potential(), key, sampler.start(), Progress.NONE));
  }

  /** The posterior that chains on {@link #potential()} stand for. */
  public Posterior posterior(Chains chains) {
    return form.reported().posterior(form.coordinates(), chains);
  }

  @Override
  public Posterior at(List<double[]> positions, Key key) {
    return form.reported().posterior(form.coordinates(), positions, key);
  }
}
