package io.flyball.core.features;

/** What the weight of an index is, by the numbers that are kept of it. */
@FunctionalInterface
public interface Weights {
  /** The weight is the number itself. */
  Weights STORED = (s, place) -> s[place];

  /** The weight whose numbers begin at {@code place}. */
  double of(double[] s, int place);
}
