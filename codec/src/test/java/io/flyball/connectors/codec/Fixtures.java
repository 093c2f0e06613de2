package io.flyball.connectors.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.core.record.Refusal;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

final class Fixtures {
  static final Instant NOON = Instant.parse("2023-11-14T12:00:00.250Z");

  private Fixtures() {}

  static Exposure exposure() {
    return Exposure.newBuilder()
        .setId("e-1")
        .setTime(NOON)
        .setUser("Zoë")
        .setItem("shoe-14")
        .setDecisionId("d-1")
        .setSurface("home")
        .setPosition(3)
        .setItemSource(ItemSource.AI)
        .setCategories(List.of("shoes", "men"))
        .setModelVersion("bts-7")
        .setPropensity(0.25)
        .setRandomHoldout(true)
        .build();
  }

  static FeedbackSignal click() {
    return FeedbackSignal.newBuilder()
        .setId("s-1")
        .setTime(NOON.plusSeconds(5))
        .setUser("Zoë")
        .setKind(SignalKind.CLICK)
        .setExposureId("e-1")
        .build();
  }

  static RawRecord raw(byte[] value) {
    return raw(value, Map.of());
  }

  static RawRecord raw(byte[] value, Map<String, byte[]> headers) {
    return new RawRecord("feedback.exposures", 2, 77, 1_700_000_000_000L, null, value, headers);
  }

  static byte[] json(String text) {
    return text.getBytes(UTF_8);
  }

  static <T> T good(Decoded<T> decoded) {
    if (decoded instanceof Decoded.Good<T> good) {
      return good.value();
    }
    throw new AssertionError("refused: " + refusal(decoded));
  }

  static Refusal refusal(Decoded<?> decoded) {
    if (decoded instanceof Decoded.Refused<?> refused) {
      return refused.refusal();
    }
    throw new AssertionError("not refused: " + decoded);
  }
}
