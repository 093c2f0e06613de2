package io.flyball.core.dataloop;

import java.io.Serializable;

/**
 * How the nodes of a search are scored.
 *
 * @param exploit weight of a node's reward
 * @param explore weight of sqrt(ln N(parent) / N)
 * @param depth weight of - sqrt(depth)
 * @param children a node with as many is expanded no more
 * @param average whether a node's mean value counts for its reward
 */
public record SearchWeights(
    double exploit, double explore, double depth, int children, boolean average)
    implements Serializable {

  /** Those of the paper's code. */
  public static final SearchWeights STANDARD = new SearchWeights(1, 1, .8, 3, false);
}
