package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.NormalIcdfKernel;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An automatic guide: the program of the model with its latent sites replaced.
 *
 * @param groups which sites are drawn together, and how
 */
record Rewritten(Model<?> model, Vector<Group> groups) implements GuideProgram {

  /** Sites that are drawn together. */
  record Group(String prefix, Prototype sites, Family family) {}

  /** All sites in one group. */
  static Rewritten of(Model<?> model, Prototype sites, Family family) {
    return new Rewritten(model, Vector.of(new Group("latent", sites, family)));
  }

  private Model<?> program(Mode mode) {
    Model<io.vavr.collection.Map<String, Drawing>> begun = Models.pure(LinkedHashMap.empty());
    for (Group group : groups) {
      begun =
          begun.flatMap(
              known ->
                  group
                      .family()
                      .begin(group.prefix(), group.sites(), mode)
                      .map(
                          drawing ->
                              group
                                  .sites()
                                  .starts()
                                  .keySet()
                                  .foldLeft(known, (all, name) -> all.put(name, drawing))));
    }
    return begun.flatMap(drawings -> followed(new Interleaved(drawings), model));
  }

  private static <A> Model<A> followed(Interleaved handler, Model<A> model) {
    return handler.on(model);
  }

  @Override
  public Model<?> draws() {
    return program(new Mode.Draw());
  }

  @Override
  public Optional<Model<?>> straightened() {
    Group only = groups.head();
    return groups.size() == 1 && only.family() instanceof Flowing flowing
        ? Optional.of(
            flowing.straightened(
                only.prefix(), only.sites(), free -> followed(new Straightened(free), model)))
        : Optional.empty();
  }

  private static <A> Model<A> followed(Straightened handler, Model<A> model) {
    return handler.on(model);
  }

  @Override
  public List<String> sites() {
    return groups.flatMap(group -> group.sites().starts().keySet()).asJava();
  }

  @Override
  public Optional<Model<?>> quantile(double p) {
    return groups.forAll(group -> group.family().hasQuantiles())
        ? Optional.of(program(new Mode.Quantile(NormalIcdfKernel.scalar(p))))
        : Optional.empty();
  }

  @Override
  public Model<?> at(Map<String, ? extends Tensor> values) {
    return program(new Mode.At(values));
  }
}
