/**
 * Online bandits: a {@link io.flyball.core.bandit.Policy} scores arms and gives propensities, a
 * {@link io.flyball.core.bandit.Model} holds its packed statistics, a {@link
 * io.flyball.core.bandit.Learner} joins the two. Nothing here draws, reads a clock or knows an
 * engine.
 */
package io.flyball.core.bandit;
