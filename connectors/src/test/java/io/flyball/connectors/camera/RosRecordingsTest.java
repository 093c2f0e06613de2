package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.RosFiles.bag;
import static io.flyball.connectors.camera.RosFiles.chunk;
import static io.flyball.connectors.camera.RosFiles.connection;
import static io.flyball.connectors.camera.RosFiles.hex;
import static io.flyball.connectors.camera.RosFiles.mcapFile;
import static io.flyball.connectors.camera.RosFiles.message;
import static io.flyball.connectors.camera.RosFiles.packet;
import static io.flyball.connectors.camera.RosFiles.schemaChannelMessage;
import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.HexFormat;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ROS recordings put together by hand from the words of the formats, and their known answers. */
class RosRecordingsTest {
  /** (3, 1, 1.000002 s, ON), (5, 2, 1.000005 s, OFF), of 6x4 pixels, packed as in ROS 1. */
  private static final byte[] ROS1 =
      hex(
          "07000000 01000000 02000000 01000000 63 04000000 06000000 02000000"
              + " 0300 0100 01000000 d0070000 01 0500 0200 01000000 88130000 00");

  /** The same in CDR. */
  private static final byte[] CDR =
      hex(
          "00010000 01000000 02000000 02000000 63000000 04000000 06000000 02000000"
              + " 03000100 01000000 d0070000 0100 0500 02000000 01000000 88130000 00");

  /** EVT 3.0 words: four events at 4098 µs and a trigger edge. */
  private static final byte[] PACKET =
      hex(
          "00010000 01000000 02000000 02000000 63000000 d0020000 00050000 0900000000000000"
              + " 0000000000000000 05000000 6576743300 00 0000 10000000"
              + " 0180 0260 0500 0328 1030 0540 01a0 0120");

  private static final String TWO = "1000002 3,1 ON\n1000005 5,2 OFF\n";

  @TempDir private Path directory;

  private EventColumns read(byte[] file, RecordingOptions options) throws IOException {
    Path path = Files.write(directory.resolve("any.name"), file);
    EventColumns all = new EventColumns();
    EventColumns piece = new EventColumns();
    try (Recording recording = Recording.open(path, options)) {
      while (recording.read(piece)) {
        all.addAll(piece);
      }
    }
    return all;
  }

  private String events(byte[] file) throws IOException {
    return text(read(file, RecordingOptions.DEFAULT));
  }

  @Test
  void aBagWithoutMessagesIsRefusedAndNamesItsTopics() {
    assertThatThrownBy(() -> events(bag()))
        .hasMessageContaining("no topic of events")
        .hasMessageContaining("its topics are: none");
    assertThatThrownBy(() -> events(bag(connection(0, "/image", "sensor_msgs/Image"))))
        .hasMessageContaining("/image (sensor_msgs/Image)");
  }

