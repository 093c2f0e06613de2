package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.Model;

/**
 * What one shard of a hot policy has learned itself.
 *
 * @param version the highest holds
 * @param era sum of the control versions that reset the policy; shares of another are not added
 * @param time newest event behind it, epoch ms
 * @param sums see {@link io.flyball.core.bandit.Sums}
 */
public record Share(long version, long era, long time, Model sums) {}
