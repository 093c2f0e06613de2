package io.flyball.jobs.bias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.EventEncoding;
import io.flyball.schemas.EventPacket;
import io.flyball.schemas.RateWindow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BiasDecoderTest {
  private static final RecordCodec<EventPacket> PACKETS = RecordCodec.of(EventPacket.class);
  private static final RecordCodec<RateWindow> RATES = RecordCodec.of(RateWindow.class);

  private final BiasDecoder decoder = new BiasDecoder(Fixtures.config("bias.rates-topic=rates"));

  private static EventPacket packet() {
    return BiasMapping.toAvro(Fixtures.packet("c", 3, 1_000, 2_000, 5));
  }

  private CameraInput decoded(String topic, byte[] value) {
    return decoder.apply(Fixtures.raw(topic, 0, 0, value));
  }

  @Test
  void aPacketComesBackAsItWasWritten() {
    CameraInput in = decoded("camera.packets", PACKETS.encode(packet()));
    assertThat(in.refusal()).isNull();
    assertThat(in.packet())
        .usingRecursiveComparison()
        .isEqualTo(Fixtures.packet("c", 3, 1_000, 2_000, 5));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("BAD_ENUM:encoding", change(p -> p.setEncoding(EventEncoding.OTHER))),
        arguments("BAD_ENUM:sensor", change(p -> p.setSensor("eye"))),
        arguments("MISSING_FIELD:camera", change(p -> p.setCamera(""))),
        arguments("OUT_OF_RANGE:sequence", change(p -> p.setSequence(-1))),
        arguments("OUT_OF_RANGE:width", change(p -> p.setHeight(0))),
        arguments("OUT_OF_RANGE:endUs", change(p -> p.setEndUs(0))));
  }

  private static Consumer<EventPacket> change(Consumer<EventPacket> change) {
    return change;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatNoCameraCanHaveSentIsRefused(String code, Consumer<EventPacket> change) {
    EventPacket bad = packet();
    change.accept(bad);
    CameraInput in = decoded("camera.packets", PACKETS.encode(bad));
    assertThat(in.packet()).isNull();
    assertThat(in.refusal()).extracting(Refusal::code).isEqualTo(code);
    assertThat(in.refusal().message()).isNotBlank();
  }

  @Test
  void ratesMustBeNumbers() {
    RateWindow rate = BiasMapping.toAvro(Fixtures.rate("c", 0, 1e6).rate());
    assertThat(decoded("rates", RATES.encode(rate)).rate())
        .isEqualTo(Fixtures.rate("c", 0, 1e6).rate());
    rate.setRate(Double.NaN);
    assertThat(decoded("rates", RATES.encode(rate)).refusal().code())
        .isEqualTo("OUT_OF_RANGE:rate");
  }

  @Test
  void brokenBytesAndOtherRecordsAreRefused() {
    assertThat(decoded("camera.packets", new byte[0]).refusal().code()).isEqualTo("EMPTY_VALUE");
    assertThat(decoded("camera.packets", new byte[] {9, 9}).refusal().code())
        .isEqualTo("UNKNOWN_FORMAT");
    RateWindow rate = BiasMapping.toAvro(Fixtures.rate("c", 0, 1e6).rate());
    assertThat(decoded("camera.packets", RATES.encode(rate)).refusal()).isNotNull();
  }
}
