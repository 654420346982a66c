package dev.merapi.kotlin

import dev.merapi.distributions.definition.Distribution
import dev.merapi.distributions.bijector.Family
import dev.merapi.effects.Models
import dev.merapi.effects.Network
import dev.merapi.effects.Parameter
import dev.merapi.tensor.Tensor
import java.util.function.UnaryOperator

/** A network as a function; its parameters are declared as `name/…`. */
public suspend fun ModelScope.module(name: String, network: Network): (Tensor) -> Tensor =
    statement("module", name) { Models.module(name, network).map { it.asFunction() } }

/**
 * A network drawn from a prior: as [module], with every parameter that [prior] has a distribution for lifted to a latent
 * variable.
 */
public suspend fun ModelScope.randomModule(
    name: String,
    network: Network,
    prior: (Parameter) -> Distribution?,
): (Tensor) -> Tensor =
    statement("randomModule", name) { Models.module(name, network).lifting(prior).map { it.asFunction() } }

/** A member of a family, such as a flow; its weights are declared as parameters `name/…`. */
public suspend fun <T : Any> ModelScope.member(name: String, family: Family<T>): T =
    statement("member", name) { Models.member(name, family) }

private fun UnaryOperator<Tensor>.asFunction(): (Tensor) -> Tensor = { apply(it) }
