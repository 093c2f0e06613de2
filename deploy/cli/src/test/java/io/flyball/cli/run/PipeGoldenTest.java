package io.flyball.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every line of the golden file meets the outcome that stands beside it. */
class PipeGoldenTest {
  private static final Pattern TWO_HASHES =
      Pattern.compile("hash [0-9a-f]{32} then, [0-9a-f]{32} now");

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = PipeGoldenTest.class.getResourceAsStream("/" + resource)) {
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void everyLineMeetsItsGoldenOutcome() throws Exception {
    List<String> input = lines("ingest_golden.jsonl");
    List<JsonNode> output;
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send(input.toArray(String[]::new));
      output = pipe.finish();
    }

    Map<Integer, JsonNode> letters = new HashMap<>();
    Set<JsonNode> rows = new HashSet<>();
    for (JsonNode record : output) {
      if (PipeProcess.isLetter(record)) {
        assertThat(letters.put(record.get("offset").asInt(), record)).isNull();
      } else {
        assertThat(record.get("subject").asText()).isEqualTo("SIGNAL");
        assertThat(record.get("status").asText()).isEqualTo("ORPHAN");
        assertThat(rows.add(record)).isTrue();
      }
    }

    int expectedRows = 0;
    for (String expected : lines("ingest_golden.expected")) {
      if (expected.startsWith("#")) {
        continue;
      }
      String[] cells = expected.split("\\|", -1);
      int line = Integer.parseInt(cells[0]);
      JsonNode letter = letters.remove(line);
      switch (cells[1]) {
        case "ROW", "LATE_ROW" -> {
          expectedRows++;
          assertThat(letter).as(expected).isNull();
          assertRow(rows, PipeProcess.parse(input.get(line)), cells[1].equals("LATE_ROW"));
        }
        case "DROPPED" -> assertThat(letter).as(expected).isNull();
        case "DEAD_LETTER" -> {
          assertThat(letter).as(expected).isNotNull();
          assertThat(PipeProcess.code(letter)).isEqualTo(cells[2]);
        }
        default -> throw new AssertionError(expected);
      }
      if (cells[2].startsWith("DUP_CONFLICT")) {
        assertThat(letter.get("message").asText()).containsPattern(TWO_HASHES);
      }
    }
    assertThat(expectedRows).isEqualTo(7);
    assertThat(rows).hasSize(expectedRows);
    assertThat(letters).isEmpty();
    assertThat(output).hasSize(7 + 11);
  }

  private static void assertRow(Set<JsonNode> rows, JsonNode sent, boolean late) {
    assertThat(rows)
        .filteredOn(row -> row.at("/signal/id").equals(sent.get("id")))
        .singleElement()
        .satisfies(
            row -> {
              JsonNode signal = row.get("signal");
              for (String field : List.of("time", "user", "item", "kind")) {
                assertThat(signal.get(field)).as(field).isEqualTo(sent.get(field));
              }
              assertThat(signal.path("value").asDouble(-1))
                  .isEqualTo(sent.path("value").asDouble(-1));
              assertThat(row.get("late").asBoolean()).isEqualTo(late);
            });
  }
}
