/** Rewards of attempts at the same thing, judged by each other. */
package io.flyball.core.reward.group;
