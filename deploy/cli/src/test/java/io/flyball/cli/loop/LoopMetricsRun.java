package io.flyball.cli.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The command {@code loop metrics}, and what it printed. */
final class LoopMetricsRun {
  private LoopMetricsRun() {}

  static CommandRun metrics(Path log, String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "loop";
    all[1] = "metrics";
    all[2] = log.toString();
    System.arraycopy(args, 0, all, 3, args.length);
    return CommandRun.of(all);
  }

  static List<JsonNode> windows(CommandRun run) throws IOException {
    assertThat(run.exitCode()).as(run.err()).isZero();
    ObjectMapper json = new ObjectMapper();
    return json.readerFor(JsonNode.class).<JsonNode>readValues(run.out()).readAll();
  }
}
