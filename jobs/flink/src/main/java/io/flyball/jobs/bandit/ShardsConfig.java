package io.flyball.jobs.bandit;

import io.flyball.core.bandit.serve.ServingRules.Sharding;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Key;

/** Keys of policies in shards; they stand in the {@code bandit} section. */
public record ShardsConfig(
    @Key(
            value = "1",
            min = "1",
            max = "1000",
            meaning =
                "Learners over which each policy is split, so that a hot one is not bound to one"
                    + " thread; its statistics must be sums.")
        int shards,
    @Key(
            value = "1000",
            min = "1",
            meaning =
                "Decisions of a policy in shards between two exchanges of what they have learned.")
        long exchangeEvery,
    @Key(
            value = "full",
            meaning =
                "What a shard tells of its sums. full: all arms; compressed: the exchange-part of"
                    + " the arms that changed most since they were told, and every sixteenth time"
                    + " all of them.")
        Exchange exchange,
    @Key(
            value = "0.25",
            min = "0",
            max = "1",
            meaning = "Share of the arms in a compressed exchange; at least one is told.")
        double exchangePart) {

  /** What shards tell each other. */
  public enum Exchange {
    FULL,
    COMPRESSED
  }

  public ShardsConfig {
    if (exchange == Exchange.COMPRESSED && shards < 2) {
      throw new ConfigException(
          "exchange", exchange, "FULL, for with bandit.shards = 1 nothing is exchanged");
    }
  }

  /** The rules that the core works by. */
  Sharding rules() {
    return new Sharding(shards, exchangeEvery, exchange == Exchange.FULL ? 1 : exchangePart);
  }
}
