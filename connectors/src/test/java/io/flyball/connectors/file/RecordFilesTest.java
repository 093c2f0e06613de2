package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines.Line;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void everyJsonLineIsGoodOrRefused(String name) throws IOException {
    String text = JsonWriter.write(exposure(1)) + "\n{\n" + JsonWriter.write(exposure(2)) + "\n";
    Path file = Samples.write(folder.resolve(name), text.getBytes(UTF_8));
    List<Class<? extends org.apache.avro.specific.SpecificRecord>> types =
        List.of(Exposure.class, FeedbackSignal.class);
    try (Stream<Line> stream = JsonLinesFile.read(file, types, 1000, 5)) {
      List<Line> lines = stream.toList();
      assertThat(lines).hasSize(3);
      assertThat(value(lines.get(0))).isEqualTo(exposure(1));
      assertThat(lines.get(1).decoded()).isInstanceOf(Decoded.Refused.class);
      assertThat(lines.get(1).raw().offset()).isEqualTo(1);
      assertThat(lines.get(1).raw().topic()).isEqualTo(name);
      assertThat(value(lines.get(2))).isEqualTo(exposure(2));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.avro", "a.avro.gz"})
  void containerFileGivesBackItsRecords(String name) throws IOException {
    Path file = Samples.write(folder.resolve(name), container(1000));
    try (Stream<Exposure> records = AvroFile.read(file, Exposure.class)) {
      assertThat(records)
          .isEqualTo(IntStream.range(0, 1000).mapToObj(RecordFilesTest::exposure).toList());
    }
  }

  @Test
  void damagedContainerFileIsRefused() throws IOException {
    Path text = Samples.write(folder.resolve("a.avro"), "{}".getBytes(UTF_8));
    assertThatThrownBy(() -> AvroFile.read(text, Exposure.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.avro is not an Avro container file");
    byte[] bytes = container(1000);
    for (int missing : new int[] {1, 20, 200}) {
      byte[] head = java.util.Arrays.copyOf(bytes, bytes.length - missing);
      Path cut = Samples.write(folder.resolve("cut.avro"), head);
      try (Stream<Exposure> records = AvroFile.read(cut, Exposure.class)) {
        assertThatThrownBy(records::toList)
            .isInstanceOf(BrokenRowException.class)
            .hasMessageContaining("cut.avro");
      }
    }
    assertThatThrownBy(() -> AvroFile.read(folder.resolve("none.avro"), Exposure.class))
        .isInstanceOf(NoSuchFileException.class);
  }

  private static Object value(Line line) {
    return ((Decoded.Good<?>) line.decoded()).value();
  }

  private static Exposure exposure(int number) {
    return Exposure.newBuilder().setId("e" + number).setUser("u").setItem("i").build();
  }

  private static byte[] container(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<Exposure> writer =
        new DataFileWriter<>(new SpecificDatumWriter<>(Exposure.class))) {
      writer.setCodec(CodecFactory.deflateCodec(1));
      writer.create(Exposure.getClassSchema(), bytes);
      for (int i = 0; i < count; i++) {
        writer.append(exposure(i));
      }
    }
    return bytes.toByteArray();
  }
}
