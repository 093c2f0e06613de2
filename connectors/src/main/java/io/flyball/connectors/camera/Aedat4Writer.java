package io.flyball.connectors.camera;

import com.github.luben.zstd.Zstd;
import com.google.flatbuffers.FlatBufferBuilder;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.TriggerColumns;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jpountz.lz4.LZ4FrameOutputStream;

/**
 * Writes AEDAT 4: events as stream 0, trigger edges as stream 1, packets of at most 8192 events, no
 * data table. Coordinates lie in 0 … 32767.
 */
final class Aedat4Writer implements RecordingWriter {
  private static final int MOST_EVENTS = 8192;
  private static final int EVENTS = 0;
  private static final int TRIGGERS = 1;

  /** How packets are compressed. The constants stand at the file's own numbers. */
  enum Compression {
    NONE(0),
    LZ4(1),
    ZSTD(3);

    private final int number;

    Compression(int number) {
      this.number = number;
    }
  }

  private final OutputStream out;
  private final Compression compression;

  Aedat4Writer(OutputStream out, Geometry geometry, Compression compression) throws IOException {
    this.out = out;
    this.compression = compression;
    out.write(Aedat4Decoder.MAGIC.getBytes(StandardCharsets.US_ASCII));
    FlatBufferBuilder b = new FlatBufferBuilder(1024);
    int info = b.createString(info(geometry));
    b.startTable(3);
    b.addLong(1, -1, 0);
    b.addOffset(2, info, 0);
    b.addInt(0, compression.number, 0);
    b.finishSizePrefixed(b.endTable(), "IOHE");
    out.write(b.sizedByteArray());
  }

  @Override
  public void write(EventColumns events) throws IOException {
    for (int from = 0; from < events.size(); from += MOST_EVENTS) {
      packet(EVENTS, events(events, from, Math.min(events.size(), from + MOST_EVENTS)));
    }
    if (events.triggers().size() > 0) {
      packet(TRIGGERS, triggers(events.triggers()));
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static byte[] events(EventColumns c, int from, int to) {
    FlatBufferBuilder b = new FlatBufferBuilder(64 + (to - from) * 16);
    b.startVector(16, to - from, 8);
    for (int i = to - 1; i >= from; i--) {
      if (c.x(i) > Short.MAX_VALUE || c.y(i) > Short.MAX_VALUE) {
        throw new IllegalArgumentException(
            "AEDAT 4 carries coordinates 0 to 32767; found (" + c.x(i) + ", " + c.y(i) + ").");
      }
      b.prep(8, 16);
      b.pad(3);
      b.putByte((byte) c.p(i));
      b.putShort((short) c.y(i));
      b.putShort((short) c.x(i));
      b.putLong(c.t(i));
    }
    return finish(b, b.endVector(), "EVTS");
  }

  private static byte[] triggers(TriggerColumns c) {
    FlatBufferBuilder b = new FlatBufferBuilder(64 + c.size() * 32);
    int[] tables = new int[c.size()];
    for (int i = 0; i < tables.length; i++) {
      b.startTable(2);
      b.addLong(0, c.t(i), 0);
      b.addByte(1, (byte) (c.value(i) == 1 ? 1 : 2), 0);
      tables[i] = b.endTable();
    }
    b.startVector(4, tables.length, 4);
    for (int i = tables.length - 1; i >= 0; i--) {
      b.addOffset(tables[i]);
    }
    return finish(b, b.endVector(), "TRIG");
  }

  private static byte[] finish(FlatBufferBuilder b, int vector, String identifier) {
    b.startTable(1);
    b.addOffset(0, vector, 0);
    b.finishSizePrefixed(b.endTable(), identifier);
    return b.sizedByteArray();
  }

  private void packet(int stream, byte[] plain) throws IOException {
    byte[] payload = compress(plain);
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(header.putInt(stream).putInt(payload.length).array());
    out.write(payload);
  }

  private byte[] compress(byte[] plain) throws IOException {
    return switch (compression) {
      case NONE -> plain;
      case ZSTD -> Zstd.compress(plain);
      case LZ4 -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length);
        try (LZ4FrameOutputStream frame =
            new LZ4FrameOutputStream(bytes, LZ4FrameOutputStream.BLOCKSIZE.SIZE_64KB)) {
          frame.write(plain);
        }
        yield bytes.toByteArray();
      }
    };
  }

  private String info(Geometry g) {
    return String.format(
        Locale.ROOT,
        """
        <dv version="2.0"><node name="outInfo" path="/mainloop/Recorder/outInfo/">\
        <node name="0" path="/mainloop/Recorder/outInfo/0/">\
        <attr key="compression" type="string">%s</attr>\
        <attr key="typeIdentifier" type="string">EVTS</attr>\
        <node name="info" path="/mainloop/Recorder/outInfo/0/info/">\
        <attr key="sizeX" type="int">%d</attr><attr key="sizeY" type="int">%d</attr>\
        </node></node>\
        <node name="1" path="/mainloop/Recorder/outInfo/1/">\
        <attr key="compression" type="string">%s</attr>\
        <attr key="typeIdentifier" type="string">TRIG</attr></node></node></dv>\
        """,
        compression,
        g.width(),
        g.height(),
        compression);
  }
}
