package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Decodes an MCAP file of ROS messages, as ROS 2 records them: records of a kind, a length and
 * content, schemas, channels and messages among them, loose or in chunks that LZ4 or Zstandard may
 * have packed. They are read in the order of the file; unknown records and the summary at the end
 * are passed over, so a file whose recorder was killed is read too. A chunk whose checksum differs
 * is dropped and counted.
 *
 * <p>Source: mcap.dev/spec. Memory follows the largest record.
 */
final class McapDecoder extends PieceDecoder implements Encoded, Streams {
  private static final int MAGIC_BYTES = 8;
  private static final int RECORD_HEAD = 9;
  private static final long LARGEST = 1 << 28;
  private static final int SCHEMA = 3;
  private static final int CHANNEL = 4;
  private static final int MESSAGE = 5;
  private static final int CHUNK = 6;
  private static final int DATA_END = 15;
  private static final int MESSAGE_HEAD = 22;

  private final RosTopics topics;
  private final Map<Integer, String> schemas = new HashMap<>();
  private int wanted = MAGIC_BYTES;
  private boolean begun;
  private boolean ended;

  McapDecoder(RecordingOptions options) {
    topics = new RosTopics(options, faults());
  }

  @Override
  public Geometry geometry() {
    return topics.geometry();
  }

  @Override
  public String encoding() {
    return topics.encoding();
  }

  @Override
  public long others() {
    return topics.others();
  }

  @Override
  public String chosen() {
    return topics.topic();
  }

  @Override
  public String missing() {
    return topics.missing();
  }

  @Override
  protected int wanted() {
    return wanted;
  }

  @Override
  protected int consume(byte[] bytes, int from, int to, EventColumns out) {
    int at = from;
    if (!begun) {
      if (to - from < MAGIC_BYTES) {
        return from;
      }
      at += MAGIC_BYTES;
      begun = true;
    }
    while (!ended && at < to) {
      wanted = RECORD_HEAD;
      if (to - at < RECORD_HEAD) {
        return at;
      }
      long length = LittleEndian.i64(bytes, at + 1);
      if (length < 0 || length > LARGEST) {
        ended = true;
        fault(Fault.GARBAGE, at - from);
        break;
      }
      wanted = RECORD_HEAD + (int) length;
      if (to - at < wanted) {
        return at;
      }
      int ahead = at - from;
      try {
        record(bytes[at], bytes, at + RECORD_HEAD, at + wanted, ahead, out);
      } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
        fault(Fault.GARBAGE, ahead);
      }
      at += wanted;
    }
    wanted = 1;
    return to;
  }

  private void record(int op, byte[] bytes, int from, int to, int ahead, EventColumns out) {
    switch (op) {
      case SCHEMA -> {
        Text name = new Text(bytes, from + 2, to);
        schemas.put(LittleEndian.u16(bytes, from), name.value);
      }
      case CHANNEL -> {
        Text topic = new Text(bytes, from + 4, to);
        Text encoding = new Text(bytes, topic.end, to);
        topics.connection(
            LittleEndian.u16(bytes, from),
            topic.value,
            schemas.getOrDefault(LittleEndian.u16(bytes, from + 2), ""),
            encoding.value.equals("cdr"));
      }
      case MESSAGE -> {
        if (to - from < MESSAGE_HEAD) {
          throw new IndexOutOfBoundsException("A message without a head.");
        }
        int channel = LittleEndian.u16(bytes, from);
        topics.message(channel, bytes, from + MESSAGE_HEAD, to, offset() + ahead, out);
      }
      case CHUNK -> chunk(bytes, from, to, ahead, out);
      case DATA_END -> ended = true;
      default -> {
        // Indexes, statistics, attachments and what later versions add.
      }
    }
  }

  private void chunk(byte[] packed, int from, int to, int ahead, EventColumns out) {
    int crc = LittleEndian.i32(packed, from + 24);
    Text compression = new Text(packed, from + 28, to);
    long length = LittleEndian.i64(packed, compression.end);
    int data = compression.end + 8;
    if (length < 0 || length > to - data) {
      throw new IndexOutOfBoundsException("A chunk past its record.");
    }
    PacketInflater inflater = PacketInflater.named(compression.value);
    inflater.inflate(packed, data, (int) length);
    byte[] bytes = inflater.bytes();
    int at = inflater.from();
    int end = inflater.to();
    CRC32 found = new CRC32();
    found.update(bytes, at, end - at);
    if (crc != 0 && (int) found.getValue() != crc) {
      throw new IllegalArgumentException("A chunk whose checksum differs.");
    }
    while (at < end) {
      if (end - at < RECORD_HEAD) {
        throw new IndexOutOfBoundsException("A record past its chunk.");
      }
      long size = LittleEndian.i64(bytes, at + 1);
      int content = at + RECORD_HEAD;
      if (size < 0 || size > end - content) {
        throw new IndexOutOfBoundsException("A record past its chunk.");
      }
      if (bytes[at] != CHUNK) {
        record(bytes[at], bytes, content, content + (int) size, ahead, out);
      }
      at = content + (int) size;
    }
  }

  /** A string behind its length. */
  private static final class Text {
    private final String value;
    private final int end;

    Text(byte[] bytes, int at, int to) {
      int length = LittleEndian.i32(bytes, at);
      if (length < 0 || length > to - at - 4) {
        throw new IndexOutOfBoundsException("A string past its record.");
      }
      value = new String(bytes, at + 4, length, StandardCharsets.UTF_8);
      end = at + 4 + length;
    }
  }
}
