/**
 * The stage between feedback and learning: rewards with every component beside the scalar,
 * corrected by version, under weights that a guard lets through.
 */
package io.flyball.core.reward;
