package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** NumPy and HDF5 files put together by hand, and what other writers made of the same events. */
class ArrayRecordingsTest {
  @TempDir private Path directory;

  private static byte[] npy(String descr, String shape, byte[] rows) {
    String header = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }\n";
    byte[] length =
        ByteBuffer.allocate(2)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort((short) header.length())
            .array();
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    return join(magic, length, ascii(header), rows);
  }

  private EventColumns read(Path file, RecordingOptions options) throws IOException {
    EventColumns all = new EventColumns();
    EventColumns piece = new EventColumns();
    try (Recording recording = Recording.open(file, options)) {
      while (recording.read(piece)) {
        all.addAll(piece);
      }
    }
    return all;
  }

  private String events(byte[] content, RecordingOptions options) throws IOException {
    return text(read(Files.write(directory.resolve("any"), content), options));
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  @Test
  void anArrayWithoutRowsIsARecordingWithoutEvents() throws IOException {
    String none =
        events(
            npy("[('t', '<i8'), ('x', '<i2'), ('y', '<i2'), ('p', '|b1')]", "(0,)", new byte[0]),
            RecordingOptions.DEFAULT);
    assertThat(none).isEmpty();
  }

  /** Bytes of two events as numpy.save wrote them for the dtypes of tonic and expelliarmus. */
  @Test
  void aStructuredArrayIsReadByItsFields() throws IOException {
    String two = "1000 3,1 ON\n4000 5,2 OFF\n";
    byte[] rows = hex("0300 0100 e803000000000000 01 0500 0200 a00f000000000000 00");
    String descr = "[('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '|b1')]";
    assertThat(events(npy(descr, "(2,)", rows), RecordingOptions.DEFAULT)).isEqualTo(two);
    byte[] padded =
        hex("e803000000000000 0300 0100 01 000000 a00f000000000000 0500 0200 00 000000");
    String aligned = "[('t', '<i8'), ('x', '<i2'), ('y', '<i2'), ('p', '|u1'), ('', '|V3')]";
    assertThat(events(npy(aligned, "(2,)", padded), RecordingOptions.DEFAULT)).isEqualTo(two);
    byte[] turned = hex("00000000000003e8 0003 0001 01 0000000000000fa0 0005 0002 00");
    String big = "[('t', '>i8'), ('x', '>i2'), ('y', '>i2'), ('p', '|b1')]";
    assertThat(events(npy(big, "(2,)", turned), RecordingOptions.DEFAULT)).isEqualTo(two);
  }

  @Test
  void aPlainArrayIsReadInTheOrderThatIsToldAndTheUnitToo() throws IOException {
    ByteBuffer rows = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    for (double v : new double[] {3, 1, 0.001, 1, 5, 2, 0.004, 0}) {
      rows.putDouble(v);
    }
    byte[] file = npy("'<f8'", "(2, 4)", rows.array());
    RecordingOptions told = RecordingOptions.DEFAULT.withOrder(CsvOrder.parse("xytp"));
    assertThat(events(file, told.withUnit(CsvUnit.S))).isEqualTo("1000 3,1 ON\n4000 5,2 OFF\n");
  }

  @Test
  void whatHoldsNoNumbersIsRefused() {
    assertThatThrownBy(() -> events(npy("'|O'", "(2,)", new byte[16]), RecordingOptions.DEFAULT))
        .hasMessageContaining("'|O'");
    assertThatThrownBy(
            () ->
                events(
                    npy("[('a', '<i8'), ('b', '<i2')]", "(0,)", new byte[0]),
                    RecordingOptions.DEFAULT))
        .hasMessageContaining("fields a, b");
    assertThatThrownBy(() -> events(npy("'<i8'", "(2, 3)", new byte[48]), RecordingOptions.DEFAULT))
        .hasMessageContaining("3 columns");
  }

  @Test
  void anArrayThatEndsEarlyOrLateIsTold() {
    byte[] rows = hex("0300 0100 e803000000000000 01");
    String descr = "[('x', '<i2'), ('y', '<i2'), ('t', '<i8'), ('p', '|b1')]";
    NpyDecoder shorter = new NpyDecoder(RecordingOptions.DEFAULT);
    assertThat(shorter.decodeAll(npy(descr, "(2,)", rows)).size()).isEqualTo(1);
    assertThat(shorter.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
    NpyDecoder longer = new NpyDecoder(RecordingOptions.DEFAULT);
    assertThat(longer.decodeAll(npy(descr, "(1,)", join(rows, rows))).size()).isEqualTo(1);
    assertThat(longer.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }

  private byte[] archive(String... nameAndHex) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int k = 0; k < nameAndHex.length; k += 3) {
        zip.putNextEntry(new ZipEntry(nameAndHex[k] + ".npy"));
        zip.write(npy("'" + nameAndHex[k + 1] + "'", "(2,)", hex(nameAndHex[k + 2])));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void anArchiveOfFourArraysIsReadAlsoWhenItIsPacked() throws IOException {
    byte[] file =
        archive(
            "x",
            "<u2",
            "0300 0500",
            "y",
            "<u2",
            "0100 0200",
            "t",
            "<i8",
            "e803000000000000 a00f000000000000",
            "p",
            "|u1",
            "01 00");
    String two = "1000 3,1 ON\n4000 5,2 OFF\n";
    assertThat(events(file, RecordingOptions.DEFAULT)).isEqualTo(two);
    var packed = new java.io.ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(file);
    }
    assertThat(events(packed.toByteArray(), RecordingOptions.DEFAULT)).isEqualTo(two);
    assertThatThrownBy(() -> events(archive("x", "<u2", "0300 0500"), RecordingOptions.DEFAULT))
        .hasMessageContaining("x.npy");
  }

  private Path hdf5(String group, String[] names, Object... columns) {
    Path file = directory.resolve("events.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup events = hdf.putGroup(group);
      for (int k = 0; k < names.length; k++) {
        events.putDataset(names[k], columns[k]);
      }
      hdf.putDataset("t_offset", 5_000_000L);
    }
    return file;
  }

  @Test
  void fourDatasetsOfOneGroupAreEventsAndTheirOffsetIsAdded() throws IOException {
    Path dsec =
        hdf5(
            "events",
            new String[] {"x", "y", "p", "t"},
            new short[] {3, 5},
            new short[] {1, 2},
            new byte[] {1, 0},
            new long[] {1000, 4000});
    assertThat(text(read(dsec, RecordingOptions.DEFAULT)))
        .isEqualTo("5001000 3,1 ON\n5004000 5,2 OFF\n");
    Path rpg =
        hdf5(
            "davis",
            new String[] {"xs", "ys", "ps", "ts"},
            new short[] {3, 5},
            new short[] {1, 2},
            new byte[] {1, -1},
            new double[] {0.001, 0.004});
    assertThat(text(read(rpg, RecordingOptions.DEFAULT)))
        .isEqualTo("5001000 3,1 ON\n5004000 5,2 OFF\n");
    assertThatThrownBy(() -> read(rpg, RecordingOptions.DEFAULT.withStream("left")))
        .hasMessageContaining("'left'")
        .hasMessageContaining("/davis/xs");
  }

  /** Ten events in chunks of four, as another writer lays them out; every chunk counts. */
  @Test
  void chunkedFilesOfAnotherWriterAreReadToTheirLastChunk() throws IOException {
    long[] t = {0, 500, 2100, 5000, 5000, 7100, 7200, 7200, 8100, 9000};
    for (String name : new String[] {"dsec", "metavision", "bool"}) {
      Path file = Samples.file(directory, "h5py_" + name + ".h5");
      EventColumns c = read(file, RecordingOptions.DEFAULT);
      assertThat(c.size()).as(name).isEqualTo(10);
      long offset = name.equals("dsec") ? 49_599_311_000L : 0;
      for (int i = 0; i < 10; i++) {
        assertThat(c.t(i)).as("%s %s", name, i).isEqualTo(offset + t[i]);
        assertThat(c.x(i)).isEqualTo(3 + 30 * i);
        assertThat(c.y(i)).isEqualTo(1 + 20 * i);
        assertThat(c.p(i)).isEqualTo(i % 2);
      }
    }
  }

  /** A chunk of ten u32 times that c-blosc packed with Zstandard and a byte shuffle. */
  @Test
  void aBloscChunkGivesTheNumbersThatWerePacked() {
    byte[] chunk =
        hex(
            "0201910428000000280000003c000000140000002400000028b52ffd2028dd0000a800f4348888bc2020"
                + "a42800010813131b1c1c1f2300010013c004");
    byte[] plain = new BloscFilter().decode(chunk, new int[0]);
    ByteBuffer times = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    int[] found = new int[10];
    times.asIntBuffer().get(found);
    assertThat(found).containsExactly(0, 500, 2100, 5000, 5000, 7100, 7200, 7200, 8100, 9000);
    assertThatThrownBy(() -> new BloscFilter().decode(java.util.Arrays.copyOf(chunk, 30), null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIndexOfMillisecondsIsThatOfTheDataSet() {
    long[] t = {0, 500, 2100, 5000, 5000, 7100, 7200, 7200, 8100, 9000};
    assertThat(Hdf5Writer.milliseconds(t)).containsExactly(0, 2, 2, 3, 3, 3, 5, 5, 8, 9);
  }

  @Test
  void aSelectionKeepsAStretchOfTimeAndAWindowOfPixels() throws IOException {
    Path file = Samples.file(directory, "davis346_first20000.csv");
    EventSelection cut =
        new EventSelection(5_000L, 9_000L, EventSelection.Region.parse("100,50,64x48"), false);
    EventColumns all = read(file, RecordingOptions.DEFAULT);
    EventColumns some = read(file, RecordingOptions.DEFAULT.withSelection(cut));
    int expected = 0;
    for (int i = 0; i < all.size(); i++) {
      long since = all.t(i) - all.t(0);
      boolean in = all.x(i) >= 100 && all.x(i) < 164 && all.y(i) >= 50 && all.y(i) < 98;
      expected += in && since >= 5_000 && since < 9_000 ? 1 : 0;
    }
    assertThat(expected).isPositive();
    assertThat(some.size()).isEqualTo(expected);
  }
}
