package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.blockPlate;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateStack;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.handler.Lift;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatementExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void partOfTheDataIsMissing() {
    Tensor data = Tensor.of(1, Double.NaN, 3);
    Tensor mask = Tensor.of(1, 0, 1);
    Trace trace = trace(plate("a", 3, _ -> observe("y", normal(0, 1), data, mask)));
    Tensor joined = trace.value("y");
    assertEquals(1, joined.toArray()[0]);
    assertEquals(trace.value("y_unobserved").toArray()[1], joined.toArray()[1]);
    assertEquals(normal(0, 1).logProb(joined).sum().item(), trace.logProbSum().item(), 1e-12);
  }

  @Test
  void aStackOfPlatesEndsAtTheRight() {
    Model<Tensor> model = plateStack("image", Shape.of(4, 3), _ -> sample("x", normal(0, 1)));
    Trace trace = trace(model);
    assertEquals(Shape.of(4, 3), trace.value("x").shape());
    assertEquals(
        "plates 'image_0' (size 4, dim -2) and 'image_1' (size 3, dim -1)",
        trace.sampled("x").get().site().place().plates());
  }

  @Test
  void aNetworkIsAModelThatReturnsAFunction() {
    Network network =
        Network.linear(2, 3).then(Network.of(Tensor::tanh)).then(Network.linear(3, 1));
    Tensor input = Tensor.ones(Shape.of(5, 2));
    Model<Tensor> model = module("net", network).map(f -> f.apply(input));
    assertEquals(Shape.of(5, 1), Run.run(KEY, model).shape());
    assertEquals(4, trace(model).parameters().size());
    assertTrue(trace(model).declared("net/0/0/weight").isPresent());
    Model<Tensor> random =
        new Lift(p -> Optional.of(normal(0, 1).expand(p.valueUnder(KEY).shape()).toEvent()))
            .on(module("net", network))
            .map(f -> f.apply(input));
    assertEquals(4, trace(random).latents().size());
  }

  @Test
  void aBlockedPlateNeitherBroadcastsNorScales() {
    Model<Tensor> shared = sample("shared", normal(0, 1));
    Model<Tensor> model =
        plate("b", 2)
            .each(
                _ ->
                    plate("a", 10)
                        .subsampleSize(5)
                        .each(a -> blockPlate(a, shared).flatMap(m -> sample("x", normal(m, 1)))));
    Trace trace = trace(model);
    Site site = trace.sampled("shared").get().site();
    assertEquals(Shape.of(2), trace.value("shared").shape());
    assertEquals(List.of("b"), site.place().frames().stream().map(Frame::plate).toList());
    assertEquals(1, site.weight().scale().item());
    assertEquals(Shape.of(5, 2), trace.value("x").shape());
    assertEquals(2, trace.sampled("x").get().site().weight().scale().item());
  }

  @Test
  void aBlockedPlateKeepsItsDim() {
    Model<Tensor> model =
        plate("a", 4, a -> blockPlate(a, plate("b", 3, _ -> sample("x", normal(0, 1)))));
    assertEquals(Shape.of(3, 1), trace(model).value("x").shape());
  }

  @Test
  void aPlateCannotBeBlockedOutsideOfIt() {
    Model<Tensor> model =
        plate("a", 4, Models::pure).flatMap(a -> blockPlate(a, sample("x", normal(0, 1))));
    var error = assertThrows(ModelException.class, () -> trace(model));
    assertTrue(error.getMessage().startsWith("blockPlate names plate 'a', but stands in no plate"));
  }

  @Test
  void aKeyComesFromItsNameAndMovesNoOtherDraw() {
    Model<Tensor> x = sample("x", normal(0, 1));
    Model<Key> both = Models.key("order").flatMap(order -> x.map(_ -> order));
    assertEquals(trace(x).entries().keySet(), trace(both).entries().keySet());
    assertEquals(trace(x).value("x"), trace(both).value("x"));
    Key order = Run.run(KEY, both);
    assertEquals(order, Run.run(KEY, plate("a", 3, _ -> Models.key("order"))));
    assertNotEquals(order, Run.run(KEY, Models.key("other")));
    assertNotEquals(order, Run.run(Key.of(4), both));
  }
}
