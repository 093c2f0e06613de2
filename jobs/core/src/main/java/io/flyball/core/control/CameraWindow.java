package io.flyball.core.control;

/**
 * One measured window of one camera and what was made of it.
 *
 * @param id derived from camera, its first arrival and a count
 * @param timeMs arrival of what closed it, epoch ms
 * @param nominalUs the length the rate is taken over
 * @param rate events per second
 * @param side −1 below the band, 0 inside, 1 above
 * @param lost packets missing since the window before
 * @param repeated packets dropped since the window before
 * @param codes in force during it
 * @param pinned −1 when the refractory is fully open and the rate still below the band, 1 when it
 *     is fully closed and the rate still above; else 0
 * @param silent whether it was closed without a packet: a later packet may measure it again
 * @param revision how often the stretch was measured before; the highest one counts
 * @param dropped events that the sensor's rate controller dropped since the window before
 * @param command id of the command that followed from it; null when none did
 */
public record CameraWindow(
    String id,
    String camera,
    String sensor,
    long timeMs,
    long startUs,
    long endUs,
    long nominalUs,
    long on,
    long off,
    double rate,
    int side,
    double bandLow,
    double bandHigh,
    boolean undercounted,
    long lost,
    long repeated,
    BiasCodes codes,
    int pinned,
    boolean silent,
    int revision,
    long dropped,
    String command) {}
