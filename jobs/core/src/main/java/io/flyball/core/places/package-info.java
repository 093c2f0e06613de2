/**
 * Visual place recognition with event frames: frames, descriptors, matching and its measures, as in
 * Nair, Milford, Fischer, "Enhancing Visual Place Recognition via Fast and Slow Adaptive Biasing in
 * Event Cameras", IROS 2024, arXiv 2403.16425.
 */
package io.flyball.core.places;
