package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.raw;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import io.flyball.core.camera.SensorEncoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that other programs misread, cut short or fill up, and what is told of them. */
class RecordingFaultsTest {
  private static final byte[] EVT3 = ascii("% evt 3.0\n% geometry 640x480\n% end\n");

  @TempDir private Path directory;

  private Path file(byte[]... parts) throws IOException {
    return Files.write(directory.resolve("recording"), join(parts));
  }

  private static RecordingInfo info(Path file) throws IOException {
    return RecordingInfo.of(file, RecordingOptions.DEFAULT);
  }

  private static String events(Path file, RecordingOptions options) throws IOException {
    EventColumns piece = new EventColumns();
    EventColumns all = new EventColumns();
    try (Recording recording = Recording.open(file, options)) {
      while (recording.read(piece)) {
        all.addAll(piece);
      }
    }
    return text(all);
  }

  private static void refused(Path file, RecordingOptions options, String... why) {
    for (String part : why) {
      assertThatThrownBy(() -> Recording.open(file, options).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(part);
    }
  }

  private static byte[] u16(int... words) {
    byte[] bytes = new byte[words.length * 2];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) words[i];
      bytes[2 * i + 1] = (byte) (words[i] >>> 8);
    }
    return bytes;
  }

  private static final byte[] THREE_EVENTS =
      u16(0x8000, 0x6001, 0x0005, 0x2801, 0x2802, 0x6002, 0x2003);

  /** Reader of neuromorphic-paris/sepia: x in 9 bits, y in 8, polarity in bit 17. */
  @Test
  void datWithoutAVersionIsOfVersionOne() throws IOException {
    Path file =
        file(
            ascii("% Data file containing CD events.\n"),
            raw(0, 8),
            le32(10, 1 | 2 << 9 | 1 << 17),
            le32(12, 303 | 239 << 9));
    assertThat(events(file, RecordingOptions.DEFAULT)).isEqualTo("10 1,2 ON\n12 303,239 OFF\n");
    RecordingInfo info = info(file);
    assertThat(info.geometry()).isEqualTo("304x240");
    assertThat(info.faults()).isEmpty();
  }

  private static byte[] packet31(int source, int time, int... places) {
    byte[] bytes = le32(source << 16 | 1, 8, 4, 0, places.length, places.length, places.length);
    for (int i = 0; i < places.length; i++) {
      bytes = join(bytes, le32(places[i] << 17 | places[i] << 2 | 3, time + i));
    }
    return bytes;
  }

  @Test
  void oneOfSeveralSourcesOfAedat31IsReadAndTheOthersCounted() throws IOException {
    Path file =
        file(
            ascii("#!AER-DAT3.1\r\n#Source 1: DAVIS240C\r\n#Source 2: DVS128\r\n#!END-HEADER\r\n"),
            packet31(1, 10, 1, 2),
            packet31(2, 5, 90),
            packet31(1, 20, 3));
    RecordingInfo first = info(file);
    assertThat(first.events()).isEqualTo(3);
    assertThat(first.others()).isEqualTo(1);
    assertThat(first.geometry()).isEqualTo("240x180");
    assertThat(first.faults()).isEmpty();
    for (String told : List.of("2", "dvs128")) {
      RecordingOptions second = RecordingOptions.DEFAULT.withStream(told);
      assertThat(events(file, second)).isEqualTo("5 90,90 ON\n");
      assertThat(RecordingInfo.of(file, second).others()).isEqualTo(3);
      assertThat(RecordingInfo.of(file, second).geometry()).isEqualTo("128x128");
    }
    refused(file, RecordingOptions.DEFAULT.withStream("3"), "'3'", "1 DAVIS240C, 2 DVS128");
  }

  @Test
  void fillAtTheEndIsToldOnceAndIsNoEvent() throws IOException {
    for (int fill : new int[] {0x99, 0, 0xff, 0x22}) {
      byte[] filler = new byte[32];
      Arrays.fill(filler, (byte) fill);
      RecordingInfo info = info(file(EVT3, THREE_EVENTS, filler));
      assertThat(info.events()).isEqualTo(3);
      assertThat(info.faults()).hasSize(1);
      assertThat(info.faults().get(0).fault()).isEqualTo(Fault.PADDING);
      assertThat(info.faults().get(0).count()).isEqualTo(1);
      assertThat(info.faults().get(0).firstOffset())
          .isEqualTo(EVT3.length + (long) THREE_EVENTS.length);
    }
  }

  @Test
  void zeroesThatEndAPreallocatedFileAreNoEvents() throws IOException {
    byte[] evt2 = join(ascii("% evt 2.0\n% end\n"), le32(8 << 28, 1 << 28 | 3 << 22 | 5 << 11 | 6));
    RecordingInfo info = info(file(evt2, new byte[300_000]));
    assertThat(info.events()).isEqualTo(1);
    assertThat(info.faults()).extracting(f -> f.fault().name()).containsExactly("PADDING");
    byte[] dat = join(ascii("% Version 2\n"), raw(0, 8), le32(7, 1 << 28 | 3 << 14 | 2));
    info = info(file(dat, new byte[70_001]));
    assertThat(info.events()).isEqualTo(1);
    assertThat(info.faults()).extracting(f -> f.fault().name()).containsExactly("PADDING");
  }

  @Test
  void bytesOfOneValueAmidARecordingAreRead() throws IOException {
    byte[] filler = new byte[100_000];
    Arrays.fill(filler, (byte) 0x99);
    RecordingInfo info = info(file(EVT3, THREE_EVENTS, filler, u16(0x6003, 0x2004)));
    assertThat(info.events()).isEqualTo(4);
    assertThat(info.faults()).extracting(f -> f.fault().name()).containsExactly("GARBAGE");
    assertThat(info.faults().get(0).count()).isEqualTo(50_000);
  }

  @Test
  void faultsAndStepsBackCountTheSame() throws IOException {
    byte[] words =
        u16(
            0x8005, 0x6009, 0x0000, 0x2801, 0x6003, 0x6009, 0x2802, 0x6003, 0x2803, 0x8004, 0x8005,
            0x6009, 0x2804);
    RecordingInfo info = info(file(EVT3, words));
    assertThat(info.backwardSteps()).isEqualTo(1);
    assertThat(info.faults()).hasSize(1);
    assertThat(info.faults().get(0).fault()).isEqualTo(Fault.BACKWARD_TIME);
    assertThat(info.faults().get(0).count()).isEqualTo(1);
  }

  private static byte[] swapped(byte[] file, int header, int word) {
    byte[] out = file.clone();
    for (int at = header; at + word <= file.length; at += word) {
      for (int i = 0; i < word; i++) {
        out[at + i] = file[at + word - 1 - i];
      }
    }
    return out;
  }

  private static int headerEnd(byte[] file) {
    int at = 0;
    while (file[at] == '%') {
      while (file[at] != '\n') {
        at++;
      }
      at++;
    }
    return at;
  }

  @Test
  void wordsInBigEndianOrderAreRefusedWithAHint() throws IOException {
    byte[] evt3 = Samples.bytes("evt3_gen31_triggers.raw");
    refused(
        file(swapped(evt3, headerEnd(evt3), 2)),
        RecordingOptions.DEFAULT,
        "EVT3 in big-endian order",
        "go back in time",
        "--format PROPHESEE_RAW");
    byte[] evt2 = Samples.bytes("sparklers_head.raw");
    refused(
        file(swapped(evt2, headerEnd(evt2), 4)), RecordingOptions.DEFAULT, "EVT2 in big-endian");
  }

  @Test
  void wordsOfAnotherEncodingThanTheHeaderNamesAreRefusedWithAHint() throws IOException {
    byte[] evt2 = Samples.bytes("sparklers_head.raw");
    byte[] words = Arrays.copyOfRange(evt2, headerEnd(evt2), evt2.length);
    refused(file(EVT3, words), RecordingOptions.DEFAULT, "read well as EVT2", "--encoding");
  }

  @Test
  void wordsWithoutAHeaderAreReadAsTold() throws IOException {
    byte[] evt3 = Samples.bytes("evt3_gen31_triggers.raw");
    Path file = file(Arrays.copyOfRange(evt3, headerEnd(evt3), evt3.length));
    refused(file, RecordingOptions.DEFAULT, "--encoding EVT2, EVT21 or EVT3");
    RecordingOptions told =
        RecordingOptions.DEFAULT
            .withEncoding(SensorEncoding.EVT3)
            .withGeometry(new Geometry(640, 480));
    RecordingInfo info = RecordingInfo.of(file, told);
    assertThat(info.events()).isEqualTo(343_474);
    assertThat(info.geometry()).isEqualTo("640x480");
    assertThat(info.faults()).isEmpty();
    Path nameless = file(ascii("% date today\n"), THREE_EVENTS);
    refused(nameless, RecordingOptions.DEFAULT, "--encoding");
    assertThat(RecordingInfo.of(nameless, told).events()).isEqualTo(3);
  }

  @Test
  void whatIsToldForAnotherFormatIsRefused() throws IOException {
    Path file = file(EVT3, THREE_EVENTS);
    refused(file, RecordingOptions.DEFAULT.withStream("1"), "--stream", "AEDAT 3.1 and 4");
    refused(file, RecordingOptions.DEFAULT.withOrder(CsvOrder.TXYP), "--order", "table");
    refused(file, RecordingOptions.DEFAULT.withUnit(CsvUnit.MS), "--time-unit");
    refused(file, RecordingOptions.DEFAULT.withChip(Aedat2Chip.DVS128), "--chip");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void packedRecordingsOfAnyFormatAreReadAsTheyAre() throws IOException {
    for (String name :
        List.of(
            "evt3_gen31_triggers.raw",
            "davis346_1s.aedat4",
            "davis346_first20000.aedat",
            "davis346_first20000.csv",
            "dvxplorer_overflow.aedat31")) {
      byte[] plain = Samples.bytes(name);
      RecordingInfo expected = info(file(plain));
      byte[] gzip = gzip(plain);
      for (byte[] packed : List.of(gzip, Zstd.compress(plain))) {
        RecordingInfo info = info(file(packed));
        assertThat(info.packing()).isEqualTo(packed == gzip ? "gzip" : "zstd");
        assertThat(info.bytes()).isEqualTo(packed.length);
        assertThat(info.events()).isEqualTo(expected.events());
        assertThat(info.sha3T()).isEqualTo(expected.sha3T());
        assertThat(info.eventMid()).isEqualTo(expected.eventMid());
        assertThat(info.faults()).isEmpty();
      }
    }
  }

  @Test
  void packedDataThatEndTooEarlyKeepWhatIsWhole() throws IOException {
    byte[] plain = Samples.bytes("davis346_first20000.csv");
    for (byte[] packed : List.of(gzip(plain), Zstd.compress(plain))) {
      RecordingInfo info = info(file(Arrays.copyOf(packed, packed.length - 2000)));
      assertThat(info.events()).isBetween(1L, 19_999L);
      assertThat(info.faults()).extracting(f -> f.fault().name()).contains("TRUNCATED_TAIL");
    }
  }

  @Test
  void containersThatAreNotReadAreNamed() throws IOException {
    refused(file(ascii("#ROSBAG V1.2\n"), new byte[99]), RecordingOptions.DEFAULT, "than 2.0");
    refused(file(raw('7', 'z', 0xbc, 0xaf)), RecordingOptions.DEFAULT, "7z");
    refused(file(ascii("BZh91AY&SY"), raw(0)), RecordingOptions.DEFAULT, "bzip2", "AEDAT 2");
  }

  @Test
  void brokenContainersAreRefusedWithAReason() throws IOException {
    byte[] hdf5 = raw(0x89, 'H', 'D', 'F', 13, 10, 26, 10);
    refused(file(hdf5), RecordingOptions.DEFAULT, "HDF5 file cannot be read");
    refused(file(hdf5, new byte[2000]), RecordingOptions.DEFAULT, "HDF5 file cannot be read");
    byte[] database = Samples.join(ascii("SQLite format 3"), new byte[200]);
    refused(file(database), RecordingOptions.DEFAULT, "no ROS 2 bag");
    refused(file(raw('P', 'K', 3, 4, 0, 0)), RecordingOptions.DEFAULT, "zip");
  }
}
