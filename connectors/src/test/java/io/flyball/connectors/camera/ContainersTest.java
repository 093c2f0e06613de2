package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.ascii;
import static io.flyball.connectors.camera.Samples.be32;
import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.le32;
import static io.flyball.connectors.camera.Samples.raw;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import io.flyball.core.camera.Geometry;
import org.junit.jupiter.api.Test;

class ContainersTest {
  private static final byte[] AEDAT2 = ascii("#!AER-DAT2.0\r\n#End Of ASCII Header\r\n");

  private static int davis(int x, int y, int polarity) {
    return (259 - y) << 22 | (345 - x) << 12 | polarity << 11;
  }

  @Test
  void framesAndMotionBetweenAedat2EventsAreSkippedAndExternalInputIsATrigger() {
    Aedat2Decoder d = new Aedat2Decoder(Aedat2Chip.DAVIS346);
    EventColumns c =
        d.decodeAll(
            join(
                AEDAT2,
                be32(davis(3, 4, 1), 10),
                be32(1 << 31 | davis(3, 4, 1), 11),
                be32(1 << 10, 12),
                be32(davis(345, 259, 0), 13)));
    assertThat(text(c)).isEqualTo("10 3,4 ON\n13 345,259 OFF\ntrigger 12 1\n");
    assertThat(d.faults().total()).isZero();
  }

  @Test
  void aedat2TimeWrapsAtEitherRangeAndAResetIsReported() {
    Aedat2Decoder signed = new Aedat2Decoder(Aedat2Chip.DAVIS346);
    int e = davis(0, 0, 1);
    EventColumns c = signed.decodeAll(join(AEDAT2, be32(e, Integer.MAX_VALUE), be32(e, 5)));
    assertThat(c.t(1)).isEqualTo((1L << 31) + 5);
    Aedat2Decoder full = new Aedat2Decoder(Aedat2Chip.DAVIS346);
    c =
        full.decodeAll(
            join(AEDAT2, be32(e, Integer.MAX_VALUE), be32(e, 1 << 31), be32(e, -1, e, 5)));
    assertThat(c.t(1)).isEqualTo(1L << 31);
    assertThat(c.t(3)).isEqualTo((1L << 32) + 5);
    assertThat(signed.faults().total() + full.faults().total()).isZero();
    Aedat2Decoder reset = new Aedat2Decoder(Aedat2Chip.DAVIS346);
    c = reset.decodeAll(join(AEDAT2, be32(e, 50_000_000), be32(e, 5)));
    assertThat(c.t(1)).isEqualTo(5);
    assertThat(reset.faults().count(Fault.BACKWARD_TIME)).isEqualTo(1);
  }

  /** Source of the layout: jAER's extractor of that chip, in which a set bit is OFF. */
  @Test
  void aDvs128LaysItsAddressesOutInItsOwnWay() {
    Aedat2Decoder d = new Aedat2Decoder(Aedat2Chip.DVS128);
    EventColumns c =
        d.decodeAll(join(AEDAT2, be32(5 << 8 | 3 << 1, 7, 5 << 8 | 3 << 1 | 1, 8, 1 << 15, 9)));
    assertThat(text(c)).isEqualTo("7 124,122 ON\n8 124,122 OFF\ntrigger 9 1\n");
    assertThat(d.faults().total()).isZero();
  }

