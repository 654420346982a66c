package dev.merapi.laws.kotlin

import dev.merapi.effects.Model
import dev.merapi.effects.Models
import dev.merapi.effects.enumerate.ConfigEnumerate
import dev.merapi.infer.LogDensity
import dev.merapi.infer.Sampler
import dev.merapi.infer.discrete.InferDiscrete
import dev.merapi.infer.particle.Smc
import dev.merapi.infer.vi.TraceEnum
import dev.merapi.kotlin.*
import dev.merapi.tensor.Key
import dev.merapi.tensor.Tensor
import kotlin.coroutines.Continuation
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.startCoroutine
import kotlin.math.exp
import kotlin.math.ln
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Models that everybody knows, as blocks: the same bits as by `let`, or the right number. */
class ModelExamples {
    private val key = Key.of(1)
    private val effect = tensorOf(28, 8, -3, 7, -1, 1, 18, 12)
    private val error = tensorOf(15, 10, 16, 11, 9, 11, 10, 18)
    private val short = Sampler.nuts().warmUp(100).draws(50).chains(2)

    private val schools = model {
        val mu by sample(normal(0, 5))
        val tau by sample(halfCauchy(5))
        plate("schools", 8) {
            val theta = sample("theta", normal(mu, tau))
            observe("y", normal(theta, error), effect)
        }
    }

    private val schoolsByLet: Model<Tensor> =
        Models.let(Models.sample("mu", normal(0, 5)), Models.sample("tau", halfCauchy(5))) { mu, tau ->
            Models.plate("schools", 8) { _ ->
                Models.let(Models.sample("theta", normal(mu, tau))) { Models.observe("y", normal(it, error), effect) }
            }
        }

    @Test
    fun eightSchoolsHaveTheBitsOfLet() {
        val block = short.sample(schools, key)
        assertTrue(block.rows().contentDeepEquals(short.sample(schoolsByLet, key).rows()))
        assertEquals("", LogDensity.of(schools).whyDynamic())
        assertEquals(shapeOf(100, 8), block["theta"].shape)
        assertEquals(shapeOf(100, 8), block.predict(schools, key).getValue("y").shape)
        assertEquals(block["mu"].mean().item(), block.summary()["mu"]!!.mean(), 1e-12)
    }

    @Test
    fun samplingWaitsWithoutAThreadAndStopsWithWhatItHas() {
        var told: Result<Int>? = null
        val done = java.util.concurrent.CountDownLatch(1)
        suspend { short.sampling(schools, key).size() }
            .startCoroutine(
                Continuation(EmptyCoroutineContext) {
                    told = it
                    done.countDown()
                }
            )
        done.await()
        assertEquals(100, told!!.getOrThrow())
        val started = java.util.concurrent.CountDownLatch(1)
        val endless = Sampler.nuts().warmUp(50).draws(10_000_000).chains(1)
        val sampling = endless.start(schools, key) { if (!it.warmingUp() && it.iteration() > 70) started.countDown() }
        started.await()
        assertFalse(sampling.isDone)
        val stopped = java.util.concurrent.CompletableFuture<Int>()
        sampling.stop()
        sampling.onEnd { stopped.complete(it.getOrThrow().size()) }
        assertTrue(stopped.get() in 10..9_999_999)
    }

    @Test
    fun aMixtureHasItsSumOverComponents() {
        val data = tensorOf(0, 4, 1)
        val mixture = model {
            val mu = param("mu", tensorOf(0.5, 3))
            plate("data", 3) {
                val z by sample(bernoulli(0.3))
                observe("x", normal(mu[z], 1), data)
            }
        }
        var expected = 0.0
        for (x in data.toList()) expected += ln(0.7 * density(x - 0.5) + 0.3 * density(x - 3))
        val guide = model { param("mu", tensorOf(0.5, 3)) }
        assertEquals(expected, TraceEnum.EXACT.elbo(mixture under ConfigEnumerate(), guide, key).item(), 1e-12)
    }

    private fun density(x: Double) = exp(-x * x / 2) / Math.sqrt(2 * Math.PI)

