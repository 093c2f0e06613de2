package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.EventDecoder;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class Aedat4DecoderTest {
  private static final Geometry SENSOR = new Geometry(346, 260);

  private static byte[] file(RecordingTarget target) {
    EventColumns c = new EventColumns();
    c.add(1_744_227_144_732_712L, 1, 2, 1);
    c.add(1_744_227_144_732_713L, 345, 259, 0);
    c.triggers().add(1_744_227_144_732_714L, 0, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordingWriter writer = target.writer(out, SENSOR)) {
      writer.write(c);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static final String EVENTS =
      "1744227144732712 1,2 ON\n1744227144732713 345,259 OFF\ntrigger 1744227144732714 1\n";

  @Test
  void everyCompressionGivesTheSameEvents() {
    for (RecordingTarget target :
        new RecordingTarget[] {
          RecordingTarget.AEDAT4, RecordingTarget.AEDAT4_LZ4, RecordingTarget.AEDAT4_ZSTD
        }) {
      Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
      assertThat(text(Samples.inPieces(d, file(target), 7))).isEqualTo(EVENTS);
      assertThat(d.geometry()).isEqualTo(SENSOR);
      assertThat(d.faults().total()).isZero();
    }
  }

  @Test
  void packetsOfUnknownKindAreSkippedAndBrokenOnesCounted() {
    byte[] unknown =
        join(
            le32(9, 16),
            le32(12, 8),
            "WHAT".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            le32(0));
    byte[] broken = join(le32(0, 5), new byte[5]);
    Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
    byte[] plain = file(RecordingTarget.AEDAT4);
    EventColumns c = d.decodeAll(join(plain, unknown, broken));
    assertThat(text(c)).isEqualTo(EVENTS);
    assertThat(d.faults().seen()).hasSize(1);
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(1);
    assertThat(d.faults().seen().get(0).firstOffset()).isEqualTo(plain.length + 24L);
  }

  @Test
  void aSecondCameraInTheFileIsCountedAndNotMixedIn() {
    byte[] one = file(RecordingTarget.AEDAT4);
    int packet = 18 + LittleEndian.i32(one, 14);
    byte[] second = java.util.Arrays.copyOfRange(one, packet, one.length);
    second[0] = 5;
    Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
    EventColumns c = d.decodeAll(join(one, second));
    assertThat(c.size()).isEqualTo(2);
    assertThat(d.others()).isEqualTo(2);
    assertThat(d.faults().total()).isZero();
  }

  /** Two cameras of different arrays, as a stereo recording of DV has them. */
  private static byte[] stereo() {
    byte[] one = file(RecordingTarget.AEDAT4);
    int size = LittleEndian.i32(one, 14);
    String xml =
        """
        <dv version="2.0"><node name="outInfo">\
        <node name="0"><attr key="originalModuleName">left</attr><attr key="typeIdentifier">EVTS</attr>\
        <node name="info"><attr key="source">DAVIS346_1</attr><attr key="sizeX">346</attr>\
        <attr key="sizeY">260</attr></node></node>\
        <node name="3"><attr key="originalModuleName">right</attr><attr key="typeIdentifier">EVTS</attr>\
        <node name="info"><attr key="source">DVX_2</attr><attr key="sizeX">640</attr>\
        <attr key="sizeY">480</attr></node></node></node></dv>\
        """;
    com.google.flatbuffers.FlatBufferBuilder b = new com.google.flatbuffers.FlatBufferBuilder(1024);
    int info = b.createString(xml);
    b.startTable(3);
    b.addLong(1, -1, 0);
    b.addOffset(2, info, 0);
    b.finishSizePrefixed(b.endTable(), "IOHE");
    byte[] packets = java.util.Arrays.copyOfRange(one, 18 + size, one.length);
    byte[] right = packets.clone();
    right[0] = 3;
    return join(java.util.Arrays.copyOf(one, 14), b.sizedByteArray(), packets, right, right);
  }

  @Test
  void anotherStreamIsReadByItsNumberOrName() {
    byte[] file = stereo();
    Aedat4Decoder left = new Aedat4Decoder(RecordingOptions.DEFAULT);
    assertThat(left.decodeAll(file).size()).isEqualTo(2);
    assertThat(left.others()).isEqualTo(4);
    assertThat(left.geometry()).isEqualTo(SENSOR);
    for (String told : new String[] {"3", "right", "DVX_2"}) {
      EventDecoder right = Recording.decoder(file, RecordingOptions.DEFAULT.withStream(told));
      assertThat(right.decodeAll(file).size()).isEqualTo(4);
      assertThat(((Aedat4Decoder) right).others()).isEqualTo(2);
      assertThat(right.geometry()).isEqualTo(new Geometry(640, 480));
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Recording.decoder(file, RecordingOptions.DEFAULT.withStream("9")))
        .hasMessageContaining("'9'")
        .hasMessageContaining("0 left DAVIS346_1 346x260, 3 right DVX_2 640x480");
  }

  @Test
  void aPacketThatWouldFillTheMemoryIsDropped() {
    byte[] one = file(RecordingTarget.AEDAT4_ZSTD);
    byte[] bomb = com.github.luben.zstd.Zstd.compress(new byte[(1 << 26) + 1]);
    Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
    EventColumns c = d.decodeAll(join(one, le32(0, bomb.length), bomb));
    assertThat(c.size()).isEqualTo(2);
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }

  @Test
  void packetsEndAtTheDataTable() {
    byte[] plain = file(RecordingTarget.AEDAT4);
    byte[] without = plain.clone();
    int table = indexOfMinusOne(plain);
    java.nio.ByteBuffer.wrap(plain)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(table, plain.length);
    Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
    byte[] noise = "FTAB and what follows it".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(text(Samples.inPieces(d, join(plain, noise), 5))).isEqualTo(EVENTS);
    assertThat(d.faults().total()).isZero();
    Aedat4Decoder blind = new Aedat4Decoder(RecordingOptions.DEFAULT);
    blind.decodeAll(join(without, noise));
    assertThat(blind.faults().total()).isPositive();
  }

  private static int indexOfMinusOne(byte[] bytes) {
    for (int i = 0; i + 8 <= bytes.length; i++) {
      if (LittleEndian.i64(bytes, i) == -1) {
        return i;
      }
    }
    throw new AssertionError("no empty data table position");
  }

  @Test
  void aFileCutInsideAPacketKeepsWhatIsWhole() {
    byte[] plain = file(RecordingTarget.AEDAT4);
    Aedat4Decoder d = new Aedat4Decoder(RecordingOptions.DEFAULT);
    EventColumns c = new EventColumns();
    d.decode(plain, 0, plain.length - 3, c);
    d.finish(c);
    assertThat(c.size()).isEqualTo(2);
    assertThat(d.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
  }
}
