package io.flyball.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.SensorEncoding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LiveStreamTest {
  private static EventColumns read(LiveStream stream, byte[] bytes, int piece) {
    EventColumns out = new EventColumns();
    for (int at = 0; at < bytes.length; at += piece) {
      byte[] part = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece));
      stream.take(part, part.length, out);
    }
    stream.finish(out);
    return out;
  }

  @Test
  void nothingIsNoEvent() {
    LiveStream stream = new LiveStream(null, null);
    assertThat(read(stream, new byte[3], 1).size()).isZero();
    assertThat(stream.geometry().known()).isFalse();
    assertThat(stream.faults().total()).isZero();
  }

  @Test
  void rawIsTakenWithItsHeaderAndWithoutItWhereTheEncodingIsTold() {
    byte[] file = Samples.bytes("evt3_gen31_triggers.raw");
    LiveStream whole = new LiveStream(null, null);
    assertThat(read(whole, file, 7).size()).isEqualTo(343_474);
    assertThat(whole.geometry()).hasToString("640x480");
    assertThat(whole.packetEncoding()).isEqualTo(SensorEncoding.EVT3);
    int header = new PercentHeader().read(file, 0, file.length);
    byte[] words = Arrays.copyOfRange(file, header, file.length);
    LiveStream told = new LiveStream(SensorEncoding.EVT3, whole.geometry());
    assertThat(read(told, words, 1001).size()).isEqualTo(343_474);
    assertThatThrownBy(() -> read(new LiveStream(null, null), words, 100))
        .hasMessageContaining("--encoding");
  }

  @Test
  void aedat4IsTakenWithAndWithoutItsFirstLine() {
    byte[] file = Samples.bytes("davis346_1s.aedat4");
    assertThat(read(new LiveStream(null, null), file, 4096).size()).isEqualTo(571_266);
    byte[] sent = Arrays.copyOfRange(file, Aedat4Decoder.MAGIC.length(), file.length);
    LiveStream stream = new LiveStream(null, null);
    assertThat(read(stream, sent, 5).size()).isEqualTo(571_266);
    assertThat(stream.geometry()).hasToString("346x260");
    assertThat(stream.packetEncoding()).isEqualTo(SensorEncoding.EVT2);
  }
}
