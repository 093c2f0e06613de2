package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.nio.charset.StandardCharsets;

/**
 * Reads the datagrams in which jAER sends the events of a DAVIS346: a u32 sequence number, then
 * big-endian pairs of u32 address and i32 time in µs, as in AEDAT 2.0.
 *
 * <p>A number that was seen already is dropped; a hole, or bytes that are no datagram of jAER,
 * counts as lost. A number that falls far back is a jAER that was started again.
 */
public final class JaerDatagrams {
  /** How far a number may fall back and still be a repetition. */
  private static final long REORDER = 1024;

  private static final long NUMBERS = 1L << 32;

  private final Aedat2Decoder decoder = new Aedat2Decoder(Aedat2Chip.DAVIS346);
  private long expected = -1;
  private long lost;
  private long dropped;

  public JaerDatagrams() {
    // The address of a first event may look like a header line: end the header before it.
    byte[] header = "#!AER-DAT2.0\r\n#End Of ASCII Header\r\n".getBytes(StandardCharsets.US_ASCII);
    decoder.decode(header, 0, header.length, new EventColumns());
  }

  public Geometry geometry() {
    return decoder.geometry();
  }

  /**
   * Appends the events of one datagram.
   *
   * @return whether events are missing before or in it
   */
  public boolean read(byte[] bytes, int length, EventColumns out) {
    if (length < 4 || (length - 4) % 8 != 0) {
      dropped++;
      return true;
    }
    long number = 0;
    for (int i = 0; i < 4; i++) {
      number = number << 8 | (bytes[i] & 0xff);
    }
    long ahead = expected < 0 ? 0 : Math.floorMod(number - expected, NUMBERS);
    if (ahead >= NUMBERS - REORDER) {
      dropped++;
      return false;
    }
    boolean restarted = ahead >= NUMBERS / 2;
    lost += restarted ? 0 : ahead;
    expected = (number + 1) % NUMBERS;
    decoder.decode(bytes, 4, length - 4, out);
    return ahead > 0;
  }

  /** Datagrams missing by their numbers. */
  public long lost() {
    return lost;
  }

  /** Datagrams that were repeated or no datagrams of jAER. */
  public long dropped() {
    return dropped;
  }
}
