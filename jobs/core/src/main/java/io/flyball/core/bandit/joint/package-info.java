/**
 * Bandits on one regression that all arms share: what is learned of one arm helps every arm with
 * such features, also one that was never seen.
 */
package io.flyball.core.bandit.joint;
