package io.flyball.jobs.modes;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.modes.Observation.Kind;
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
  private static final Observation SEEN =
      new Observation(Kind.PAIR, "", "e", "s", "p", "i", 1, -1, .5, .25, "c", true, RAW);
  private static final Signs SIGNS = new Signs(-1, 3, .5, null, .1, null, 4.5);

  static Stream<Record> values() {
    return Stream.of(
        SEEN,
        ModesInput.of(SEEN),
        ModesInput.passedOver(RAW, 1),
        new SegmentEvent("s", 1, "e", -1, 2, 0),
        new ScopeEvent("policy/p", 1, "c", 2, true, 0, 0, "o"),
        new ModeStep("i", 1, "e", "s", 2, 1, List.of(.5, .5), .7, null, 1, 5L, null, false, 3),
        new RatesRow(
            "s",
            1,
            "em",
            2,
            9,
            0,
            List.of(-1.0, 1.0),
            "why",
            List.of(),
            null,
            List.of(),
            null,
            0,
            .5,
            List.of(),
            List.of(),
            0),
        new DiversityRow("s", 1, 2, 3, 2, .5, null, 1.4, null, Map.of("even", .5), List.of(SIGNS)));
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
