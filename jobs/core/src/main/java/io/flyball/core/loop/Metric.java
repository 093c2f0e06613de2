package io.flyball.core.loop;

/** A metric by a name that says normaliser and logarithm, where there are several. */
public interface Metric {

  /** Public and never renamed. */
  String name();

  /** What is computed, with normaliser and logarithm. */
  String definition();
}
