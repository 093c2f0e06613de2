package io.flyball.tools.importing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Comparator;

/**
 * A record on its way from a file to a topic.
 *
 * @param time event time, epoch ms
 * @param order in which it was read, over all files
 * @param type number of its type
 * @param key its key
 * @param value it, encoded
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
record ImportedRecord(long time, long order, int type, byte[] key, byte[] value) {
  /** By event time, then as it was read. */
  static final Comparator<ImportedRecord> ORDER =
      (one, other) ->
          one.time != other.time
              ? Long.compare(one.time, other.time)
              : Long.compare(one.order, other.order);

  void write(DataOutputStream out) throws IOException {
    out.writeLong(time);
    out.writeLong(order);
    out.writeByte(type);
    out.writeInt(key.length);
    out.write(key);
    out.writeInt(value.length);
    out.write(value);
  }

  /** The next record; null at the end. */
  static ImportedRecord read(DataInputStream in) throws IOException {
    long time;
    try {
      time = in.readLong();
    } catch (EOFException e) {
      return null;
    }
    long order = in.readLong();
    int type = in.readByte();
    byte[] key = in.readNBytes(in.readInt());
    byte[] value = in.readNBytes(in.readInt());
    return new ImportedRecord(time, order, type, key, value);
  }
}
