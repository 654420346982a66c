package dev.merapi.infer.vi.guide;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Identity;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.tensor.Tensor;

/**
 * Independent normal numbers on the free scale, with {@code x.loc} and {@code x.scale} for a site
 * x; or only {@code x.loc}, without a width. Inside of a plate the parameters have all of its
 * elements, and a minibatch takes its part.
 *
 * @param width the scale to start with; 0 for a point
 */
record Separate(double width) implements Family {
  @Override
  public Model<Drawing> begin(String prefix, Prototype group, Mode mode) {
    return Models.pure(site -> draw(site, group.starts().get(site.name()).get(), mode));
  }

  @Override
  public boolean hasQuantiles() {
    return true;
  }

  private Model<Tensor> draw(Site site, Start start, Mode mode) {
    Model<Tensor> loc =
        Models.param(site.name() + ".loc", _ -> start.free(), Constraints.real(), start.eventDim());
    if (width == 0) {
      return loc.flatMap(at -> Drawing.point(site, at));
    }
    Tensor first = Tensor.full(start.free().shape(), width);
    Model<Tensor> scale =
        Models.param(site.name() + ".scale", _ -> first, Constraints.positive(), start.eventDim());
    return loc.flatMap(at -> scale.flatMap(wide -> moved(site, start, mode, at, wide)));
  }

  private static Model<Tensor> moved(Site site, Start start, Mode mode, Tensor loc, Tensor scale) {
    Distribution law = normal(loc, scale).toEvent(start.eventDim());
    boolean same = Coordinates.bijector(site) instanceof Identity;
    Site free =
        site.distributed(law)
            .inferred(_ -> same ? Infer.DEFAULT : Infer.DEFAULT.asAuxiliary())
            .renamed(same ? site.name() : site.name() + ".free");
    return switch (mode) {
      case Mode.Quantile(double z) -> Drawing.point(site, loc.plus(scale.times(z)));
      case Mode.Draw() -> drawn(site, free, same);
      case Mode.At(var values) -> {
        Tensor value = GivenValues.of(values, site.name());
        yield drawn(site, free.replayed(Coordinates.bijector(site).inverse(value)), same);
      }
    };
  }

  private static Model<Tensor> drawn(Site site, Site free, boolean same) {
    return same
        ? Models.sample(free)
        : Models.sample(free).flatMap(numbers -> Drawing.image(site, numbers));
  }
}
