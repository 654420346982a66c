package dev.merapi.infer.saved;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.internal.form.ModelCodec;
import dev.merapi.infer.internal.form.ModelForm;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiler;
import java.util.List;

/**
 * A static model and its data without its program: the graphs of its log density and of the values
 * that it reports. {@link #bytes()} can be kept in a file or sent to another machine; they hold no
 * class files and no serialised functions, and reading them runs no code of theirs.
 *
 * <p>Law: what is read samples the draws of the model, bit for bit: {@code
 * SavedModel.of(SavedModel.of(model).bytes()).sample(sampler, key)} has those of {@code
 * Posterior.sample(sampler, model, key)}.
 *
 * <p>The form is: eight characters {@code merapi-m}, an int version, an int CRC-32C of the body, an
 * int length of it, the body; all numbers big-endian, texts and arrays with their length in front.
 * The body has the sites, a graph of value and gradients, the names and dims of what is reported,
 * and a graph of the values. A graph is a list of lines, each a constant or a named primitive of
 * earlier lines.
 */
public final class SavedModel implements Posterior.Target {
  private final ModelForm form;
  private final Compiler compiler;

  private SavedModel(ModelForm form, Compiler compiler) {
    this.form = form;
    this.compiler = compiler;
  }

  /**
   * What a program becomes.
   *
   * @throws dev.merapi.effects.ModelException if its first run shows a fault, or it is dynamic
   */
  public static SavedModel of(Model<?> model) {
    return new SavedModel(ModelForm.of(model), new Compiler());
  }

  /**
   * Reads what {@link #bytes()} gave.
   *
   * @throws dev.merapi.infer.codec.DamagedException if the bytes were changed, are those of
   *     something else, or of a later version of the library
   */
  public static SavedModel of(byte[] bytes) {
    return new SavedModel(ModelCodec.INSTANCE.of(ModelCodec.ENVELOPE.open(bytes)), new Compiler());
  }

  /** The model as bytes. */
  public byte[] bytes() {
    return ModelCodec.ENVELOPE.seal(ModelCodec.INSTANCE.bytes(form));
  }

  /** Where each latent site lies in a position. */
  @Override
  public List<Coordinate> coordinates() {
    return form.coordinates().sites();
  }

  /** What a sampler sees. */
  @Override
  public Potential potential() {
    return GraphPotential.of(form.density(), compiler.start(form.density()), form.coordinates());
  }

  /** Samples the model. */
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
