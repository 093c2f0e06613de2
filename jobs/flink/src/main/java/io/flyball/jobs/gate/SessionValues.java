package io.flyball.jobs.gate;

import io.flyball.core.record.TextFormat;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What the values of rules gave last in a session, by version of the rules. Kept as bytes. */
final class SessionValues {
  private static final int VERSION = 1;

  /** Time of the last proposal. */
  long last = Long.MIN_VALUE;

  /** When the session is looked at to be forgotten. */
  long noted = Long.MIN_VALUE;

  final TreeMap<Long, Map<String, Double>> byVersion = new TreeMap<>();

  byte[] toBytes(DataOutputSerializer out) throws IOException {
    out.clear();
    out.writeByte(VERSION);
    out.writeLong(last);
    out.writeLong(noted);
    out.writeInt(byVersion.size());
    for (Map.Entry<Long, Map<String, Double>> version : byVersion.entrySet()) {
      out.writeLong(version.getKey());
      out.writeInt(version.getValue().size());
      for (Map.Entry<String, Double> value : version.getValue().entrySet()) {
        TextFormat.write(value.getKey(), out);
        out.writeDouble(value.getValue());
      }
    }
    return out.getCopyOfBuffer();
  }

  static SessionValues of(byte[] bytes, DataInputDeserializer in) throws IOException {
    SessionValues session = new SessionValues();
    if (bytes == null) {
      return session;
    }
    in.setBuffer(bytes);
    in.readByte();
    session.last = in.readLong();
    session.noted = in.readLong();
    for (int versions = in.readInt(); versions > 0; versions--) {
      Map<String, Double> values = new TreeMap<>();
      session.byVersion.put(in.readLong(), values);
      for (int left = in.readInt(); left > 0; left--) {
        values.put(TextFormat.read(in), in.readDouble());
      }
    }
    return session;
  }
}
