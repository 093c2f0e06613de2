package io.flyball.jobs.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class ImmutableTypeInfoTest {
  /** What a version of a program may have kept. */
  public record Note(String text, long time) {}

  private static <T> TypeSerializer<T> serializer(TypeInformation<T> type) {
    return type.createSerializer(new SerializerConfigImpl());
  }

  /** The snapshot as a savepoint gives it back. */
  private static <T> TypeSerializerSnapshot<T> kept(TypeInformation<T> type) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer(type).snapshotConfiguration());
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()),
        ImmutableTypeInfoTest.class.getClassLoader());
  }

  private static <T> TypeSerializerSchemaCompatibility<T> now(
      TypeInformation<T> type, TypeSerializerSnapshot<T> before) {
    return serializer(type).snapshotConfiguration().resolveSchemaCompatibility(before);
  }

  private static <T> byte[] bytes(TypeInformation<T> type, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer(type).serialize(value, out);
    return out.getCopyOfBuffer();
  }

  @Test
  void whatTheTypeWithinHasKeptIsTakenOverAsItIs() throws IOException {
    assertThat(now(ImmutableTypeInfo.TEXT, kept(Types.STRING)).isCompatibleAsIs()).isTrue();
    assertThat(bytes(ImmutableTypeInfo.TEXT, "Flügel")).isEqualTo(bytes(Types.STRING, "Flügel"));
    TypeInformation<Note> plain = TypeInformation.of(Note.class);
    TypeInformation<Note> immutable = ImmutableTypeInfo.of(Note.class);
    assertThat(now(immutable, kept(plain)).isCompatibleAsIs()).isTrue();
    assertThat(now(immutable, kept(immutable)).isCompatibleAsIs()).isTrue();
    Note note = new Note("a", 1);
    assertThat(bytes(immutable, note)).isEqualTo(bytes(plain, note));
    assertThat(
            now(ImmutableTypeInfo.listOf(String.class), kept(Types.LIST(Types.STRING)))
                .isCompatibleAsIs())
        .isTrue();
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"}) // what a savepoint holds is not known to compilers
  void whatAnotherTypeHasKeptIsNot() throws IOException {
    TypeSerializerSnapshot other = kept(Types.LONG);
    assertThat(now(ImmutableTypeInfo.TEXT, other).isIncompatible()).isTrue();
  }

  @Test
  void aValueIsItsOwnCopyAndTextsCanBeKeys() {
    List<String> texts = List.of("a");
    assertThat(serializer(ImmutableTypeInfo.listOf(String.class)).copy(texts)).isSameAs(texts);
    assertThat(ImmutableTypeInfo.TEXT.isKeyType()).isTrue();
  }
}
