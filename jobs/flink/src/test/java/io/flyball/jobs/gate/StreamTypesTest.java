package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.EpisodeEvent;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels or is remembered is a Flink POJO all the way down, so that it can evolve. */
class StreamTypesTest {
  private static final RawRecord RAW =
      new RawRecord("t", 1, 2, 3, new byte[] {1}, new byte[] {2}, Map.of("h", new byte[] {4}));
  private static final Proposed PROPOSED =
      new Proposed("s", "t", 1, "r", List.of(new Proposed.Field("x", 1.5, null, null)));
  private static final Ruled RULED =
      new Ruled(
          1, false, true, 4, 1, false, 1, 2_000, 1, List.of("c"), "rule", true, "wait", false);
  private static final StepEvent STEP =
      new StepEvent("e", "s", 1, EpisodeEvent.Kind.END, "grasp", "", 5);

  static Stream<Record> values() {
    ActionEvent proposal = ActionEvent.proposal("a", 1, PROPOSED);
    Scored scored = new Scored("a", 2, 1, true, List.of(1L), List.of(false));
    return Stream.of(
        proposal,
        ActionEvent.critique("a", 2, "c", null, "wait"),
        STEP,
        GateInput.of(RAW, STEP),
        GateInput.of(RAW, proposal),
        new RulesVersion(1, 2, true, "text"),
        new RuledAction(proposal, List.of(RULED)),
        new Judgement("critic/c", "a", 3, .5, true, .25),
        new JudgeTrust(RAW, Judgement.trusted("c", 3, .25), null),
        new Belief("critic/c", 1_000, new byte[] {1, 2}),
        new CriticCall("a", 1, true, null, "wait", "", false),
        scored,
        new GuardEvent(null, scored),
        new InForce(1, 2),
        new VerdictRow(
            "a",
            1,
            "s",
            "t",
            1,
            "r",
            "BLOCK",
            "CRITICS",
            .5,
            .8,
            List.of(new VerdictRow.Weight("c", .1, .2, .3)),
            "",
            "wait",
            1,
            0,
            false),
        new FailureRow("e", 1, 2, "SILENT_FAILURE", 3, List.of("line"), 1, false),
        new NextRow("s", "e", 1, 2, "RETRY", 0, false, .5, .75, 0, .1, "grasp"),
        new GateSign(GateSign.Kind.CRITIQUE, "s", "t", 1, "c", "a", .5, 3));
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
}
