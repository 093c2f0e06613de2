package io.flyball.jobs.feedback;

import io.flyball.core.feedback.Exposure;
import io.flyball.core.feedback.FeedbackSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A valid, timely event on its way between operators: what routes it and tells copies apart stands
 * by itself, the rest is packed, and unpacked where somebody looks at it. It is never state.
 */
final class PackedEvent {
  private static final String EXPOSURE = "x/";
  private static final String SIGNAL = "s/";
  private static final int USUAL_BYTES = 128;

  private final String identity;
  private final String user;
  private final long time;
  private final Arrival arrival;
  private byte[] packed;
  private Exposure exposure;
  private FeedbackSignal signal;

  /**
   * How an event came in.
   *
   * @param payloadHigh high half of the 128-bit payload hash
   * @param payloadLow low half
   * @param known by which event time it had arrived: its own time, or where its partition had come
   *     by more than the out-of-order bound further
   * @param topic where it was read
   * @param partition partition it was read from
   * @param offset offset or line number
   * @param ingestTime when the source took it in, epoch ms
   */
  record Arrival(
      long payloadHigh,
      long payloadLow,
      long known,
      String topic,
      int partition,
      long offset,
      long ingestTime) {}

  /** An event as it came over the network. */
  PackedEvent(String identity, String user, long time, Arrival arrival, byte[] packed) {
    this.identity = identity;
    this.user = user;
    this.time = time;
    this.arrival = arrival;
    this.packed = packed;
  }

  private PackedEvent(Exposure exposure, FeedbackSignal signal, Arrival arrival) {
    this(
        exposure != null ? EXPOSURE + exposure.id() : SIGNAL + signal.id(),
        exposure != null ? exposure.user() : signal.user(),
        exposure != null ? exposure.time() : signal.time(),
        arrival,
        null);
    this.exposure = exposure;
    this.signal = signal;
  }

  static PackedEvent of(Ingested in, long known) {
    return new PackedEvent(
        in.exposure(),
        in.signal(),
        new Arrival(
            in.payloadHigh(),
            in.payloadLow(),
            known,
            in.raw().topic(),
            in.raw().partition(),
            in.raw().offset(),
            in.raw().ingestTime()));
  }

  /** An event that was kept. */
  static PackedEvent of(FeedbackEvent event) {
    return new PackedEvent(
        event.exposure(),
        event.signal(),
        new Arrival(
            event.payloadHigh(),
            event.payloadLow(),
            event.known(),
            event.topic(),
            event.partition(),
            event.offset(),
            event.ingestTime()));
  }

  /** The id in the name space of its record type. */
  String identity() {
    return identity;
  }

  String user() {
    return user;
  }

  /** Event time, epoch ms. */
  long time() {
    return time;
  }

  Arrival arrival() {
    return arrival;
  }

  long known() {
    return arrival.known();
  }

  /** Whether it came later than the out-of-order bound. */
  boolean late() {
    return arrival.known() > time;
  }

  boolean isExposure() {
    return identity.startsWith(EXPOSURE);
  }

  /** The exposure; null when it is a signal. */
  Exposure exposure() {
    unpack();
    return exposure;
  }

  /** The signal; null when it is an exposure. */
  FeedbackSignal signal() {
    unpack();
    return signal;
  }

  /** The event as keyed state keeps it. */
  FeedbackEvent unpacked() {
    unpack();
    return new FeedbackEvent(
        exposure,
        signal,
        arrival.payloadHigh(),
        arrival.payloadLow(),
        arrival.known(),
        arrival.topic(),
        arrival.partition(),
        arrival.offset(),
        arrival.ingestTime());
  }

  /** Whether this very exposure came with the event. */
  @SuppressWarnings("ReferenceEquality") // only of the same object are the bytes at hand
  boolean brings(Exposure other) {
    return exposure == other;
  }

  private String id() {
    return identity.substring(EXPOSURE.length());
  }

  private void unpack() {
    if (exposure != null || signal != null) {
      return;
    }
    try {
      DataInputDeserializer in = new DataInputDeserializer(packed);
      if (isExposure()) {
        exposure = FeedbackPacking.exposure(id(), time, user, in);
      } else {
        signal = FeedbackPacking.signal(id(), time, user, in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** All but identity, user, time and arrival. */
  byte[] packed() {
    if (packed == null) {
      packed = pack();
    }
    return packed;
  }

  private byte[] pack() {
    try {
      DataOutputSerializer out = new DataOutputSerializer(USUAL_BYTES);
      if (exposure != null) {
        FeedbackPacking.write(exposure, out);
      } else {
        FeedbackPacking.write(signal, out);
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  @Override
  public String toString() {
    return unpacked().toString();
  }
}