  @Test
  void anAedat2EventOutsideTheSensorIsDropped() {
    Aedat2Decoder d = new Aedat2Decoder(Aedat2Chip.DAVIS346);
    EventColumns c = d.decodeAll(join(AEDAT2, be32(400 << 12, 1), be32(300 << 22, 1), raw(1, 2)));
    assertThat(c.isEmpty()).isTrue();
    assertThat(d.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(2);
    assertThat(d.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
  }

  @Test
  void datHoldsEventsOrTriggers() {
    byte[] head =
        ascii("% Data file containing CD events\n% Version 2\n% Width 640\n% Height 480\n");
    byte[] body = le32(7, 1 << 28 | 3 << 14 | 2, 8, 480 << 14, 9, 5 << 28);
    DatDecoder d = new DatDecoder(null);
    EventColumns c = d.decodeAll(join(head, raw(0x0C, 8), body));
    assertThat(text(c)).isEqualTo("7 2,3 ON\n");
    assertThat(d.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(1);
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(1);
    c = new DatDecoder(null).decodeAll(join(head, raw(0x0E, 8), le32(9, 1 << 8 | 1)));
    assertThat(text(c)).isEqualTo("trigger 9 1\n");
    c = new DatDecoder(null).decodeAll(join(head, raw(0, 8), le32(-1, 0, 4, 0)));
    assertThat(c.t(1)).isEqualTo((1L << 32) + 4);
  }

  private static byte[] packet(int type, int size, int overflow, int number, byte[] events) {
    byte[] head = le32(1 << 16 | type, size, 4, overflow, number, number, number);
    return join(head, events);
  }

  @Test
  void aedat31SkipsOtherPacketsAndInvalidEvents() {
    byte[] events = le32(5 << 17 | 6 << 2 | 3, 100, 5 << 17 | 6 << 2 | 2, 101);
    Aedat31Decoder d = new Aedat31Decoder(RecordingOptions.DEFAULT);
    EventColumns c =
        d.decodeAll(
            join(
                ascii("#!AER-DAT3.1\r\n#Source 1: DAVIS346\r\n#!END-HEADER\r\n"),
                packet(3, 36, 0, 2, new byte[72]),
                packet(0, 8, 0, 2, le32(2 << 1 | 1, 90, 3 << 1 | 1, 95)),
                packet(1, 8, 1, 2, events),
                packet(77, 3, 0, 1, new byte[3])));
    assertThat(text(c)).isEqualTo((100 + (1L << 31)) + " 5,6 ON\ntrigger 90 1\ntrigger 95 0\n");
    assertThat(d.geometry()).isEqualTo(new Geometry(346, 260));
    assertThat(d.faults().total()).isZero();
  }

  @Test
  void aedat31StopsAtAPacketThatCannotBe() {
    Aedat31Decoder d = new Aedat31Decoder(RecordingOptions.DEFAULT);
    d.decodeAll(join(ascii("#!AER-DAT3.1\r\n#!END-HEADER\r\n"), packet(1, -8, 0, 2, new byte[99])));
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(1);
    assertThat(d.faults().total()).isEqualTo(1);
  }

  @Test
  void nmnistRecordsAndTheirOverflowRow() {
    byte[] bytes = raw(3, 4, 0x80, 0, 9, 0, 240, 0, 0, 0, 33, 5, 0x01, 0x02, 0x03);
    EventColumns c = new NMnistDecoder().decodeAll(bytes);
    assertThat(text(c)).isEqualTo("9 3,4 ON\n" + (8192 + 0x10203) + " 33,5 OFF\n");
    assertThat(NMnistDecoder.looksLike(bytes, bytes.length, bytes.length)).isFalse();
    byte[] more = bytes;
    for (int k = 0; k < 6; k++) {
      more = join(more, raw(1, 2, 0x05, 0, k));
    }
    assertThat(NMnistDecoder.looksLike(more, more.length, more.length)).isTrue();
    assertThat(NMnistDecoder.looksLike(more, more.length, more.length + 1L)).isFalse();
  }

  @Test
  void libcaerCmpWordsCountTimeFromTheirMessage() {
    LibcaerCmpDecoder d = new LibcaerCmpDecoder(new Geometry(346, 260), 1_000_000);
    byte[] words =
        raw(
            0x01, 0x00, 0x05, 0x10, 0x07, 0x20, 0x09, 0x38, 0x0A, 0x40, 0x81, 0x50, 0x01, 0x50, 1,
            0x90);
    EventColumns c = d.decodeAll(words);
    assertThat(text(c))
        .isEqualTo("1004101 7,9 ON\n1004101 7,10 OFF\n1004101 7,17 OFF\n1004101 7,18 OFF\n");
    assertThat(d.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }
}