    @Test
    fun aHiddenMarkovModelIsItsForwardAlgorithm() {
        val transition = tensorOf(tensorOf(0.7, 0.3), tensorOf(0.2, 0.8))
        val seen = listOf(0.3, 1.4, -0.2, 0.9)
        val hmm = model {
            markov("chain", seen.indices, Tensor.scalar(0.0)) { state, t ->
                val next = sample("z$t", categorical(transition[state]))
                observe("x$t", normal(next, 1), seen[t])
                next
            }
        }
        var alpha = doubleArrayOf(1.0, 0.0)
        for (x in seen) {
            alpha = DoubleArray(2) { j -> (0..1).sumOf { i -> alpha[i] * transition[i, j].item() } * density(x - j) }
        }
        assertEquals(alpha.sum(), hmm.worlds().logEvidence().item().let(::exp), 1e-12)
        assertEquals(ln(alpha.sum()), TraceEnum.EXACT.elbo(hmm under ConfigEnumerate(), Models.pure(0), key).item(), 1e-12)
        val last = InferDiscrete.marginals(hmm, key).getValue("z3")
        assertArrayEquals(alpha.map { it / alpha.sum() }.toDoubleArray(), last.toArray(), 1e-9)
    }

    /** A guide that computes its distributions from the data by a network. */
    @Test
    fun anAmortisedGuideCoversItsModel() {
        val data = Tensor.arange(6).reshape(6, 1)
        val autoencoder = model {
            val decode = module("decoder", dev.merapi.effects.Network.linear(1, 1))
            plate("data", 6, subsampleSize = 3) { batch ->
                val z by sample(normal().expand(shapeOf(1)).toEvent(1))
                observe("x", normal(decode(z), 1).toEvent(1), batch.subsample(data, 1))
            }
        }
        val guide = model {
            val encode = module("encoder", dev.merapi.effects.Network.linear(1, 1))
            plate("data", 6, subsampleSize = 3) { batch -> sample("z", normal(encode(batch.subsample(data, 1)), 0.5).toEvent(1)) }
        }
        val (proposed, _) = guide.buildTrace(key)
        val (trace, _) = (autoencoder replaying proposed).buildTrace(key)
        assertEquals(proposed["z"], trace["z"])
        assertEquals(proposed["data"], trace["data"])
        assertTrue(TraceEnum.EXACT.elbo(autoencoder, guide, key).item() < 0)
    }

    /** Particles are continuations: the same ancestors and weights from a loop, from `fold` and from binds. */
    @Test
    fun particlesOfABlockAreThoseOfBinds() {
        val seen = listOf(0.5, 1.0, 0.2, -0.7, 0.1)
        val loop = model {
            var x = Tensor.scalar(0.0)
            for ((t, y) in seen.withIndex()) {
                x = sample("x$t", normal(x, 1))
                observe("y$t", normal(x, 0.5), y)
            }
            x
        }
        val folded = model {
            fold(seen.withIndex(), Tensor.scalar(0.0)) { x, (t, y) ->
                val next = sample("x$t", normal(x, 1))
                observe("y$t", normal(next, 0.5), y)
                next
            }
        }
        val binds =
            Models.fold(seen.withIndex(), Tensor.scalar(0.0)) { x, (t, y) ->
                Models.let(Models.sample("x$t", normal(x, 1))) { next ->
                    Models.observe("y$t", normal(next, 0.5), y).map { _ -> next }
                }
            }
        val expected = filtered(binds)
        assertEquals(expected, filtered(loop))
        assertEquals(expected, filtered(folded))
        assertTrue(expected.first().isFinite())
        assertEquals(Smc.of(20).threads(2).run(loop, key).logEvidence(), expected.first())
    }

    /** The evidence, and where the particles of a bootstrap filter end, with their weights. */
    private fun filtered(model: Model<Tensor>): List<Double> {
        val particles = Smc.of(20).run(model, key)
        return listOf(particles.logEvidence()) + particles.logWeights().toList() + (0 until 20).map { particles.result(it).get().item() }
    }

    @Test
    fun whatIsWrongWithAModelIsAResult() {
        assertTrue(schools.compiled().isSuccess)
        val tree = model {
            if (sample("a", normal()).item() > 0) sample("b", normal()) else sample("c", normal())
        }
        assertTrue("'a'" in tree.compiled().exceptionOrNull()!!.message!!)
        val misfit = model { observe("y", normal(0, 1), effect) }
        assertTrue("'y'" in misfit.compiled().exceptionOrNull()!!.message!!)
    }

    @Test
    fun drawsAreColumnsAndValues() {
        val posterior = short.sample(model { plate("school", listOf("a", "b")) { sample("x", normal()) } }, key)
        val x by posterior
        val columns = posterior.columns()
        assertEquals(listOf("chain", "x[a]", "x[b]"), columns.keys.toList())
        assertEquals(x[ALL, 1].toList(), columns.getValue("x[b]"))
        assertEquals(listOf(0.0, 1.0), columns.getValue("chain").distinct())
        val (trace, _) = schools.buildTrace(key)
        val mu by trace
        assertEquals(trace["mu"], mu)
    }
}
