/** What stands between a change of rewards and the policy that it would move. */
package io.flyball.core.reward.guard;
