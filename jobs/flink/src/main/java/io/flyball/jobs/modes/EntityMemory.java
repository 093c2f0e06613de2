package io.flyball.jobs.modes;

import io.flyball.core.modes.HmmFilter;
import io.flyball.core.modes.TransientTracker;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is remembered of an entity. It is kept as bytes: a million entities are then a million
 * arrays instead of several million objects.
 */
final class EntityMemory {
  private static final int VERSION = 1;

  /** Time of the last observation. */
  long last = Long.MIN_VALUE;

  /** When the entity is looked at to be forgotten. */
  long noted = Long.MIN_VALUE;

  int state = -1;
  long stateTime;
  long since;
  HmmFilter filter;
  TransientTracker tracker;

  byte[] toBytes(DataOutputSerializer out) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeLong(noted);
    out.writeByte((state >= 0 ? 1 : 0) | (filter == null ? 0 : 2) | (tracker == null ? 0 : 4));
    if (state >= 0) {
      out.writeInt(state);
      out.writeLong(stateTime);
      out.writeLong(since);
    }
    if (filter != null) {
      filter.write(out);
    }
    if (tracker != null) {
      tracker.write(out);
    }
    return out.getCopyOfBuffer();
  }

  static EntityMemory of(byte[] bytes, DataInputDeserializer in, TransientTracker.Config config)
      throws IOException {
    EntityMemory memory = new EntityMemory();
    if (bytes == null) {
      return memory;
    }
    in.setBuffer(bytes);
    in.readByte();
    memory.last = in.readLong();
    memory.noted = in.readLong();
    int parts = in.readByte();
    if ((parts & 1) > 0) {
      memory.state = in.readInt();
      memory.stateTime = in.readLong();
      memory.since = in.readLong();
    }
    if ((parts & 2) > 0) {
      memory.filter = HmmFilter.read(in);
    }
    if ((parts & 4) > 0) {
      memory.tracker = TransientTracker.readWith(config, in);
    }
    return memory;
  }
}
