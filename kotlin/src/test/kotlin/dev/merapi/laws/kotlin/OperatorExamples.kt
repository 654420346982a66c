package dev.merapi.laws.kotlin

import dev.merapi.kotlin.*
import dev.merapi.tensor.Key
import dev.merapi.tensor.ShapeException
import dev.merapi.tensor.Tensor
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What operators, indices, distributions and handlers mean. */
class OperatorExamples {
    private val t = tensorOf(1, 2, 3)
    private val m = Tensor.arange(12).reshape(3, 4)

    private fun same(expected: Tensor, actual: Tensor) = assertEquals(expected, actual)

    @Test
    fun numbersStandOnBothSides() {
        same(tensorOf(3, 4, 5), t + 2)
        same(tensorOf(3, 4, 5), 2 + t)
        same(tensorOf(1.5, 2.5, 3.5), 0.5 + t)
        same(tensorOf(-1, 0, 1), t - 2)
        same(tensorOf(1, 0, -1), 2 - t)
        same(tensorOf(2, 4, 6), 2 * t)
        same(tensorOf(2, 4, 6), t * 2)
        same(tensorOf(0.5, 1, 1.5), t / 2)
        same(tensorOf(6, 3, 2), 6 / t)
        same(tensorOf(1, 0, 1), t % 2)
        same(tensorOf(0, 1, 1), 7 % t)
        same(tensorOf(-1, -2, -3), -t)
        same(tensorOf(1, 4, 9), t pow 2)
        same(tensorOf(2, 4, 8), 2 pow t)
        same(tensorOf(14, 38, 62), tensorOf(m[0, 1..3] dot t, m[1, 1..3] dot t, m[2, 1..3] dot t))
        same(m.matmul(m.transpose()), m matmul m.transpose())
        same(Tensor.scalar(3.0), 3.toTensor())
        same(t, listOf(1, 2.0, 3L).toTensor())
    }

    @Test
    fun comparisonsAreMasks() {
        same(tensorOf(0, 0, 1), t gt 2)
        same(tensorOf(0, 1, 1), t ge 2)
        same(tensorOf(1, 0, 0), t lt 2.0)
        same(tensorOf(1, 1, 0), t le tensorOf(2))
        same(tensorOf(0, 1, 0), (t eq 2) and (t ne 3))
        same(tensorOf(1, 0, 0), !(t gt 1))
        same(tensorOf(0, 0, 3), where(t gt 2, t, 0))
    }

    @Test
    fun indicesAreNumbersRangesAndTensors() {
        assertEquals(5.0, m[1, 1].item())
        same(m.at(1), m[1])
        same(tensorOf(1, 5, 9), m[ALL, 1])
        same(tensorOf(tensorOf(1, 2), tensorOf(5, 6)), m[0..1, 1..2])
        same(tensorOf(tensorOf(1, 2), tensorOf(5, 6)), m[0..<2, 1 until 3])
        same(tensorOf(0, 2), m[0, 0..3 step 2])
        same(tensorOf(10, 11), m[-1, -2..-1])
        same(tensorOf(10, 11), m[2, from(2)])
        same(tensorOf(3, 1, 10), m[tensorOf(0, 0, 2), tensorOf(3, 1, 2)])
        same(m[ALL, 3], m[ELLIPSIS, 3])
        assertEquals(shapeOf(0, 4), m[0 until 0].shape)
        assertEquals(shapeOf(1, 3, 2), m[NEW_AXIS, ALL, 0..1].shape)
        assertThrows(ShapeException::class.java) { val _ = m[2 downTo 0] }
        assertThrows(ShapeException::class.java) { val _ = m[-1..1] }
    }

    @Test
    fun distributionsTakeNamesAndDefaults() {
        assertEquals(normal(0, 1), normal())
        assertEquals(normal(0, 2), normal(scale = 2))
        assertEquals(normal(t, 1), normal(loc = t))
        assertEquals(normal(0.0, t), normal(scale = t))
        assertEquals(dev.merapi.distributions.Distributions.gamma(2.0, 3.0), gamma(rate = 3, concentration = 2))
        assertEquals(dev.merapi.distributions.Distributions.beta(t, t), beta(t, t))
    }

    @Test
    fun handlersReadAsSentences() {
        val key = Key.of(3)
        val model = model {
            val a by sample(normal())
            val b by sample(normal(a, 1))
            observe("y", normal(b, 1), 0.5)
            b
        }
        assertEquals(2.0, (model given ("a" to 2)).buildTrace(key).trace()["a"].item())
        assertTrue((model given mapOf("a" to 2.0, "b" to 1.0)).buildTrace(key).trace().latents().isEmpty())
        assertEquals(3.0, (model doing mapOf("b" to 3)).run(key).item())
        val (trace, value) = model.buildTrace(key)
        assertEquals(value, (model replaying trace).run(Key.of(4)))
        assertEquals(2 * trace.logProb, (model scaled 2).buildTrace(key).trace().logProb)
        assertEquals(0.0, (model masked false).buildTrace(key).trace().logProb.item())
        assertEquals(value, (model seeded key).run(Key.of(9)))
        assertEquals(listOf("a", "y"), inOrder((model hiding listOf("b")).buildTrace(key).trace().sites()).map { it.name() })
        assertTrue("in/a" in (model named "in").buildTrace(key).trace())
        assertTrue(model.forgetting().buildTrace(key).trace().sampled("y").get().site().isLatent)
        assertEquals(setOf("a", "b", "y"), model.predict(key, 3).keys)
    }
}
