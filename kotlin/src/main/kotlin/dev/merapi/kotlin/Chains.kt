package dev.merapi.kotlin

import dev.merapi.effects.Models
import dev.merapi.effects.Tree

/** One block after the other for each of [elements]; the results in order. Each turn is a block of its own. */
@IgnorableReturnValue
public suspend fun <X : Any, B : Any> ModelScope.traverse(
    elements: Iterable<X>,
    body: suspend ModelScope.(X) -> B,
): List<B> = statement("traverse", "") { Models.traverse(elements) { model { body(it) } }.map { inOrder(it) } }

/**
 * A state carried through one block after the other. Where many continuations are resumed late, as in sequential Monte
 * Carlo, this is what to write instead of a loop over statements: only one turn runs again.
 */
@IgnorableReturnValue
public suspend fun <X : Any, S : Any> ModelScope.fold(
    elements: Iterable<X>,
    start: S,
    body: suspend ModelScope.(S, X) -> S,
): S = statement("fold", "") { Models.fold(elements, start) { state, x -> model { body(state, x) } } }

/**
 * A state carried through the steps of a Markov chain: what happens at one step depends on the results of the last
 * [history] ≥ 1 steps and on nothing before. Enumeration then needs history + 1 dims for a chain of any length.
 */
@IgnorableReturnValue
public suspend fun <X : Any, S : Any> ModelScope.markov(
    chain: String,
    elements: Iterable<X>,
    start: S,
    history: Int = 1,
    body: suspend ModelScope.(S, X) -> S,
): S = statement("markov", chain) { Models.markov(chain, history, elements, start) { state, x -> model { body(state, x) } } }

/**
 * A state carried down a tree, from each node to its children; the results as a tree. What happens at a node depends on
 * the results of its last [history] ≥ 1 ancestors.
 */
@IgnorableReturnValue
public suspend fun <X : Any, S : Any> ModelScope.markovTree(
    name: String,
    tree: Tree<X>,
    start: S,
    history: Int = 1,
    body: suspend ModelScope.(S, X) -> S,
): Tree<S> =
    statement("markovTree", name) { Models.markovTree(name, history, tree, start) { state, x -> model { body(state, x) } } }
