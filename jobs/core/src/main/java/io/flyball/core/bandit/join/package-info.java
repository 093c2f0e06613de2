/** Rewards that come back to the decisions they belong to: late, early, twice, or never. */
package io.flyball.core.bandit.join;
