package io.flyball.jobs.modes;

import io.flyball.core.modes.ModeCounts;
import io.flyball.core.modes.TippingMonitor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What is known of a scope from window to window. */
final class ScopeMemory {
  private static final int VERSION = 1;

  /** The last window that was ended. */
  long last = Long.MIN_VALUE;

  /** The counts of the windows that a later one is compared with, by their ends. */
  final TreeMap<Long, ModeCounts> past = new TreeMap<>();

  /** By mode; -1 for pairs. */
  final TreeMap<Integer, TippingMonitor> monitors = new TreeMap<>();

  /** Modes whose tipping was told, until it is over. */
  final TreeSet<Integer> tipped = new TreeSet<>();

  boolean lost;

  /** The counts of the earlier windows together; empty without any. */
  Optional<ModeCounts> before(int modes) {
    if (past.isEmpty()) {
      return Optional.empty();
    }
    ModeCounts all = new ModeCounts(modes);
    past.values().forEach(all::add);
    return Optional.of(all);
  }

  byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeBoolean(lost);
    out.writeInt(past.size());
    for (Map.Entry<Long, ModeCounts> window : past.entrySet()) {
      out.writeLong(window.getKey());
      window.getValue().write(out);
    }
    out.writeInt(monitors.size());
    for (Map.Entry<Integer, TippingMonitor> monitor : monitors.entrySet()) {
      out.writeInt(monitor.getKey());
      out.writeBoolean(tipped.contains(monitor.getKey()));
      monitor.getValue().write(out);
    }
    return out.getCopyOfBuffer();
  }

  /** Counts of another number of modes are left out. */
  static ScopeMemory of(byte[] bytes, int modes) throws IOException {
    ScopeMemory memory = new ScopeMemory();
    if (bytes == null) {
      return memory;
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    in.readByte();
    memory.last = in.readLong();
    memory.lost = in.readBoolean();
    int windows = in.readInt();
    for (int w = 0; w < windows; w++) {
      long end = in.readLong();
      ModeCounts counts = ModeCounts.read(in);
      if (counts.modes() == modes) {
        memory.past.put(end, counts);
      }
    }
    int monitors = in.readInt();
    for (int m = 0; m < monitors; m++) {
      int mode = in.readInt();
      boolean told = in.readBoolean();
      memory.monitors.put(mode, TippingMonitor.read(in));
      if (told) {
        memory.tipped.add(mode);
      }
    }
    return memory;
  }
}
