package io.flyball.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaHistoryTest {

  static Stream<String> records() {
    return Catalogue.records().keySet().stream();
  }

  @BeforeAll
  static void addWhatIsMissingWhenAsked() throws IOException {
    if (CheckedIn.REGENERATE) {
      for (Map.Entry<String, Schema> record : Catalogue.records().entrySet()) {
        SchemaHistory.read(record.getKey()).update(record.getValue());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void theNewestVersionIsTheCurrentSchema(String name) throws IOException {
    Schema current = Catalogue.records().get(name);
    SchemaHistory history = SchemaHistory.read(name);
    assertThat(history.versions())
        .as("history of %s; add it with: %s", name, CheckedIn.HOW)
        .isNotEmpty();
    assertThat(Catalogue.pretty(history.newest()))
        .as(
            "%s changed; a released version is never edited: add the next one with: %s",
            name, CheckedIn.HOW)
        .isEqualTo(Catalogue.pretty(current));
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyVersionReadsEveryOlderOne(String name) throws IOException {
    assertThat(SchemaHistory.read(name).faults()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void noVersionIsLeftOutOfTheCount(String name) throws IOException {
    Path folder = SchemaHistory.file(name, 1).getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.count()).isEqualTo(SchemaHistory.read(name).versions().size());
    }
  }

  @Test
  void theHistoryHoldsTheRecordsOfTheCatalogueAndNoOther() throws IOException {
    try (Stream<Path> folders = Files.list(SchemaHistory.file("any", 1).getParent().getParent())) {
      assertThat(new TreeSet<>(folders.map(path -> path.getFileName().toString()).toList()))
          .isEqualTo(new TreeSet<>(Catalogue.records().keySet()));
    }
  }

  @Test
  void aFingerprintNamesOneVersionOfOneRecord() throws IOException {
    Map<Long, String> owners = new HashMap<>();
    for (String name : Catalogue.records().keySet()) {
      List<Schema> versions = SchemaHistory.read(name).versions();
      for (int i = 0; i < versions.size(); i++) {
        String owner = name + " v" + (i + 1);
        long fingerprint = SchemaHistory.fingerprint(versions.get(i));
        assertThat(owners.put(fingerprint, owner)).as("same fingerprint as %s", owner).isNull();
      }
    }
  }

  @Test
  void aFieldAddedWithoutADefaultIsFoundHoweverOldTheWriter() {
    Schema v1 = SchemaBuilder.record("R").fields().requiredString("a").endRecord();
    Schema v2 =
        SchemaBuilder.record("R").fields().requiredString("a").optionalLong("b").endRecord();
    Schema v3 =
        SchemaBuilder.record("R").fields().requiredString("a").requiredLong("b").endRecord();
    assertThat(new SchemaHistory("R", List.of(v1, v2)).faults()).isEmpty();
    assertThat(new SchemaHistory("R", List.of(v1, v2, v3)).faults())
        .hasSize(2)
        .anySatisfy(fault -> assertThat(fault).startsWith("R v3 cannot read v1: "));
  }
}
