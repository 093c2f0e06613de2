package io.flyball.core.camera;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What identifies a sequence of events, gathered piece by piece in constant memory: counts,
 * extremes, sums and the SHA3-224 digests of its columns written little endian (t as 64 bits, x and
 * y as 16, p as 8).
 */
public final class EventSummary {
  private static final int CHUNK = 8192;

  private final MessageDigest[] digests = {sha3(), sha3(), sha3(), sha3()};
  private final ByteBuffer[] chunks = {chunk(8), chunk(2), chunk(2), chunk(1)};
  private long events;
  private long on;
  private long firstTime;
  private long lastTime;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private long backwardSteps;
  private long sumT;
  private long sumX;
  private long sumY;
  private int maxX;
  private int maxY;

  /** Takes the next events. */
  public void add(EventColumns c) {
    for (int from = 0; from < c.size(); from += CHUNK) {
      add(c, from, Math.min(c.size(), from + CHUNK));
    }
  }

  private void add(EventColumns c, int from, int to) {
    for (ByteBuffer b : chunks) {
      b.clear();
    }
    for (int i = from; i < to; i++) {
      long t = c.t(i);
      if (events == 0) {
        firstTime = t;
      } else if (t < lastTime) {
        backwardSteps++;
      }
      lastTime = t;
      minTime = Math.min(minTime, t);
      maxTime = Math.max(maxTime, t);
      on += c.p(i);
      sumT += t;
      sumX += c.x(i);
      sumY += c.y(i);
      maxX = Math.max(maxX, c.x(i));
      maxY = Math.max(maxY, c.y(i));
      events++;
      chunks[0].putLong(t);
      chunks[1].putShort((short) c.x(i));
      chunks[2].putShort((short) c.y(i));
      chunks[3].put((byte) c.p(i));
    }
    for (int k = 0; k < digests.length; k++) {
      digests[k].update(chunks[k].flip());
    }
  }

  public long events() {
    return events;
  }

  public long on() {
    return on;
  }

  public long off() {
    return events - on;
  }

  public long minTime() {
    return minTime;
  }

  public long maxTime() {
    return maxTime;
  }

  /** How often an event is earlier than the one before it. */
  public long backwardSteps() {
    return backwardSteps;
  }

  /** Sum of the times in µs, modulo 2^64. */
  public long sumT() {
    return sumT;
  }

  /** Sum of the times counted from the first event. */
  public long sumRelativeT() {
    return sumT - events * firstTime;
  }

  public long sumX() {
    return sumX;
  }

  public long sumY() {
    return sumY;
  }

  public int maxX() {
    return maxX;
  }

  public int maxY() {
    return maxY;
  }

  public String sha3T() {
    return hex(0);
  }

  public String sha3X() {
    return hex(1);
  }

  public String sha3Y() {
    return hex(2);
  }

  public String sha3P() {
    return hex(3);
  }

  /** Events per second between the first and the last; 0 when they span no time. */
  public double meanRate() {
    return events < 2 || maxTime == minTime ? 0 : events * 1e6 / (maxTime - minTime);
  }

  private String hex(int k) {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digests[k].clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteBuffer chunk(int width) {
    return ByteBuffer.allocate(CHUNK * width).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static MessageDigest sha3() {
    try {
      return MessageDigest.getInstance("SHA3-224");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
