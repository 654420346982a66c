package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;

/** All free numbers of a group as one draw of a vector, the auxiliary site {@code latent}. */
record Together(Law law) implements Family {
  @Override
  public Model<Drawing> begin(String prefix, Prototype group, Mode mode) {
    Vectors vectors = Vectors.of(group);
    return law.of(prefix, vectors.start())
        .flatMap(
            fitted -> {
              Site whole =
                  Site.latent(prefix, fitted.law()).inferred(_ -> Infer.DEFAULT.asAuxiliary());
              return switch (mode) {
                case Mode.Draw() -> drawn(vectors, whole);
                case Mode.At(var values) -> drawn(vectors, whole.replayed(vectors.at(values)));
                case Mode.Quantile(double z) -> {
                  var at = fitted.loc().plus(fitted.deviation().times(z));
                  yield Models.pure(site -> Drawing.point(site, vectors.part(site, at)));
                }
              };
            });
  }

  private static Model<Drawing> drawn(Vectors vectors, Site whole) {
    return Models.sample(whole)
        .map(vector -> site -> Drawing.image(site, vectors.part(site, vector)));
  }

  @Override
  public boolean hasQuantiles() {
    return true;
  }
}
