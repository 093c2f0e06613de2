package io.flyball.connectors.camera;

import static io.flyball.connectors.camera.Samples.join;
import static io.flyball.connectors.camera.Samples.raw;
import static io.flyball.connectors.camera.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Fault;
import org.junit.jupiter.api.Test;

class EsDecoderTest {
  private final EsDecoder decoder = new EsDecoder();

  private static byte[] file(int type, int... body) {
    byte[] sizes = type == 0 ? raw() : raw(10, 0, 8, 0);
    return join(EsDecoder.MAGIC, raw(2, 0, 0, type), sizes, raw(body));
  }

  @Test
  void dvsTimeAdvancesByOverflowsAndRowsAreTurned() {
    EventColumns c =
        decoder.decodeAll(
            file(1, 5 << 1 | 1, 3, 0, 0, 0, 0xFF, 0xFF, 0xFE, 6 << 1, 9, 0, 7, 0, 1, 10, 0, 0, 0));
    assertThat(text(c)).isEqualTo("5 3,7 ON\n265 9,0 OFF\n");
    assertThat(decoder.faults().count(Fault.OUT_OF_RANGE)).isEqualTo(1);
  }

  @Test
  void atisThresholdCrossingsAreFollowedButAreNoChangeEvents() {
    EventColumns c =
        decoder.decodeAll(
            file(
                2,
                0xFD,
                4 << 2 | 2,
                1,
                0,
                1,
                0,
                0xFF,
                5 << 2 | 3,
                2,
                0,
                2,
                0,
                0xFC,
                0,
                3,
                0,
                3,
                0));
    assertThat(text(c)).isEqualTo("67 1,6 ON\n261 3,4 OFF\n");
    assertThat(decoder.others()).isEqualTo(1);
  }

  @Test
  void genericAndColourRecordsAreCounted() {
    decoder.decodeAll(file(0, 9, 2 << 1, 'h', 'i', 0xFF, 3, 0 << 1));
    assertThat(decoder.others()).isEqualTo(2);
    EsDecoder colour = new EsDecoder();
    EventColumns c = colour.decodeAll(file(4, 0xFF, 3, 1, 0, 1, 0, 9, 9, 9));
    assertThat(colour.others()).isEqualTo(1);
    assertThat(c.isEmpty()).isTrue();
    assertThat(decoder.faults().total() + colour.faults().total()).isZero();
  }

  @Test
  void whatEndsEarlyIsReported() {
    decoder.decodeAll(file(1, 0xFF, 2, 3, 0));
    assertThat(decoder.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
    EsDecoder generic = new EsDecoder();
    generic.decodeAll(file(0, 9, 20 << 1, 'h', 'i'));
    assertThat(generic.faults().count(Fault.TRUNCATED_TAIL)).isEqualTo(1);
    EsDecoder other = new EsDecoder();
    other.decodeAll(file(3, 1, 2));
    assertThat(other.faults().count(Fault.GARBAGE)).isEqualTo(1);
  }
}
