package io.flyball.core.camera.packet;

/**
 * Which packets of one camera have arrived: finds what is lost, repeated or out of order.
 *
 * <p>Remembers the {@value #MEMORY} numbers before the highest; an unknown number that is older
 * counts as repeated. A plain mutable bean, so that it can be keyed state of a stream job.
 */
@SuppressWarnings("PublicField")
public final class PacketSequence {
  /** How many numbers below the highest are remembered. */
  public static final int MEMORY = 63;

  public boolean begun;
  public long session;
  public long highest;

  /** Bit i: number {@code highest − i} has arrived. */
  public long arrived;

  /** What a packet is, by its number. */
  public enum Place {
    /** The first packet of the first session, whatever its number. */
    FIRST,
    /** Higher than any before, perhaps after a hole. */
    NEXT,
    /** Fills a hole. */
    LATE,
    /** Has arrived before, or is older than what is remembered. */
    REPEATED,
    /** Begins a later session. */
    NEW_SESSION,
    /** Belongs to an earlier session: a stray, or another camera under the same id. */
    OLD_SESSION
  }

  /** What a packet with these numbers is; changes nothing. */
  public Place place(long itsSession, long number) {
    if (!begun) {
      return Place.FIRST;
    }
    if (itsSession != session) {
      return itsSession > session ? Place.NEW_SESSION : Place.OLD_SESSION;
    }
    if (number > highest) {
      return Place.NEXT;
    }
    long back = highest - number;
    return back > MEMORY || (arrived >>> back & 1) != 0 ? Place.REPEATED : Place.LATE;
  }

  /**
   * How many packets are missing directly before one that is {@link Place#NEXT} or a new session.
   */
  public long missingBefore(long itsSession, long number) {
    return switch (place(itsSession, number)) {
      case NEXT -> number - highest - 1;
      case NEW_SESSION -> number;
      default -> 0;
    };
  }

  /** Takes a packet in; one that is repeated or of an old session changes nothing. */
  public void take(long itsSession, long number) {
    switch (place(itsSession, number)) {
      case FIRST, NEW_SESSION -> {
        begun = true;
        session = itsSession;
        highest = number;
        arrived = 1;
      }
      case NEXT -> {
        long step = number - highest;
        arrived = step > MEMORY ? 1 : arrived << step | 1;
        highest = number;
      }
      case LATE -> arrived |= 1L << (highest - number);
      case REPEATED, OLD_SESSION -> {
        // Known already, or not ours.
      }
    }
  }
}
