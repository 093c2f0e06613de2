package io.flyball.connectors.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * When a record arrived for the first time. A topic stamps a record that is sent back from the dead
 * letters anew; its header says when it had come, so that what is derived from its arrival stays.
 */
public final class FirstArrival {
  /** The header, whose value is epoch milliseconds in digits. */
  public static final String HEADER = "__flyball.arrived";

  private static final int DIGITS = 15;

  private FirstArrival() {}

  /** Epoch ms: what the header says, or when the source took the record in. */
  public static long of(RawRecord raw) {
    byte[] stated = raw.headers().get(HEADER);
    if (stated == null || stated.length == 0 || stated.length > DIGITS) {
      return raw.ingestTime();
    }
    for (byte digit : stated) {
      if (digit < '0' || digit > '9') {
        return raw.ingestTime();
      }
    }
    return Long.parseLong(new String(stated, US_ASCII));
  }
}
