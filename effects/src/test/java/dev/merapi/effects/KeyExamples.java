package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateSequential;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.handler.Block;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key of a draw: its name, and the turns of the loops around it, in this order. */
class KeyExamples {
  private static final Key RUN = Key.of(7);
  private static final Distribution LAW = normal(0, 1);

  /** Hidden sites may share a name, so nothing but the turn tells their draws apart. */
  @Test
  void turnsHaveDrawsOfTheirOwn() {
    Model<Tensor> hidden = Block.all().on(sample("x", LAW));
    assertEquals(
        Vector.range(0, 3).map(turn -> LAW.sample(RUN.fold("x").fold(turn))),
        Vector.ofAll(Run.run(RUN, plateSequential("loop", 3, _ -> hidden))));
  }

  @Test
  void innerTurnsAreFoldedAfterOuterOnes() {
    Site site =
        Site.latent("x", LAW)
            .placed(
                Place.TOP.inside(
                    List.of(
                        new Frame.Sequential("a", 2, 3, 3), new Frame.Sequential("b", 1, 3, 3))));
    assertEquals(RUN.fold("x").fold(2).fold(1), site.keyUnder(RUN));
    assertNotEquals(RUN.fold("x").fold(1).fold(2), site.keyUnder(RUN));
  }

  /** All elements are one draw of an expanded distribution. */
  @Test
  void aVectorisedPlateLeavesTheKeyAlone() {
    assertEquals(
        LAW.expand(Shape.of(4)).sample(RUN.fold("x")),
        Run.run(RUN, plate("p", 4, _ -> sample("x", LAW))));
  }

  /** The number of the element, not of the turn: a subsample has the draws of the whole. */
  @Test
  void aChosenElementHasTheDrawThatItHasAmongAll() {
    Model<Tensor> hidden = Block.all().on(sample("x", LAW));
    assertEquals(
        Vector.of(LAW.sample(RUN.fold("x").fold(4)), LAW.sample(RUN.fold("x").fold(1))),
        Vector.ofAll(
            Run.run(RUN, plate("p", 5).indices(Tensor.of(4, 1)).sequentially(_ -> hidden))));
  }
}
