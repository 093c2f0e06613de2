package io.flyball.core.feedback;

/**
 * The stage of a search-and-answer system that a signal speaks about (Dai et al., "NExT-Search",
 * SIGIR 2025): how the question was split, what was found, or what was written.
 */
public enum FeedbackStage {
  NONE,
  DECOMPOSITION,
  RETRIEVAL,
  GENERATION
}
