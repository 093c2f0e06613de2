package io.flyball.tools.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.tools.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every preset reads a small file of its format; the files in the resources are made for this test,
 * and none is from a data set.
 */
class PresetsTest {
  @TempDir private Path folder;

  static Stream<String> names() {
    return Presets.names().stream().filter(name -> Presets.find(name).refused() == null);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PresetsTest.class.getResourceAsStream("presets/" + name)) {
      assertThat(in).as("test resource presets/%s", name).isNotNull();
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private List<String> records(String log, Preset preset) throws IOException {
    Path file = Files.writeString(folder.resolve("log"), log);
    List<String> records = new ArrayList<>();
    try (ImportReading reading = new ImportReading(folder, 1 << 20)) {
      reading.read(
          ImportFiles.find(List.of(file), null, InputStream.nullInputStream(), folder),
          preset.layout(),
          null,
          new ImportReading.Settings(null, false));
      reading.each(Long.MAX_VALUE, 0, record -> records.add(withoutDigits(record)));
      reading.lines().stream()
          .filter(line -> line.startsWith("    line"))
          .forEach(line -> records.add(line.strip()));
    }
    return records;
  }

  /** Ids hold digits of the file's content, which the expected records leave out. */
  private static String withoutDigits(SpecificRecord record) {
    return JsonWriter.write(record).replaceAll("log/[0-9a-f]{6}/", "log/");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileOfTheFormatBecomesItsRecords(String name) throws IOException {
    Preset preset = Presets.find(name);
    assertThat(preset.about()).isNotBlank();
    assertThat(records(resource(name + ".log"), preset))
        .containsExactlyElementsOf(
            resource(name + ".expected").lines().map(PresetsTest::written).toList());
  }

  /** An expected record as the current schemas write it; a complaint stays as it is. */
  private static String written(String line) {
    if (!line.startsWith("{")) {
      return line;
    }
    JsonLines lines = new JsonLines("expected", RecordTypes.ALL, 1 << 20);
    byte[] bytes = line.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return lines.decode(0, bytes, false, 0).decoded()
            instanceof Decoded.Good<? extends SpecificRecord> good
        ? JsonWriter.write(good.value())
        : line;
  }

  @Test
  void aPresetOfOnesOwnIsAFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("shop.yaml"),
            """
            about: our shop
            as: signals
            delimiter: ";"
            map: {user: who, item: what, time: at, kind: did}
            kinds: {look: VIEW, "*": "-"}
            """);
    assertThat(
            records(
                "who;what;did;at\nu;x;look;1700000000\nu;x;scroll;1700000001\n",
                Presets.read(file)))
        .singleElement()
        .asString()
        .contains("\"kind\":\"VIEW\"");
    Files.writeString(file, "as: interactions\ndecimal: comma\n");
    assertThat(records("user;item;rating;time\nu;x;4,5;1700000000\n", Presets.read(file)))
        .singleElement()
        .asString()
        .contains("\"value\":4.5");
    Files.writeString(file, "as: interactions\ndecimal: dot\n");
    assertThatThrownBy(() -> Presets.read(file)).hasMessageContaining("write point or comma");
    Files.writeString(file, "as: signals\ncolumns: {user: who}\n");
    assertThatThrownBy(() -> Presets.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no key 'columns', only about, as,");
    Files.writeString(file, "as: signals\nmap: {player: who}\n");
    assertThatThrownBy(() -> Presets.read(file))
        .hasMessageContaining("there is no field 'player' to map, only user, item");
  }

  @Test
  void aFileThatGrowsWhileItIsReadIsNotSent() throws IOException {
    Path log = Files.writeString(folder.resolve("live.csv"), "user,item,time\na,x,1700000000\n");
    List<ImportFile> files =
        ImportFiles.find(List.of(log), null, InputStream.nullInputStream(), folder);
    Files.writeString(log, "user,item,time\na,x,1700000000\nb,x,1700000001\n");
    try (ImportReading reading = new ImportReading(folder, 1 << 20)) {
      assertThatThrownBy(
              () ->
                  reading.read(
                      files,
                      io.flyball.connectors.file.LogLayout.of(
                          io.flyball.connectors.file.LogKind.INTERACTIONS,
                          new io.flyball.connectors.text.TextOptions(
                              null, null, java.util.Map.of(), null, null, false)),
                      null,
                      new ImportReading.Settings(null, false)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("was written while it was read")
          .hasMessageContaining("nothing was sent");
    }
  }
}
