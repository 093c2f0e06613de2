package io.flyball.core.camera.packet;

import io.flyball.core.camera.SensorEncoding;
import java.util.Map;

/**
 * Some thousand events of one camera in its sensor's own words.
 *
 * @param camera its id
 * @param sensor name of its sensor profile
 * @param session when the numbering began, epoch ms
 * @param sequence counts the packets of a session from 0
 * @param time when it was taken, epoch ms; nothing is decided by it
 * @param startUs device time that it covers, µs: no event lies before
 * @param endUs nor after
 * @param events whole words of the encoding, which need no packet before them; may be empty
 * @param undercounted whether events of this stretch were lost before they were packed
 * @param last whether the camera stops after it of its own accord
 * @param biases codes in force by the names of {@link io.flyball.core.control.Bias}, where known
 */
@SuppressWarnings("ArrayRecordComponent")
public record EventPacket(
    String camera,
    String sensor,
    long session,
    long sequence,
    long time,
    long startUs,
    long endUs,
    SensorEncoding encoding,
    int width,
    int height,
    byte[] events,
    boolean undercounted,
    boolean last,
    Map<String, Integer> biases) {}
