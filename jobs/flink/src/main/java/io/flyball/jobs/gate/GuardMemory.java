package io.flyball.jobs.gate;

import io.flyball.core.gate.RollbackGuard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Which version was in force when, how right its verdicts are, and how others differ. Bytes. */
final class GuardMemory {
  private static final int FORMAT = 1;
  private static final int MOST = 64;

  /** How verdicts of another version differ from those in force. */
  static final class Difference {
    /** Actions that both judged. */
    long actions;

    /** Those that ran, but would not have. */
    long ran;

    /** Of those, right ones. */
    long ranRight;

    /** Those that were blocked, but would have run. */
    long blocked;

    /** Of those, right ones. */
    long blockedRight;
  }

  /** By the event time from which each was in force. */
  final TreeMap<Long, Long> inForce = new TreeMap<>();

  /** Versions that may be in force or in shadow, by number. */
  final TreeMap<Long, RulesVersion> versions = new TreeMap<>();

  /** By version. */
  final TreeMap<Long, Difference> differences = new TreeMap<>();

  RollbackGuard guard;

  /** When the versions are compared next. */
  long report = Long.MIN_VALUE;

  GuardMemory(RollbackGuard guard) {
    this.guard = guard;
    inForce.put(Long.MIN_VALUE, 0L);
  }

  long at(long time) {
    return inForce.floorEntry(time).getValue();
  }

  /** What was in force before the version of a time. */
  long before(long time) {
    Map.Entry<Long, Long> now = inForce.floorEntry(time);
    Map.Entry<Long, Long> before = inForce.lowerEntry(now.getKey());
    return before == null ? now.getValue() : before.getValue();
  }

  /** Whether a proposal of this time is judged under a version. */
  boolean isLive(long version, long time) {
    List<RulesVersion> live = RulesVersion.at(time, versions.values());
    return live.stream().anyMatch(l -> l.version() == version);
  }

  /** Forgets the oldest of what no proposal asks for. */
  void trim() {
    while (inForce.size() > MOST) {
      inForce.remove(inForce.firstKey());
      long version = inForce.remove(inForce.firstKey());
      inForce.put(Long.MIN_VALUE, version);
    }
    while (versions.size() > MOST) {
      versions.remove(versions.firstKey());
    }
  }

  byte[] toBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    out.writeByte(FORMAT);
    guard.write(out);
    out.writeLong(report);
    out.writeInt(inForce.size());
    for (Map.Entry<Long, Long> entry : inForce.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
    out.writeInt(versions.size());
    for (RulesVersion version : versions.values()) {
      out.writeLong(version.version());
      out.writeLong(version.from());
      out.writeBoolean(version.shadow());
    }
    out.writeInt(differences.size());
    for (Map.Entry<Long, Difference> entry : differences.entrySet()) {
      Difference d = entry.getValue();
      for (long count :
          List.of(entry.getKey(), d.actions, d.ran, d.ranRight, d.blocked, d.blockedRight)) {
        out.writeLong(count);
      }
    }
    return out.getCopyOfBuffer();
  }

  static GuardMemory of(byte[] bytes, RollbackGuard.Config config) throws IOException {
    GuardMemory memory = new GuardMemory(new RollbackGuard(config));
    if (bytes == null) {
      return memory;
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    in.readByte();
    memory.guard = RollbackGuard.read(config, in);
    memory.report = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      memory.inForce.put(in.readLong(), in.readLong());
    }
    for (int left = in.readInt(); left > 0; left--) {
      long version = in.readLong();
      memory.versions.put(version, new RulesVersion(version, in.readLong(), in.readBoolean(), ""));
    }
    for (int left = in.readInt(); left > 0; left--) {
      Difference d = new Difference();
      memory.differences.put(in.readLong(), d);
      d.actions = in.readLong();
      d.ran = in.readLong();
      d.ranRight = in.readLong();
      d.blocked = in.readLong();
      d.blockedRight = in.readLong();
    }
    return memory;
  }
}
