/**
 * Gate: whether a proposed action may run, whom to trust about it, what failed while it ran, and
 * what to do next. No engine, no clock, no global randomness.
 */
package io.flyball.core.gate;
