package io.flyball.core.places;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Cuts a stream of events into frames of a fixed time, counted from the first event, or of a fixed
 * number of events. The incomplete last frame is never given out. An event outside of the pixels is
 * left out; one that is late counts in the open frame; a gap gives out empty frames of time, at
 * most {@value #MOST_EMPTY}, behind which the grid moves on.
 *
 * <p>Source: the published evaluation counts 66,000 µs a frame. Cost: one addition an event.
 */
public final class FrameCutter {
  /** Length of a frame in the published evaluation, µs. */
  public static final long PUBLISHED_US = 66_000;

  private static final long MOST_EMPTY = 10_000;
  private static final int MOST_COUNT = 1 << 30;

  private final Geometry geometry;
  private final long lengthUs;
  private final long events;
  private int[] off;
  private int[] on;
  private long start;
  private long last;
  private long counted;
  private boolean begun;

  private FrameCutter(Geometry geometry, long lengthUs, long events) {
    if (lengthUs < 1 || events < 1) {
      throw new IllegalArgumentException("A frame lasts at least 1 µs and holds at least 1 event.");
    }
    this.geometry = geometry;
    this.lengthUs = lengthUs;
    this.events = events;
    fresh();
  }

  /** Frames that end after so many µs or so many events; {@link Long#MAX_VALUE} for any. */
  public static FrameCutter of(Geometry geometry, long lengthUs, long events) {
    return new FrameCutter(geometry, lengthUs, events);
  }

  /** Frames of so many µs. */
  public static FrameCutter byTime(Geometry geometry, long lengthUs) {
    return of(geometry, lengthUs, Long.MAX_VALUE);
  }

  /** Frames of so many events. */
  public static FrameCutter byCount(Geometry geometry, long events) {
    return of(geometry, Long.MAX_VALUE, events);
  }

  /** Takes events and gives out the frames that they complete. */
  public void add(EventColumns c, Consumer<CountFrame> out) {
    for (int i = 0; i < c.size(); i++) {
      long t = c.t(i);
      if (!begun) {
        begun = true;
        start = t;
        last = t;
      }
      closeUntil(t, out);
      last = Math.max(last, t);
      if (c.x(i) < geometry.width() && c.y(i) < geometry.height()) {
        int[] counts = c.p(i) == 1 ? on : off;
        int k = c.y(i) * geometry.width() + c.x(i);
        counts[k] = Math.min(MOST_COUNT, counts[k] + 1);
        counted++;
      }
      if (counted == events) {
        out.accept(frame(last + 1));
        start = last + 1;
      }
    }
  }

  /** Gives out the frames of time that end at a time or before. */
  public void closeUntil(long t, Consumer<CountFrame> out) {
    if (!begun || lengthUs == Long.MAX_VALUE) {
      return;
    }
    if ((t - start) / lengthUs > MOST_EMPTY) {
      out.accept(frame(start + lengthUs));
      start += (t - start) / lengthUs * lengthUs;
    }
    while (t - start >= lengthUs) {
      out.accept(frame(start + lengthUs));
      start += lengthUs;
    }
  }

  /** Whether its frames are cut in this way. */
  public boolean cuts(Geometry array, long frameUs, long frameEvents) {
    return geometry.equals(array) && lengthUs == frameUs && events == frameEvents;
  }

  /** A copy that shares nothing. */
  public FrameCutter copy() {
    FrameCutter copy = new FrameCutter(geometry, lengthUs, events);
    copy.off = off.clone();
    copy.on = on.clone();
    copy.start = start;
    copy.last = last;
    copy.counted = counted;
    copy.begun = begun;
    return copy;
  }

  /** Writes all of it; pixels without events take no room. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(geometry.width());
    out.writeInt(geometry.height());
    out.writeLong(lengthUs);
    out.writeLong(events);
    out.writeLong(start);
    out.writeLong(last);
    out.writeLong(counted);
    out.writeBoolean(begun);
    int active = 0;
    for (int i = 0; i < off.length; i++) {
      active += (off[i] | on[i]) != 0 ? 1 : 0;
    }
    out.writeInt(active);
    for (int i = 0; i < off.length; i++) {
      if ((off[i] | on[i]) != 0) {
        out.writeInt(i);
        out.writeInt(off[i]);
        out.writeInt(on[i]);
      }
    }
  }

  /** Reads what {@link #write} has written. */
  public static FrameCutter read(DataInput in) throws IOException {
    Geometry geometry = new Geometry(in.readInt(), in.readInt());
    FrameCutter cutter = new FrameCutter(geometry, in.readLong(), in.readLong());
    cutter.start = in.readLong();
    cutter.last = in.readLong();
    cutter.counted = in.readLong();
    cutter.begun = in.readBoolean();
    for (int n = in.readInt(); n > 0; n--) {
      int i = in.readInt();
      cutter.off[i] = in.readInt();
      cutter.on[i] = in.readInt();
    }
    return cutter;
  }

  private CountFrame frame(long end) {
    CountFrame frame = new CountFrame(geometry.width(), geometry.height(), off, on, start, end);
    fresh();
    return frame;
  }

  private void fresh() {
    int n = Math.toIntExact(geometry.pixels());
    off = new int[n];
    on = new int[n];
    counted = 0;
  }
}
