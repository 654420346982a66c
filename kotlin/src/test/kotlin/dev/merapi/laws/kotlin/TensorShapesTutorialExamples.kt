package dev.merapi.laws.kotlin

import dev.merapi.distributions.definition.Distribution
import dev.merapi.effects.enumerate.ConfigEnumerate
import dev.merapi.effects.enumerate.EnumerateParallel
import dev.merapi.kotlin.*
import dev.merapi.tensor.Key
import dev.merapi.tensor.Shape
import dev.merapi.tensor.Tensor
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

/** The examples of Pyro's tutorial "Tensor shapes in Pyro", section by section, as blocks. */
class TensorShapesTutorialExamples {
    private val key = Key.of(1)

    private fun half(vararg sizes: Int): Tensor = Tensor.full(Shape.of(*sizes), 0.5)

    private fun assertShape(tensor: Tensor, vararg sizes: Int) = assertEquals(Shape.of(*sizes), tensor.shape)

    private fun assertShapes(d: Distribution, batch: Shape, event: Shape) {
        assertEquals(batch, d.batchShape)
        assertEquals(event, d.eventShape)
        val x = d.sample(key)
        assertEquals(batch.append(event), x.shape)
        assertEquals(batch, d.logProb(x).shape)
        assertEquals(shapeOf(7).append(batch).append(event), d.sample(key, shapeOf(7)).shape)
    }

    @Test
    fun distributionShapes() {
        assertShapes(bernoulli(0.5), shapeOf(), shapeOf())
        assertShapes(bernoulli(half(3, 4)), shapeOf(3, 4), shapeOf())
        assertShapes(bernoulli(tensorOf(0.1, 0.2, 0.3, 0.4)).expand(shapeOf(3, 4)), shapeOf(3, 4), shapeOf())
        assertShapes(bernoulli(half(3, 4)).toEvent(1), shapeOf(3), shapeOf(4))
        assertShapes(normal().expand(shapeOf(10)).toEvent(1), shapeOf(), shapeOf(10))
        val (trace, _) = model { plate("x_plate", 10) { sample("x", normal()) } }.buildTrace(key)
        assertShape(trace["x"], 10)
    }

    @Test
    fun independentDims() {
        val model1 = model {
            val a by sample(normal(0, 1))
            val b by sample(normal(Tensor.zeros(shapeOf(2)), 1).toEvent(1))
            plate("c_plate", 2) { sample("c", normal(Tensor.zeros(shapeOf(2)), 1)) }
            plate("d_plate", 3) { sample("d", normal(Tensor.zeros(shapeOf(3, 4, 5)), 1).toEvent(2)) }
            val xAxis = plating("x_axis", 3, dim = -2)
            val yAxis = plating("y_axis", 2, dim = -3)
            plate(xAxis) { sample("x", normal(0, 1)) }
            plate(yAxis) { sample("y", normal(0, 1)) }
            plate(xAxis) {
                plate(yAxis) {
                    sample("xy", normal(0, 1))
                    sample("z", normal(0, 1).expand(shapeOf(5)).toEvent(1))
                }
            }
            a + b
        }
        val (trace, _) = model1.buildTrace(key)
        assertShape(trace["a"])
        assertShape(trace["b"], 2)
        assertShape(trace["c"], 2)
        assertShape(trace["d"], 3, 4, 5)
        assertShape(trace["x"], 3, 1)
        assertShape(trace["y"], 2, 1, 1)
        assertShape(trace["xy"], 2, 3, 1)
        assertShape(trace["z"], 2, 3, 1, 5)
    }

    @Test
    fun subsampling() {
        val data = Tensor.arange(100)
        val model2 = model {
            val mean = param("mean", Tensor.zeros(shapeOf(100)))
            plate("data", 100, subsampleSize = 10) { batch ->
                assertEquals(10, batch.size())
                observe("x", normal(mean[batch.values], 1), data[batch])
            }
        }
        val (trace, _) = model2.buildTrace(key)
        assertShape(trace["x"], 10)
        assertEquals(trace["data"], trace["x"])
        assertEquals(10.0, trace.sampled("x").get().site().weight().scale().item())
        assertShape(trace["mean"], 100)
    }

    @Test
    fun parallelEnumeration() {
        val model3 = model {
            val p = param("p", Tensor.arange(6) / 6)
            val locs = param("locs", tensorOf(-1, 1))
            val a by sample(categorical(Tensor.full(shapeOf(6), 1.0 / 6)))
            sample("b", bernoulli(p[a]))
            plate("c_plate", 4) {
                sample("c", bernoulli(0.3))
                plate("d_plate", 5) {
                    val d by sample(bernoulli(0.4))
                    sample("e", normal(locs[d].unsqueeze(-1), Tensor.arange(7) + 1).toEvent(1))
                }
            }
        }
        val (trace, _) = (model3 under ConfigEnumerate() under EnumerateParallel(-3)).buildTrace(key)
        assertShape(trace["a"], 6, 1, 1)
        assertShape(trace["b"], 2, 1, 1, 1)
        assertShape(trace["c"], 2, 1, 1, 1, 1)
        assertShape(trace["d"], 2, 1, 1, 1, 1, 1)
        assertShape(trace["e"], 2, 1, 1, 1, 5, 4, 7)
        assertShape(trace.sampled("d").get().logProb(), 2, 1, 1, 1, 5, 4)
    }
}
