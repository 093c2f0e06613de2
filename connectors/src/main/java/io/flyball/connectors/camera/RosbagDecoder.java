package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.PieceDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes a ROS 1 bag, version 2.0: records of a header with named fields and data. Connections and
 * messages lie in chunks, plain or packed by bz2 or LZ4, and are read in the order of the file; the
 * index at its end is not needed, so a bag whose recorder was killed is read too.
 *
 * <p>Source: wiki.ros.org/Bags/Format/2.0. Memory follows the largest record.
 */
final class RosbagDecoder extends PieceDecoder implements Encoded, Streams {
  static final String MAGIC = "#ROSBAG V2.0\n";
  private static final int LARGEST = 1 << 28;
  private static final int MESSAGE = 2;
  private static final int CHUNK = 5;
  private static final int CONNECTION = 7;

  private final RosTopics topics;
  private final Fields head = new Fields();
  private final Fields inner = new Fields();
  private int wanted = MAGIC.length();
  private boolean begun;
  private boolean lost;

  RosbagDecoder(RecordingOptions options) {
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
      if (to - from < MAGIC.length()) {
        return from;
      }
      at += MAGIC.length();
      begun = true;
    }
    while (!lost && at < to) {
      wanted = size(bytes, at, to);
      if (lost) {
        fault(Fault.GARBAGE, at - from);
        break;
      }
      if (to - at < wanted) {
        return at;
      }
      record(bytes, at, at + wanted, at - from, out);
      at += wanted;
    }
    wanted = 1;
    return to;
  }

  /** Bytes of the record, as far as the bytes there say. */
  private int size(byte[] bytes, int at, int to) {
    if (to - at < 4) {
      return 4;
    }
    int header = LittleEndian.i32(bytes, at);
    lost = header < 0 || header > LARGEST;
    if (lost || to - at < header + 8) {
      return header + 8;
    }
    int data = LittleEndian.i32(bytes, at + 4 + header);
    lost = data < 0 || data > LARGEST;
    return header + 8 + data;
  }

  private void record(byte[] bytes, int from, int to, int ahead, EventColumns out) {
    try {
      int header = LittleEndian.i32(bytes, from);
      int data = from + header + 8;
      head.read(bytes, from + 4, from + 4 + header);
      if (head.op == CHUNK) {
        chunk(bytes, data, to, ahead, out);
      } else {
        content(head, bytes, data, to, ahead, out);
      }
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      fault(Fault.GARBAGE, ahead);
    }
  }

  private void chunk(byte[] packed, int from, int to, int ahead, EventColumns out) {
    PacketInflater inflater = PacketInflater.named(head.compression);
    inflater.inflate(packed, from, to - from);
    byte[] bytes = inflater.bytes();
    int end = inflater.to();
    int at = inflater.from();
    while (at < end) {
      int header = LittleEndian.i32(bytes, at);
      inner.read(bytes, at + 4, Math.addExact(at + 4, header));
      int data = at + header + 8;
      int next = Math.addExact(data, LittleEndian.i32(bytes, data - 4));
      if (header < 0 || next < data || next > end) {
        throw new IndexOutOfBoundsException("A record past its chunk.");
      }
      content(inner, bytes, data, next, ahead, out);
      at = next;
    }
  }

  private void content(Fields f, byte[] bytes, int from, int to, int ahead, EventColumns out) {
    if (f.op == MESSAGE) {
      topics.message(f.connection, bytes, from, to, offset() + ahead, out);
    } else if (f.op == CONNECTION) {
      int id = f.connection;
      String topic = f.topic;
      Fields data = new Fields();
      data.read(bytes, from, to);
      topics.connection(id, topic.isEmpty() ? data.topic : topic, data.type, false);
    }
  }

  /** The fields of a header that matter: {@code name=value}, each behind its length. */
  private static final class Fields {
    private int op;
    private int connection;
    private String topic = "";
    private String type = "";
    private String compression = "";

    void read(byte[] bytes, int from, int to) {
      op = -1;
      connection = -1;
      topic = "";
      int at = from;
      while (at < to) {
        int length = LittleEndian.i32(bytes, at);
        int name = at + 4;
        at = name + length;
        if (length < 0 || at > to || at < name) {
          throw new IndexOutOfBoundsException("A field past its header.");
        }
        int equals = name;
        while (equals < at && bytes[equals] != '=') {
          equals++;
        }
        field(
            new String(bytes, name, equals - name, StandardCharsets.US_ASCII),
            bytes,
            equals + 1,
            at);
      }
    }

    private void field(String name, byte[] bytes, int from, int to) {
      switch (name) {
        case "op" -> op = Arrays.copyOfRange(bytes, from, Math.max(from, to))[0];
        case "conn" -> connection = LittleEndian.i32(bytes, from);
        case "topic" -> topic = text(bytes, from, to);
        case "type" -> type = text(bytes, from, to);
        case "compression" -> compression = text(bytes, from, to);
        default -> {
          // Times, sizes and counts, which reading in sequence does not need.
        }
      }
    }

    private static String text(byte[] bytes, int from, int to) {
      return new String(bytes, from, Math.max(0, to - from), StandardCharsets.UTF_8);
    }
  }
}
