package io.flyball.jobs.dataloop;

import io.flyball.core.dataloop.SearchWeights;
import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;

/** The {@code dataloop.search} section. */
public record SearchConfig(
    @Key(value = "1", min = "0", max = "1000000", meaning = "Weight of a node's reward.")
        double exploit,
    @Key(
            value = "1",
            min = "0",
            max = "1000000",
            meaning = "Weight of sqrt(ln N(parent) / N), for nodes that were tried seldom.")
        double explore,
    @Key(value = "0.8", min = "0", max = "1000000", meaning = "Weight of -sqrt(depth).")
        double depth,
    @Key(
            value = "3",
            min = "1",
            max = "1000",
            meaning = "A node with as many children is expanded no more.")
        int children,
    @Key(
            value = "false",
            meaning = "Whether the mean of the rewards at and below a node counts, not its own.")
        boolean average,
    @Key(
            value = "1000",
            min = "1",
            max = "10000",
            meaning = "Most nodes of a search; a step beyond them is a dead letter (OUT_OF_RANGE).")
        int nodes)
    implements Serializable {

  SearchWeights weights() {
    return new SearchWeights(exploit, explore, depth, children, average);
  }
}
