package io.flyball.jobs.reward;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.ControlUpdate;
import io.flyball.core.reward.ArmRewards;
import io.flyball.core.reward.Held;
import io.flyball.core.reward.LearnedWeights;
import io.flyball.core.reward.OpenReward;
import io.flyball.core.reward.PolicyRewards;
import io.flyball.core.reward.Reward;
import io.flyball.core.reward.RewardCount;
import io.flyball.core.reward.RewardRow;
import io.flyball.core.reward.Scale;
import io.flyball.core.reward.SessionStep;
import io.flyball.core.reward.group.Attempt;
import io.flyball.core.reward.group.AttemptGroup;
import io.flyball.core.reward.group.FeedbackMemory;
import io.flyball.core.reward.weigh.CovarianceWeights;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels or is remembered is a Flink POJO all the way down, so that it can evolve. */
class StreamTypesTest {
  private static final RawRecord RAW =
      new RawRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {2}, Map.of("h", new byte[] {4}));
  private static final RewardRow ROW =
      new RewardRow("r", 1, "p/1", "film", "home", "visit", 2, "click", .5, "s", 3, true);
  private static final Attempt ATTEMPT = new Attempt("a", 1, null, 0, Map.of("score", .5), true);
  private static final TriedRow TRIED =
      new TriedRow("q", new FeedbackMemory.Tried("g/a", 1, "text", null, Map.of("score", .5)), 3);
  private static final ControlUpdate CONTROL =
      new ControlUpdate("reward", 7, 1, Map.of("weights.click", "2"), null);

  static Stream<Record> values() {
    return Stream.of(
        ROW,
        new RewardInput(RAW, 1, ROW, null, null, null),
        new RewardInput(RAW, 1, null, RewardCount.UNVALUED, null, null),
        new RewardMember("g", ATTEMPT, RAW, 9, TRIED),
        new RewardMember("g", ATTEMPT, RAW, 9, null),
        TRIED,
        new MemoryRow("q", 4, new FeedbackMemory(List.of(TRIED.tried()), 2)),
        new FeedbackMemory(List.of(TRIED.tried()), 2),
        new AttemptGroup(List.of(ATTEMPT), 3, 4, false),
        new OpenReward(
            "p/1",
            "home\nfilm",
            "",
            "p/0",
            0,
            Map.of("click", new Held(1, 2, 3, "s", true)),
            1,
            2,
            3,
            4,
            5,
            "film",
            0),
        new OpenReward("p/1", "", "", "", -1, Map.of(), 0, 0, 0, 0, 0, null, 0),
        new PolicyRewards(null, null, 0, Long.MIN_VALUE),
        new PolicyRewards(CONTROL, CONTROL, 3, 5),
        new ArmRewards(2, Map.of("click", 1.5), 1, 2),
        new Scale(1, 2, 3),
        new LearnedWeights(
            List.of("click"),
            new double[] {1},
            new CovarianceWeights.State(
                3, .5, new double[] {.1}, new double[] {.2}, new double[] {1.1})),
        new SessionStep(1, "p/1", "home"),
        reward(null, null),
        reward(.5, "reward/p/1/0"));
  }

  private static Reward reward(Double propensity, String corrects) {
    return new Reward(
        "reward/p/1/1",
        1,
        "p/1",
        .5,
        List.of(1.0, 0.0),
        Map.of("click", 1.0),
        null,
        propensity,
        1,
        corrects,
        7,
        Map.of("next", .25),
        List.of("s"),
        Map.of("bonus", .1));
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyRecordIsAPojoWithoutGenericPartsAndComesBackEqual(Record value) throws IOException {
    assertComesBack(value.getClass(), value);
  }

  private static <T> void assertComesBack(Class<T> type, Object value) throws IOException {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(config);
    assertThat(serializer).isInstanceOf(PojoSerializer.class);
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(type.cast(value), out);
    T back = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    assertThat(back).usingRecursiveComparison().isEqualTo(value);
  }

  @Test
  void aRewardTravelsAsAvroAndComesBack() {
    for (Reward reward : List.of(reward(null, null), reward(.5, "reward/p/1/0"))) {
      assertThat(RewardMapping.fromAvro(RewardMapping.toAvro(reward))).isEqualTo(reward);
    }
    assertThat(RewardMapping.toAvro(reward(null, "reward/p/1/0")).getKind())
        .isEqualTo(io.flyball.schemas.RewardKind.CORRECTION);
  }
}
