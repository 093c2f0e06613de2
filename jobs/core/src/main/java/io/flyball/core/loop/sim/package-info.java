/** A recommender loop with a known change point, to try monitors and governors on. */
package io.flyball.core.loop.sim;
