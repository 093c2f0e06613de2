package io.flyball.connectors.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import io.flyball.schemas.ArmOption;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Reward;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLimitsTest {

  private static Reward.Builder reward() {
    return Reward.newBuilder()
        .setId("r1")
        .setTime(Instant.ofEpochSecond(1_700_000_000))
        .setDecisionId("shop/1")
        .setValue(1.0);
  }

  private static DecisionRequest request(List<Double> context, List<ArmOption> arms) {
    return DecisionRequest.newBuilder()
        .setId("shop/1")
        .setTime(Instant.ofEpochSecond(1_700_000_000))
        .setContext(context)
        .setArms(arms)
        .build();
  }

  @Test
  void recordWithoutLimitedValuesPasses() {
    assertThat(fault(request(List.of(), List.of()))).isNull();
  }

  @Test
  void nameAtItsLimitPassesAndOneCharacterMoreIsRefusedWithItsField() {
    assertThat(fault(request(List.of(), List.of(arm("a".repeat(10_000)))))).isNull();
    Refusal fault = fault(request(List.of(), List.of(arm("b"), arm("a".repeat(10_001)))));
    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault.field()).isEqualTo("arms[1].id");
    assertThat(fault.message()).isEqualTo("10001 characters, where 10000 are allowed");
  }

  @Test
  void idThatAJobPutTogetherMayBeLonger() {
    assertThat(fault(reward().setId("a".repeat(40_000)).build())).isNull();
    assertThat(fault(reward().setArm("a".repeat(40_001)).build()).field()).isEqualTo("arm");
  }

  @Test
  void tenThousandArmsPassAndOneMoreIsRefused() {
    List<ArmOption> most = new ArrayList<>(Collections.nCopies(10_000, arm("a")));
    assertThat(fault(request(List.of(), most))).isNull();
    most.add(arm("b"));
    Refusal fault = fault(request(List.of(), most));
    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault.field()).isEqualTo("arms");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, Double.MIN_VALUE, -1e-310, 1e12, -1e12})
  void numbersWithinTheLimitPass(double number) {
    assertThat(fault(request(List.of(1.0, number), List.of(arm("a"))))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        1.001e12,
        -1e155,
        1e308,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void numbersBeyondTheLimitAreRefusedWhereverTheyStand(double number) {
    Refusal fault = fault(request(List.of(1.0, number), List.of(arm("a"))));
    assertThat(fault.reason()).isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(fault.field()).isEqualTo("context[1]");
    assertThat(fault(reward().setValue(number).build()).field()).isEqualTo("value");
    assertThat(fault(reward().setComponents(Map.of("dwell", number)).build()).field())
        .isEqualTo("components.dwell");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 9e-101})
  void probabilityThatCannotBeDividedByIsRefused(double propensity) {
    assertThat(fault(reward().setPropensity(propensity).build()).reason())
        .isEqualTo(Reason.OUT_OF_RANGE);
    assertThat(fault(reward().setPropensity(1e-100).build())).isNull();
  }

  @Test
  void longNameInAMapIsRefusedWithoutBeingRepeated() {
    Refusal fault = fault(reward().setComponents(Map.of("a".repeat(10_001), 1.0)).build());
    assertThat(fault.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(fault.field()).isEqualTo("components");
  }

  @Test
  void jsonIsHeldAgainstTheSameLimits() {
    String json =
        "{\"id\":\"shop/1\",\"time\":1700000000000,\"context\":[1e155],\"arms\":[{\"id\":\"a\"}]}";
    Decoded<DecisionRequest> decoded =
        RecordCodec.of(DecisionRequest.class)
            .decode(
                new RawRecord("t", 0, 0, 0, null, json.getBytes(StandardCharsets.UTF_8), Map.of()));
    assertThat(((Decoded.Refused<?>) decoded).refusal().field()).isEqualTo("context[0]");
  }

  @Test
  void idFromACloudEventsHeaderIsHeldAgainstTheLimitToo() {
    byte[] value = RecordCodec.of(Reward.class).encode(reward().setId("").build());
    byte[] id = "a".repeat(70_000).getBytes(StandardCharsets.UTF_8);
    Decoded<Reward> decoded =
        RecordCodec.of(Reward.class)
            .decode(new RawRecord("t", 0, 0, 0, null, value, Map.of("ce_id", id)));
    assertThat(((Decoded.Refused<?>) decoded).refusal().field()).isEqualTo("id");
  }

  @Test
  void deadLetterOfAnyRecordCanBeRead() {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setJob("bandit")
            .setReason("TOO_LARGE")
            .setMessage("m".repeat(70_000))
            .setTopic("t")
            .setTime(Instant.EPOCH)
            .build();
    assertThat(fault(letter)).isNull();
  }

  @Test
  void everyNumberAndNameOfTheRecordsThatJobsReadHasALimit() {
    assertThat(FieldLimits.of(AttributedFeedback.getClassSchema()).byPath())
        .containsEntry("id", FieldLimit.DERIVED_NAME)
        .containsEntry("exposure.propensity", FieldLimit.DIVISOR)
        .containsEntry("exposure.categories", FieldLimit.ITEMS)
        .containsEntry("exposure.categories[]", FieldLimit.DERIVED_NAME)
        .containsEntry("signal.value", FieldLimit.NUMBER)
        .doesNotContainKey("signal.text");
    assertThat(FieldLimits.of(DecisionRequest.getClassSchema()).byPath())
        .containsEntry("context", FieldLimit.NUMBERS)
        .containsEntry("context[]", FieldLimit.NUMBER)
        .containsEntry("arms[].features[]", FieldLimit.NUMBER);
  }

  private static ArmOption arm(String id) {
    return ArmOption.newBuilder().setId(id).build();
  }

  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> Refusal fault(T record) {
    RecordCodec<T> codec = RecordCodec.of((Class<T>) record.getClass(), 1 << 26);
    RawRecord raw = new RawRecord("t", 0, 0, 0, null, codec.encode(record), Map.of());
    return codec.decode(raw) instanceof Decoded.Refused<T> refused ? refused.refusal() : null;
  }
}
