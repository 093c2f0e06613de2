package io.flyball.jobs.loop;

/**
 * Where a part is kept.
 *
 * @param pane number of the pane that its events lie in
 * @param known number of the pane in which they became known
 * @param part counts the parts of a scope
 */
public record PaneKey(long pane, long known, int part) {}
