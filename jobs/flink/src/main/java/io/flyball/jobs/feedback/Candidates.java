package io.flyball.jobs.feedback;

import java.util.List;

/**
 * The signals of one key in one stretch of event time. Keyed state.
 *
 * @param events the first of them, in order of arrival; at most {@link CandidateFunction#MOST}, or
 *     as many as make a match where that is more
 * @param open true once they were handed on: later ones follow at once
 */
public record Candidates(List<PatternEvent> events, boolean open) {}
