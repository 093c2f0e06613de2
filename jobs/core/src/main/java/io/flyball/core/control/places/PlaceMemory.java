package io.flyball.core.control.places;

import io.flyball.core.places.FrameCutter;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/**
 * What is remembered of the places of one camera: the open frame, the newest distances where
 * sequences are matched, and what the margin has led to. Mutable; {@link #copy} before sharing.
 */
public final class PlaceMemory {
  private static final int VERSION = 1;

  /** The open frame; null before the first packet. */
  FrameCutter cutter;

  /** Frames that begin at this device time or before lack events. */
  long undercountedUntilUs = Long.MIN_VALUE;

  /** How many frames there were. */
  long frames;

  /** Whether it was told that the camera and its map do not fit. */
  boolean told;

  /** Distances of the newest frames to the places of the map with this digest, the oldest first. */
  long digest;

  ArrayDeque<double[]> distances = new ArrayDeque<>();
  MarginObjective objective = new MarginObjective();

  /** A copy that shares nothing that changes. */
  public PlaceMemory copy() {
    PlaceMemory copy = new PlaceMemory();
    copy.cutter = cutter == null ? null : cutter.copy();
    copy.undercountedUntilUs = undercountedUntilUs;
    copy.frames = frames;
    copy.told = told;
    copy.digest = digest;
    copy.distances = new ArrayDeque<>(distances);
    copy.objective = objective.copy();
    return copy;
  }

  /** Writes all of it. */
  public void write(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(cutter != null);
    if (cutter != null) {
      cutter.write(out);
    }
    out.writeLong(undercountedUntilUs);
    out.writeLong(frames);
    out.writeBoolean(told);
    out.writeLong(digest);
    out.writeInt(distances.size());
    for (double[] row : distances) {
      out.writeInt(row.length);
      for (double d : row) {
        out.writeDouble(d);
      }
    }
    objective.write(out);
  }

  /** Reads what {@link #write} has written. */
  public static PlaceMemory read(DataInput in) throws IOException {
    int version = in.readByte();
    if (version != VERSION) {
      throw new IOException("Memory of places has version " + version + ".");
    }
    PlaceMemory m = new PlaceMemory();
    m.cutter = in.readBoolean() ? FrameCutter.read(in) : null;
    m.undercountedUntilUs = in.readLong();
    m.frames = in.readLong();
    m.told = in.readBoolean();
    m.digest = in.readLong();
    for (int n = in.readInt(); n > 0; n--) {
      double[] row = new double[in.readInt()];
      for (int i = 0; i < row.length; i++) {
        row[i] = in.readDouble();
      }
      m.distances.add(row);
    }
    m.objective = MarginObjective.read(in);
    return m;
  }
}
