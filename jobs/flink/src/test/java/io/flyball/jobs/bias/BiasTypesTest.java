package io.flyball.jobs.bias;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.camera.SensorEncoding;
import io.flyball.core.control.CameraCommand;
import io.flyball.core.control.CameraWindow;
import io.flyball.core.places.CameraPlace;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels or is remembered is a Flink POJO all the way down, so that it can evolve. */
class BiasTypesTest {
  private static <T> TypeSerializer<T> serializer(Class<T> type) {
    TypeInformation<T> info = TypeInformation.of(type);
    assertThat(info).isInstanceOf(PojoTypeInfo.class);
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return info.createSerializer(config);
  }

  private static <T> T back(Class<T> type, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer(type).serialize(value, out);
    return serializer(type).deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        CameraInput.class,
        CameraArrival.class,
        CameraSteering.class,
        CameraPlace.class,
        CameraMemory.class,
        CameraWindow.class,
        CameraCommand.class,
        CameraSign.class
      })
  void everyTypeIsAPojoWithoutGenericParts(Class<?> type) {
    assertThat(serializer(type)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(SensorEncoding.class)
  void arrivalsComeBackEqual(SensorEncoding encoding) throws IOException {
    CameraArrival packet =
        Fixtures.arrival(Fixtures.packet("c", 1, -5, 9, encoding, new byte[] {1, 2}), 3);
    assertThat(back(CameraArrival.class, packet)).usingRecursiveComparison().isEqualTo(packet);
    CameraArrival rate = Fixtures.rate("c", 1, 2.5);
    assertThat(back(CameraArrival.class, rate)).isEqualTo(rate);
  }

  @Test
  void anEmptyMemoryComesBack() throws IOException {
    assertThat(back(CameraMemory.class, new CameraMemory()))
        .usingRecursiveComparison()
        .isEqualTo(new CameraMemory());
  }
}
