package io.flyball.core.control;

/**
 * A window that a camera has counted for itself.
 *
 * @param rate events per second, finite and from 0 on
 * @param revision above 0 when it replaces an earlier measurement of the same stretch
 */
public record MeasuredRate(
    String camera,
    String sensor,
    long startUs,
    long endUs,
    long nominalUs,
    long on,
    long off,
    double rate,
    boolean undercounted,
    int revision) {}
