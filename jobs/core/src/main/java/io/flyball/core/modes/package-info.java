/**
 * Modes: in which state an entity is, how entities move between states, how diverse the behaviour
 * that remains is, and whether a loop is near a tipping point. No engine, no clock, no global
 * randomness.
 */
package io.flyball.core.modes;
