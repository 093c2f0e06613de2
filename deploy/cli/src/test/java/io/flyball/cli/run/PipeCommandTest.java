package io.flyball.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.cli.CommandRun;
import io.flyball.cli.FlyballProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code pipe feedback} as a filter in a process of its own. */
class PipeCommandTest {
  private static final String EXPOSURE =
      """
      {"type":"Exposure","id":"%s","time":%s,"user":"ada","item":"%s"}\
      """;
  private static final String CLICK =
      """
      {"type":"FeedbackSignal","id":"%s","time":%s,"user":"ada","kind":"CLICK",%s}\
      """;
  private static final String RATING =
      """
      {"type":"FeedbackSignal","id":"%s","time":%s,"user":"ada","kind":"%s","value":%s,\
      "exposureId":"e1"}\
      """;

  private static JsonNode awaitAnswerTo(PipeProcess pipe, String signal) {
    return pipe.await(record -> record.at("/signal/id").asText().equals(signal));
  }

  @Test
  void anAnswerDoesNotWaitForMoreInput() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send(EXPOSURE.formatted("e1", "1700000000000", "film"));
      pipe.send(CLICK.formatted("s1", "1700000001000", "\"exposureId\":\"e1\""));
      JsonNode byId = awaitAnswerTo(pipe, "s1");
      assertThat(byId.get("status").asText()).isEqualTo("ATTRIBUTED");
      assertThat(byId.get("delayMs").asLong()).isEqualTo(1_000);

      pipe.send(CLICK.formatted("s2", "1700000002000", "\"item\":\"film\""));
      JsonNode byItem = awaitAnswerTo(pipe, "s2");
      assertThat(byItem.at("/exposure/id").asText()).isEqualTo("e1");

      pipe.send(RATING.formatted("s3", "1700000003000", "HINDSIGHT_RATING", "2"));
      JsonNode matched = pipe.await(record -> record.path("status").asText().equals("MATCHED"));
      assertThat(matched.at("/immediate/id").asText()).isEqualTo("s2");
      assertThat(matched.at("/hindsight/id").asText()).isEqualTo("s3");
      assertThat(matched.get("revision").asInt()).isEqualTo(1);

      pipe.send(RATING.formatted("s4", "1700000004000", "HINDSIGHT_RATING", "9"));
      JsonNode updated = pipe.await(record -> record.path("status").asText().equals("UPDATED"));
      assertThat(updated.get("retracts")).isEqualTo(matched.get("id"));
      assertThat(updated.at("/hindsight/value").asDouble()).isEqualTo(9);

      pipe.send("no JSON");
      JsonNode letter = pipe.await(PipeProcess::isLetter);
      assertThat(letter.get("reason").asText()).isEqualTo("MALFORMED_JSON");
      assertThat(letter.get("offset").asInt()).isEqualTo(5);

      List<JsonNode> all = pipe.finish();
      assertThat(all).hasSize(7).doesNotHaveDuplicates();
    }
  }

  @Test
  void timesAreEqualAsTextAndAsNumber() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send(
          EXPOSURE.formatted("e1", "1700000000000", "film"),
          // The same record: were its time another one, it would be a conflict.
          EXPOSURE.formatted("e1", "\"2023-11-14T22:13:20Z\"", "film"),
          EXPOSURE.formatted("e1", "\"2023-11-14T23:13:20.000+01:00\"", "film"),
          CLICK.formatted("s1", "\"2023-11-14T22:13:20.250Z\"", "\"exposureId\":\"e1\""));

      List<JsonNode> all = pipe.finish();

      // The answer, and at the end the news that no hindsight came.
      assertThat(all).hasSize(2);
      assertThat(all.get(0).at("/exposure/time").asLong()).isEqualTo(1_700_000_000_000L);
      assertThat(all.get(0).at("/signal/time").asLong()).isEqualTo(1_700_000_000_250L);
      assertThat(all.get(0).get("delayMs").asLong()).isEqualTo(250);
    }
  }

  @Test
  void fieldsThatNoSchemaNamesAreCountedAtTheEnd() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      for (int i = 0; i < 3; i++) {
        pipe.send(
            EXPOSURE
                .formatted("e" + i, "1700000000000", "film")
                .replace("}", ",\"sesion\":\"s\"}"));
      }
      pipe.process().endInput();
      assertThat(pipe.process().exitCode()).isZero();

      assertThat(pipe.process().err().all())
          .containsExactly(
              "JSON fields that no schema names, which were ignored:",
              "          3 stdin Exposure.sesion");
      assertThat(pipe.process().out().all())
          .filteredOn(line -> line.contains("UNKNOWN_FIELD"))
          .singleElement()
          .asString()
          .contains("did you mean session?");
    }
  }

  @Test
  void emptyInputIsEmptyOutput() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      assertThat(pipe.finish()).isEmpty();
    }
  }

  @Test
  void aReaderThatGoesAwayEndsThePipeWithOneSentence() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send("first");
      pipe.await(PipeProcess::isLetter);

      pipe.process().stopReading();
      // A read that was under way when we left still takes one answer.
      pipe.send("second");
      pipe.process().out().all();
      // The input stays open: the pipe must end because nobody reads, not because nothing comes.
      pipe.send("third");

      assertThat(pipe.process().exitCode()).isEqualTo(1);
      assertThat(pipe.process().err().all())
          .singleElement()
          .asString()
          .startsWith("flyball: ")
          .contains("standard output is closed");
    }
  }

  @Test
  void aPipeThatIsTerminatedSaysNothingMore() throws Exception {
    try (PipeProcess pipe = PipeProcess.start()) {
      pipe.send(EXPOSURE.formatted("e1", "1700000000000", "film"), "no JSON");
      pipe.await(PipeProcess::isLetter);

      pipe.process().process().destroy();

      assertThat(pipe.process().exitCode()).isEqualTo(128 + 15);
      assertThat(pipe.process().err().all()).isEmpty();
      assertThat(pipe.process().out().all()).hasSize(1);
    }
  }

  @Test
  void configurationIsRefusedBeforeTheInputIsRead(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.yaml");
    CommandRun file = CommandRun.of("pipe", "feedback", "--config", missing.toString());
    CommandRun key = CommandRun.of("pipe", "feedback", "--set", "feedback.hold=soon");

    assertThat(List.of(file.exitCode(), key.exitCode())).containsOnly(1);
    assertThat(file.err().lines()).singleElement().asString().contains(missing.toString());
    assertThat(key.err().lines())
        .singleElement()
        .asString()
        .contains("feedback.hold = \"soon\" (--set)", "duration");
    try (FlyballProcess variable =
        FlyballProcess.start(Map.of("FLYBALL_FEEDBACK_HOLD", "soon"), "pipe", "feedback")) {
      assertThat(variable.exitCode()).isEqualTo(1);
      assertThat(variable.err().all())
          .singleElement()
          .asString()
          .contains("feedback.hold", "FLYBALL_FEEDBACK_HOLD", "\"soon\"");
    }
  }

  @Test
  void aPipeWithoutAJobIsAUsageError() throws IOException {
    CommandRun none = CommandRun.of("pipe");
    CommandRun unknown = CommandRun.of("pipe", "feedbak");

    assertThat(List.of(none.exitCode(), unknown.exitCode())).containsOnly(2);
    assertThat(none.err()).contains("feedback").contains("Usage: flyball pipe");
    assertThat(unknown.err()).contains("'feedbak'");
  }
}
