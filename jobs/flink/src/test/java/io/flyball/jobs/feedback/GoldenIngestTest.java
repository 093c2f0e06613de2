package io.flyball.jobs.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.record.DeadLetter;
import io.flyball.core.record.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The hand-written golden records, one by one, through the whole topology. */
class GoldenIngestTest {

  private record Golden(RawRecord raw, String outcome, String reason, String id) {
    static Golden of(JsonNode line) {
      long offset = line.get("offset").asLong();
      String text = line.get("raw").asText();
      byte[] value = text.getBytes(StandardCharsets.UTF_8);
      RawRecord raw =
          new RawRecord(
              "feedback.signals",
              0,
              offset,
              line.get("ingestTime").asLong(),
              null,
              value,
              Map.of());
      String id = text.replaceAll(".*\"id\":\"(\\w*)\".*", "$1");
      return new Golden(raw, line.get("outcome").asText(), line.get("reason").asText(), id);
    }
  }

  private static List<Golden> golden() throws IOException {
    List<Golden> all = new ArrayList<>();
    try (var in = GoldenIngestTest.class.getResourceAsStream("/feedback/ingest_golden.jsonl")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        all.add(Golden.of(new ObjectMapper().readTree(line)));
      }
    }
    return all;
  }

  @Test
  void everyGoldenRecordHasItsOutcome() throws Exception {
    List<Golden> golden = golden();
    assertThat(golden).hasSize(21);
    LocalRun run = LocalRun.of(1, List.of(golden.stream().map(Golden::raw).toList()));

    Map<String, Boolean> lateById = new TreeMap<>();
    for (AttributedFeedback row : run.rows()) {
      assertThat(row.status()).isEqualTo(Status.ORPHAN);
      assertThat(lateById.put(row.signal().id(), row.late())).isNull();
    }
    Map<String, Boolean> expectedRows = new TreeMap<>();
    Map<Long, String> expectedLetters = new TreeMap<>();
    long drops = 0;
    for (Golden record : golden) {
      switch (record.outcome()) {
        case "OK" -> expectedRows.put(record.id(), false);
        case "LATE_ACCEPTED" -> expectedRows.put(record.id(), true);
        case "DROP" -> drops++;
        case "SIDE" -> expectedLetters.put(record.raw().offset(), record.reason() + ":id");
        case "DLQ" -> expectedLetters.put(record.raw().offset(), record.reason());
        default -> throw new IllegalStateException(record.outcome());
      }
    }
    assertThat(lateById).isEqualTo(expectedRows);
    assertThat(run.count(FeedbackCount.DUPLICATES)).isEqualTo(drops).isEqualTo(3);
    Map<Long, String> letters = new TreeMap<>();
    run.deadLetters().forEach(letter -> letters.put(letter.offset(), code(letter)));
    assertThat(letters).isEqualTo(expectedLetters);
    assertThat(run.deadLetters()).hasSameSizeAs(letters.keySet());
    assertThat(run.deadLetters())
        .filteredOn(letter -> letter.reason() == Reason.DUP_CONFLICT)
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.message())
                    .matches(".*hash ([0-9a-f]{32}) then, (?!\\1)[0-9a-f]{32} now"));
  }

  private static String code(DeadLetter letter) {
    return letter.field().isEmpty()
        ? letter.reason().name()
        : letter.reason() + ":" + letter.field();
  }
}
