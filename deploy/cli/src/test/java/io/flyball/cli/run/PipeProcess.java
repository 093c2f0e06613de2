package io.flyball.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.FlyballProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** {@code flyball pipe feedback} as a process, its output read as JSON. */
record PipeProcess(FlyballProcess process) implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static PipeProcess start(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("pipe", "feedback"));
    args.addAll(List.of(options));
    return new PipeProcess(FlyballProcess.start(args.toArray(String[]::new)));
  }

  void send(String... lines) throws IOException {
    for (String line : lines) {
      process.send(line);
    }
  }

  /** The first record that fits, as soon as it is written. */
  JsonNode await(Predicate<JsonNode> fits) {
    return parse(process.out().await(line -> fits.test(parse(line))));
  }

  /** Ends the input and waits for the end: every line that came out, from the first. */
  List<JsonNode> finish() throws IOException, InterruptedException {
    process.endInput();
    int code = process.exitCode();
    List<String> err = process.err().all();
    if (code != 0 || !err.isEmpty()) {
      throw new AssertionError("exit code " + code + ", on stderr: " + err);
    }
    return process.out().all().stream().map(PipeProcess::parse).toList();
  }

  /** One line of output, which is a JSON object with a type or a fault. */
  static JsonNode parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      if (json.path("type").isTextual()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
    throw new AssertionError("no type: " + line);
  }

  static boolean isRow(JsonNode record) {
    return record.get("type").asText().equals("AttributedFeedback");
  }

  static boolean isLetter(JsonNode record) {
    return record.get("type").asText().equals("DeadLetter");
  }

  /** The reason of a dead letter and the field it names. */
  static String code(JsonNode letter) {
    String field = letter.get("field").asText();
    return letter.get("reason").asText() + (field.isEmpty() ? "" : ":" + field);
  }

  @Override
  public void close() {
    process.close();
  }
}