  @Test
  void aMessageOfRos1IsReadLooseOrInAChunkOfAnyPacking() throws IOException {
    byte[] inside = join(connection(0, "/e", "dvs_msgs/EventArray"), message(0, ROS1));
    assertThat(events(bag(inside))).isEqualTo(TWO);
    assertThat(events(bag(chunk("none", inside, inside.length)))).isEqualTo(TWO);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream bz2 = new BZip2CompressorOutputStream(packed)) {
      bz2.write(inside);
    }
    assertThat(events(bag(chunk("bz2", packed.toByteArray(), inside.length)))).isEqualTo(TWO);
    ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
    try (var frame = new net.jpountz.lz4.LZ4FrameOutputStream(lz4)) {
      frame.write(inside);
    }
    assertThat(events(bag(chunk("lz4", lz4.toByteArray(), inside.length)))).isEqualTo(TWO);
  }

  @Test
  void theEventsDoNotDependOnWhereABagIsCut() {
    byte[] inside = join(connection(0, "/e", "dvs_msgs/EventArray"), message(0, ROS1));
    byte[] file = bag(chunk("none", inside, inside.length), message(0, ROS1));
    for (int piece = 1; piece < 40; piece += 7) {
      RosbagDecoder decoder = new RosbagDecoder(RecordingOptions.DEFAULT);
      assertThat(Samples.inPieces(decoder, file, piece).size()).isEqualTo(4);
      // The second message repeats the times of the first.
      assertThat(decoder.faults().count(Fault.BACKWARD_TIME)).isEqualTo(1);
      assertThat(decoder.geometry()).hasToString("6x4");
    }
  }

  @Test
  void aRecorderThatWasKilledAndABrokenChunkCostOnlyWhatTheyHeld() throws IOException {
    byte[] inside = join(connection(0, "/e", "dvs_msgs/EventArray"), message(0, ROS1));
    byte[] file = bag(inside, chunk("lz4", ascii("no frame"), 9), message(0, ROS1));
    RosbagDecoder decoder = new RosbagDecoder(RecordingOptions.DEFAULT);
    byte[] cut = java.util.Arrays.copyOf(file, file.length - 3);
    assertThat(text(decoder.decodeAll(cut))).isEqualTo(TWO);
    assertThat(decoder.faults().count(Fault.GARBAGE)).isEqualTo(1);
    assertThat(decoder.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
  }

  @Test
  void oneTopicGivesTheEventsAndTheOthersAreCounted() throws IOException {
    byte[] file =
        bag(
            connection(0, "/left/events", "dvs_msgs/EventArray"),
            connection(1, "/right/events", "prophesee_event_msgs/EventArray"),
            connection(2, "/imu", "sensor_msgs/Imu"),
            message(0, ROS1),
            message(2, new byte[4]),
            message(1, ROS1));
    Path path = Files.write(directory.resolve("two.bag"), file);
    for (String told : new String[] {null, "right", "/right/events", "1"}) {
      RecordingOptions options = RecordingOptions.DEFAULT.withStream(told);
      RecordingInfo info = RecordingInfo.of(path, options);
      assertThat(info.events()).isEqualTo(2);
      assertThat(info.others()).isEqualTo(2);
      assertThat(info.notes()).contains("topic /" + (told == null ? "left" : "right") + "/events");
    }
    assertThatThrownBy(() -> read(file, RecordingOptions.DEFAULT.withStream("rear")))
        .hasMessageContaining("'rear'")
        .hasMessageContaining("/left/events (dvs_msgs/EventArray)");
  }

  /** The digest is of a file that another writer made of the same content. */
  @Test
  void anMcapFileIsReadPlainOrPacked() throws Exception {
    byte[] plain = schemaChannelMessage("event_camera_msgs/msg/EventPacket", "/e", PACKET);
    byte[] file = mcapFile("", plain, plain);
    assertThat(file).hasSize(328);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file)))
        .isEqualTo("5d9dc4c5ccf455039b260ad89b39bd2c0d443b0b");
    String four = "4098 3,5 ON\n4098 16,5 OFF\n4098 18,5 OFF\n4098 1,5 OFF\ntrigger 4098 1\n";
    assertThat(events(file)).isEqualTo(four);
    assertThat(events(mcapFile("zstd", Zstd.compress(plain), plain))).isEqualTo(four);
    ByteArrayOutputStream lz4 = new ByteArrayOutputStream();
    try (var frame = new net.jpountz.lz4.LZ4FrameOutputStream(lz4)) {
      frame.write(plain);
    }
    assertThat(events(mcapFile("lz4", lz4.toByteArray(), plain))).isEqualTo(four);
    byte[] array = schemaChannelMessage("dvs_msgs/msg/EventArray", "/e", CDR);
    assertThat(events(mcapFile("", array, array))).isEqualTo(TWO);
  }

  @Test
  void aChunkWhoseChecksumDiffersIsDroppedAndCounted() throws IOException {
    byte[] plain = schemaChannelMessage("event_camera_msgs/msg/EventPacket", "/e", PACKET);
    byte[] other = plain.clone();
    other[other.length - 1] ^= 1;
    McapDecoder decoder = new McapDecoder(RecordingOptions.DEFAULT);
    EventColumns out = decoder.decodeAll(mcapFile("", other, plain));
    assertThat(out.size()).isZero();
    assertThat(decoder.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }

  @Test
  void aBagOfRos2InSqliteIsReadInTheOrderOfTime() throws Exception {
    Path file = directory.resolve("bag.db3");
    try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement s = c.createStatement()) {
      s.execute("CREATE TABLE topics(id INTEGER, name TEXT, type TEXT, serialization_format TEXT)");
      s.execute(
          "CREATE TABLE messages(id INTEGER, topic_id INTEGER, timestamp INTEGER, data BLOB)");
      s.execute("INSERT INTO topics VALUES(1,'/e','event_camera_msgs/msg/EventPacket','cdr')");
      try (PreparedStatement p = c.prepareStatement("INSERT INTO messages VALUES(?,1,?,?)")) {
        byte[][] data = {
          Zstd.compress(packet(1, 0, "evt3", hex("0328"))),
          packet(0, 0, "evt3", hex("0180 0260 0500"))
        };
        for (int k = 0; k < 2; k++) {
          p.setInt(1, k);
          p.setInt(2, 10 - k);
          p.setBytes(3, data[k]);
          p.execute();
        }
      }
    }
    RecordingInfo info = RecordingInfo.of(file, RecordingOptions.DEFAULT);
    assertThat(info.format()).isEqualTo("ROS2_SQLITE");
    assertThat(info.encoding()).isEqualTo("EVT3");
    assertThat(info.first()).containsExactly(4098L, 3L, 5L, 1L);
    assertThat(info.faults()).isEmpty();
    assertThat(info.geometry()).isEqualTo("1280x720");
  }
}
