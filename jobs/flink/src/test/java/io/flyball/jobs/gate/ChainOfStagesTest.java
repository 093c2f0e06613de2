package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.random.Draws;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Four stages of success .9: .6561 of the episodes come through without a retry, and 1 - (1 - .9)^2
 * = .99 a stage, so .96059601, with one. The job moves them.
 */
class ChainOfStagesTest {
  private static final int EPISODES = 3_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every stage is tried until it succeeds, twice at most; the job says where that ends. */
  private static List<RawRecord> episodes() {
    List<RawRecord> all = new ArrayList<>();
    for (int episode = 0; episode < EPISODES; episode++) {
      long time = episode * 20_000L;
      int tries = 0;
      for (int stage = 0; stage < 4 && tries < 2; ) {
        boolean success = Draws.uniform(7, episode, stage * 2L + tries) < .9;
        String primitive = "p" + stage + "-" + tries;
        all.add(
            Fixtures.event("e" + episode, time, stage, success ? "END" : "EXCEPTION", primitive));
        time += 1_000;
        tries = success ? 0 : tries + 1;
        stage += success ? 1 : 0;
      }
    }
    return all;
  }

  private static JsonNode run(int tries, double expected) throws Exception {
    GateConfig config =
        Fixtures.config(
            "gate.rules={risks: {reversible: {miss: 4, block: 1}}, supervision: {tries: "
                + tries
                + "}}");
    Replay run = GateRun.of(config, inOneSession(episodes()), Pace.FULL_SPEED);
    Set<String> ended = new HashSet<>();
    JsonNode last = null;
    for (String line : run.lines()) {
      if (line.startsWith("next ")) {
        JsonNode next = JSON.readTree(line.substring(5));
        if (next.get("move").asText().equals("ABORT")) {
          ended.add(next.get("episode").asText());
        }
        boolean newer =
            last == null || next.get("time").asText().compareTo(last.get("time").asText()) > 0;
        last = newer ? next : last;
      }
    }
    double through = 1 - (double) ended.size() / EPISODES;
    double sigma = Math.sqrt(expected * (1 - expected) / EPISODES);
    assertThat(through).isCloseTo(expected, within(3 * sigma));
    return last;
  }

  private static List<RawRecord> inOneSession(List<RawRecord> records) {
    return records.stream()
        .map(
            r -> {
              String json = new String(r.value(), java.nio.charset.StandardCharsets.UTF_8);
              return Fixtures.raw(
                  r.topic(),
                  r.partition(),
                  r.offset(),
                  json.replaceFirst("\\{", "{\"session\":\"line\","));
            })
        .toList();
  }

  @Test
  void withoutARetryTwoThirdsComeThrough() throws Exception {
    run(1, .6561);
  }

  /** The estimates of the job's own come from first tries: .9 a stage, within 3 sigma of it. */
  @Test
  void withARetryNineteenOfTwentyComeThrough() throws Exception {
    JsonNode last = run(2, .96059601);
    double stage = .3 / Math.sqrt(EPISODES);
    assertThat(last.get("chainSuccess").asDouble())
        .isCloseTo(.6561, within(3 * 4 * Math.pow(.9, 3) * stage));
    assertThat(last.get("chainSuccessWithRetry").asDouble())
        .isCloseTo(.9606, within(3 * 4 * .2 * stage));
  }
}
