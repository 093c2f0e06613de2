package io.flyball.core.bandit.serve;

import io.flyball.core.random.Draws;

/**
 * Where a policy in shards is kept: "POLICY#SHARD". The shard follows from the decision id, so a
 * reward finds its decision without a join.
 *
 * @param policy the policy
 * @param shard 0 where there are none
 */
public record ShardKey(String policy, int shard) {

  /** The shard of a decision, of so many. */
  public static int shardOf(String decisionId, int shards) {
    return (int) Long.remainderUnsigned(Draws.mix64(Draws.hash64(decisionId)), shards);
  }

  /** The key of a shard; that of an undivided policy is its name. */
  public static String of(String policy, int shard, int shards) {
    return shards < 2 ? policy : policy + "#" + shard;
  }

  /** What a key stands for. */
  public static ShardKey parse(String key, int shards) {
    int mark = key.lastIndexOf('#');
    if (shards < 2 || mark < 0 || !key.substring(mark + 1).matches("\\d{1,4}")) {
      return new ShardKey(key, 0);
    }
    return new ShardKey(key.substring(0, mark), Integer.parseInt(key.substring(mark + 1)));
  }
}
