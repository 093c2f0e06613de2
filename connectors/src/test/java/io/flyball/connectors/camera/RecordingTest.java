package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.raw;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.camera.RecordingOptions.TimeOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir private Path directory;

  private void refused(byte[] content, String why) throws IOException {
    Path file = Files.write(directory.resolve("any.name"), content);
    assertThatThrownBy(() -> Recording.open(file, RecordingOptions.DEFAULT).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsNoRecordingIsRefusedWithAReason() throws IOException {
    refused(raw(), "empty");
    refused(ascii("Dear reader,\nthis is a letter.\n"), "text");
    refused(ascii("no events\n"), "text");
    refused(raw(1, 2, 3, 4, 5), "no known event recording");
    refused(raw(1, 2, 3), "no known event recording");
    refused(ascii("#!AER-DAT1.0\r\n"), "AEDAT version 1.0");
    refused(ascii("% evt 4.0\n% end\n"), "Encoding '4.0'");
    refused(ascii("% date today\n% end\n"), "no encoding");
    refused(ascii("% evt 2.0\n% endianness big\n% end\n"), "big-endian");
    refused(join(ascii("% Version 3\n"), raw(0, 8), le32(1, 2)), "DAT version 3");
    refused(raw(0xff, 0xfe, '1', 0, ',', 0), "UTF-16");
    refused(ascii("#!AER-DAT3.1\r\n#Format: SerializedTS\r\n#!END-HEADER\r\n"), "SerializedTS");
    refused(ascii("#!AER-DAT2.0\r\n# no chip\r\n"), "names no chip");
    refused(ascii("#!AER-DAT2.0\r\n# AEChip: a.b.CDAVIS\r\n"), "a.b.CDAVIS");
    assertThatThrownBy(() -> Recording.open(directory, RecordingOptions.DEFAULT).close())
        .hasMessageContaining("directory");
  }

  @Test
  void aFormatThatIsToldDoesNotOverruleTheContent() throws IOException {
    RecordingOptions told = RecordingOptions.DEFAULT.withFormat(RecordingFormat.AEDAT4);
    Path file = Files.write(directory.resolve("a.aedat4"), ascii("% evt 3.0\n% end\n"));
    assertThatThrownBy(() -> Recording.open(file, told).close())
        .hasMessageContaining("PROPHESEE_RAW by its content, not AEDAT4");
  }

  @Test
  void aHeaderAloneIsARecordingWithoutEvents() throws IOException {
    Path file = Files.write(directory.resolve("header"), ascii("% evt 3.0\n% end\n"));
    RecordingInfo info = RecordingInfo.of(file, RecordingOptions.DEFAULT);
    assertThat(info.events()).isZero();
    assertThat(info.first()).isNull();
    assertThat(info.faults()).isEmpty();
  }

  @Test
  void evt21IsReadInTheOrderItsWordsAreIn() throws IOException {
    byte[] head = ascii("% format EVT21;height=720;width=1280\n% end\n");
    int[] high = {0, 8 << 28 | 2};
    int[] next = {0, 8 << 28 | 3};
    int[] vector = {0b101, 1 << 28 | 7 << 22 | 64 << 11 | 9};
    Path plain =
        Files.write(directory.resolve("a"), join(head, le32(high), le32(vector), le32(next)));
    int[][] words = {high, vector, next};
    byte[] swapped = head;
    for (int[] w : words) {
      swapped = join(swapped, le32(w[1], w[0]));
    }
    Path legacy = Files.write(directory.resolve("b"), swapped);
    for (Path file : new Path[] {plain, legacy}) {
      RecordingInfo info = RecordingInfo.of(file, RecordingOptions.DEFAULT);
      assertThat(info.events()).isEqualTo(2);
      assertThat(info.first()).containsExactly(135L, 64L, 9L, 1L);
      assertThat(info.last()).containsExactly(135L, 66L, 9L, 1L);
      assertThat(info.geometry()).isEqualTo("1280x720");
      assertThat(info.faults()).isEmpty();
    }
  }

  @Test
  void timeCountsFromWhereItIsAskedTo() throws IOException {
    Path file = Samples.file(directory, "evt3_gen31_triggers.raw");
    RecordingOptions fromEvent = RecordingOptions.DEFAULT.withOrigin(TimeOrigin.FIRST_EVENT);
    assertThat(RecordingInfo.of(file, fromEvent).minTime()).isZero();
    RecordingOptions fromHigh = RecordingOptions.DEFAULT.withOrigin(TimeOrigin.FIRST_TIME_HIGH);
    assertThat(RecordingInfo.of(file, fromHigh).minTime()).isEqualTo(7_139_845 - (0x6cf << 12));
  }

  @Test
  void aRecordingConvertsToEveryTargetAndKeepsItsEvents() throws IOException {
    Path source = Samples.file(directory, "evt3_gen31_triggers.raw");
    RecordingInfo before = RecordingInfo.of(source, RecordingOptions.DEFAULT);
    for (RecordingTarget target : RecordingTarget.values()) {
      Path copy = directory.resolve(target.name());
      assertThat(target.convert(source, RecordingOptions.DEFAULT, copy)).isEqualTo(343_474);
      RecordingInfo after = RecordingInfo.of(copy, RecordingOptions.DEFAULT);
      assertThat(after.sha3T()).as(target.name()).isEqualTo(before.sha3T());
      assertThat(after.sha3X()).isEqualTo(before.sha3X());
      assertThat(after.sha3Y()).isEqualTo(before.sha3Y());
      assertThat(after.sha3P()).isEqualTo(before.sha3P());
      assertThat(after.triggerRise()).isEqualTo(target.hasTriggers() ? 2079 : 0);
      assertThat(after.faults()).isEmpty();
    }
  }

  @Test
  void absoluteTimeDoesNotFitEvtWordsAndSaysWhatToDo() throws IOException {
    Path source = Samples.file(directory, "davis346_1s.aedat4");
    assertThatThrownBy(
            () ->
                RecordingTarget.EVT3.convert(
                    source, RecordingOptions.DEFAULT, directory.resolve("out")))
        .hasMessageContaining("count time from the first event");
  }
}
