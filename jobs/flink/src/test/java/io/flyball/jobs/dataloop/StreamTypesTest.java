package io.flyball.jobs.dataloop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.dataloop.JudgedSample;
import io.flyball.core.dataloop.SampleVerdict;
import io.flyball.schemas.LabelOpinion;
import java.io.IOException;
import java.util.List;
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
  static Stream<Record> values() {
    DataloopConfig config = Fixtures.config();
    DataloopRecord probe = Fixtures.taken(config, Fixtures.probe("s", 1, "a", "b"));
    return Stream.of(
        probe,
        Fixtures.taken(config, Fixtures.vote("s", 1, "j", LabelOpinion.BOTH_CORRECT)),
        Fixtures.taken(config, Fixtures.vote("s", 1, "j", null)),
        Fixtures.taken(config, Fixtures.step("q", 1, "n", "", 3.5)),
        Fixtures.taken(config, Fixtures.step("q", 1, "n", null, -3.5)),
        Fixtures.taken(config, Fixtures.transition("t", 1, "x", "a", 1, "y")),
        DataloopInput.of(probe),
        new JudgedSample(probe.probe(), SampleVerdict.FAILED, List.of("a"), 2, 7),
        new RateEvent("noise/x", 1, true),
        new RateRow("noise/x", 1, 2, 1, .5, .1, .9),
        new SearchRow("q", 1, null, List.of("n"), 3, 2, 1),
        new PlanRow(
            "t",
            1,
            2,
            3,
            .5,
            .4,
            List.of("x"),
            List.of("a"),
            List.of("a"),
            List.of(.0),
            List.of(.1)));
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
