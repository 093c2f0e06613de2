/**
 * Change detectors over one stream of numbers.
 *
 * <p>Every detector holds instance state only, says in which direction the level moved, and can be
 * written to and read from a compact versioned form ({@link io.flyball.core.drift.DetectorFormat}).
 * Defaults are those under which a stationary stream stays quiet: {@link
 * io.flyball.core.drift.Adwin} first of all.
 */
package io.flyball.core.drift;
