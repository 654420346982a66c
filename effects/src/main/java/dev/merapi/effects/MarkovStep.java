package dev.merapi.effects;

/**
 * One step of a chain around a site: what happens at {@code position} depends on the last {@code
 * history} steps of {@code chain} and on nothing before them.
 */
public record MarkovStep(String chain, int position, int history) {}
