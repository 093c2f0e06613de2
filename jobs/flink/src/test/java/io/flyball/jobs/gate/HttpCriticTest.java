package io.flyball.jobs.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.gate.sim.ActionWorld;
import io.flyball.jobs.gate.CriticServer.Answer;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A critic behind HTTP, whatever it does: every action has its verdict. */
class HttpCriticTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String YES = "{\"probability\": 0.9999, \"suggestion\": \"go\"}";

  private static final RawRecord[] TWO = {
    Fixtures.proposal("open", 0, "reversible", 1, 1.5),
    Fixtures.proposal("closed", 1, "irreversible", 1, 2),
  };

  private static Replay ask(CriticServer server, List<RawRecord> records, String... sets)
      throws Exception {
    return ask(server.url(), records, sets);
  }

  private static Replay ask(String url, List<RawRecord> records, String... sets) throws Exception {
    List<String> all = new ArrayList<>(List.of(sets));
    all.add("gate.http-critic.url=" + url);
    return GateRun.of(Fixtures.config(all.toArray(String[]::new)), records, Pace.RECORD_BY_RECORD);
  }

  private static Replay ask(Function<String, Answer> critic, String... sets) throws Exception {
    try (CriticServer server = new CriticServer(critic)) {
      return ask(server, List.of(TWO), sets);
    }
  }

  private static List<JsonNode> rows(Replay run, String kind) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : run.lines()) {
      if (line.startsWith(kind + " ")) {
        rows.add(JSON.readTree(line.substring(kind.length() + 1)));
      }
    }
    return rows;
  }

  /** Without an answer the risk class decides, at the deadline. */
  private static void assertAbstained(Replay run) throws Exception {
    assertThat(rows(run, "verdict"))
        .extracting(v -> v.get("id").asText() + " " + v.get("verdict").asText())
        .containsExactlyInAnyOrder("open TIMEOUT_OPEN", "closed TIMEOUT_CLOSED");
    assertThat(run.counts())
        .containsEntry("ABSTAINED", 2L)
        .doesNotContainKeys("ANSWERED", "CRITIQUES", "PENDING", "WAITING");
  }

  @Test
  void itsAnswersCountInVerdicts() throws Exception {
    try (CriticServer server =
        new CriticServer(
            request -> Answer.ok(request.contains("open") ? YES : "{\"probability\": 0}"))) {
      Replay run = ask(server, List.of(TWO), "gate.http-critic.critic=model");
      List<JsonNode> verdicts = rows(run, "verdict");
      assertThat(verdicts)
          .hasSize(2)
          .allMatch(v -> v.get("reason").asText().equals("CRITICS"))
          .allMatch(v -> v.get("critics").get(0).get("critic").asText().equals("model"));
      assertThat(verdicts)
          .extracting(v -> v.get("critics").get(0).get("stated").asDouble())
          .containsExactlyInAnyOrder(.9999, 0.0);
      assertThat(run.counts())
          .containsEntry("ANSWERED", 2L)
          .containsEntry("CRITIQUES", 2L)
          .containsEntry("READ", 4L)
          .containsEntry("TAKEN", 4L);
      assertThat(server.requests()).hasSize(2);
      JsonNode request =
          JSON.readTree(
              server.requests().stream().filter(r -> r.contains("open")).findFirst().orElseThrow());
      assertThat(request)
          .isEqualTo(
              JSON.readTree(
                  "{\"actionId\":\"open\",\"time\":1700000000000,\"session\":\"s\",\"task\":\"t\","
                      + "\"attempt\":1,\"risk\":\"reversible\",\"fields\":{\"speed\":1.5}}"));
    }
  }

  @Test
  void aSlowAnswerIsWaitedForAndEventTimeWithIt() throws Exception {
    Replay run =
        ask(
            request -> {
              pause(300);
              return Answer.ok(YES);
            },
            "gate.http-critic.timeout=20 s",
            "gate.rules={risks: {reversible: {miss: 4, block: 1}, irreversible: {miss: 9, block:"
                + " 1}}, deadline: 1 ms}");
    assertThat(rows(run, "verdict")).hasSize(2).allMatch(v -> v.get("critics").size() == 1);
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aCriticThatHangsAbstains() throws Exception {
    assertAbstained(ask(request -> new Answer(200, null), "gate.http-critic.timeout=200 ms"));
  }

  @Test
  void aFailedCallIsTriedAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    Replay run =
        ask(
            request -> calls.incrementAndGet() <= 2 ? new Answer(503, "later") : Answer.ok(YES),
            "gate.http-critic.timeout=20 s",
            "gate.http-critic.attempts=5");
    assertThat(run.counts()).containsEntry("ANSWERED", 2L).doesNotContainKey("ABSTAINED");
    assertThat(calls.get()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void aCriticThatAlwaysFailsAbstainsAfterItsAttempts(int attempts) throws Exception {
    try (CriticServer server = new CriticServer(request -> new Answer(500, "{}"))) {
      Replay run =
          ask(
              server,
              List.of(TWO),
              "gate.http-critic.timeout=20 s",
              "gate.http-critic.backoff=1 ms",
              "gate.http-critic.attempts=" + attempts);
      assertAbstained(run);
      assertThat(server.requests()).hasSize(2 * attempts);
    }
  }

  @Test
  void aRefusalIsNotTriedAgain() throws Exception {
    try (CriticServer server = new CriticServer(request -> new Answer(404, "nothing here"))) {
      assertAbstained(ask(server, List.of(TWO), "gate.http-critic.timeout=20 s"));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aCriticThatIsNotThereAbstains() throws Exception {
    String url;
    try (CriticServer server = new CriticServer(request -> Answer.ok(YES))) {
      url = server.url();
    }
    assertAbstained(ask(url, List.of(TWO), "gate.http-critic.timeout=5 s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "yes",
        "[]",
        "{\"probability\":\"0.9\"}",
        "{\"probability\":1.01}",
        "{\"probability\":-1}",
        "{\"probability\":1e999}",
        "{\"probability\":NaN}",
        "{\"suggestion\":\"stop\"}",
        "{\"probability\":0.9} and more",
        "\u0000"
      })
  void anAnswerThatCannotBeReadCountsAsAWrongOneAndTheDeadlineDecides(String body)
      throws Exception {
    assertUnreadable(
        ask(request -> Answer.ok(body)),
        "answered with something else than JSON whose probability is in [0, 1]");
  }

  @Test
  void tenMegabytesAreRefusedWithASentence() throws Exception {
    String body = "{\"probability\":0.9,\"suggestion\":\"" + "a".repeat(10_000_000) + "\"}";
    assertUnreadable(
        ask(request -> Answer.ok(body), "gate.http-critic.timeout=20 s"),
        "answered with more than 65536 bytes, the limit of gate.http-critic.max-answer-bytes");
  }

  private static void assertUnreadable(Replay run, String fault) throws Exception {
    assertThat(rows(run, "verdict"))
        .extracting(v -> v.get("id").asText() + " " + v.get("verdict").asText())
        .containsExactlyInAnyOrder("open TIMEOUT_OPEN", "closed TIMEOUT_CLOSED");
    assertThat(run.counts())
        .containsEntry("ANSWERED", 2L)
        .containsEntry("CRITIQUES", 2L)
        .doesNotContainKeys("ABSTAINED", "PENDING", "WAITING");
    assertThat(rows(run, "alert"))
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.get("kind").asText()).isEqualTo("CRITIC_UNREADABLE");
              assertThat(a.get("summary").asText())
                  .isEqualTo(
                      "critic http "
                          + fault
                          + "; the answer counts as a wrong one, and verdicts go on without it");
            });
  }

  @Test
  void aCriticThatLiesIsNamed() throws Exception {
    List<RawRecord> records = Fixtures.tasks(1, 60, new ActionWorld(.5, 1, List.of()));
    ActionWorld world = new ActionWorld(.5, 1, List.of());
    try (CriticServer server =
        new CriticServer(
            request -> {
              long task = Long.parseLong(request.replaceAll(".*\"actionId\":\"a(\\d+)-.*", "$1"));
              boolean right = world.draw(1, task, 1, 0).outcome().right();
              return Answer.ok("{\"probability\":" + (right ? 0.1 : 0.9) + "}");
            })) {
      Replay run = ask(server, records, "gate.http-critic.timeout=20 s");
      assertThat(run.counts()).containsEntry("JUDGED", 60L).containsEntry("VERDICTS", 60L);
      assertThat(rows(run, "alert"))
          .filteredOn(a -> a.get("kind").asText().equals("CRITIC_UNRELIABLE"))
          .extracting(a -> a.get("scope").asText())
          .containsOnly("critic/http");
    }
  }

  @Test
  void aCriticThatFailsAgainAndAgainIsNotCalledForAWhile() throws Exception {
    List<RawRecord> records = Fixtures.tasks(1, 60, new ActionWorld(.5, 1, List.of()));
    try (CriticServer server = new CriticServer(request -> new Answer(500, ""))) {
      Replay run =
          ask(
              server,
              records,
              "gate.http-critic.timeout=20 s",
              "gate.http-critic.attempts=1",
              "gate.http-critic.capacity=1",
              "gate.http-critic.failures=5",
              "gate.http-critic.pause=1 h");
      assertThat(server.requests()).hasSize(5);
      assertThat(run.counts()).containsEntry("ABSTAINED", 60L).containsEntry("VERDICTS", 60L);
      assertThat(rows(run, "alert"))
          .filteredOn(a -> a.get("kind").asText().equals("CRITIC_FAILING"))
          .singleElement()
          .satisfies(a -> assertThat(a.get("summary").asText()).contains("status 500"));
    }
  }

  /** Answers come in any order and time; the verdicts are the same at any pace. */
  @Test
  void howLongCallsTakeChangesNothing() throws Exception {
    List<RawRecord> records = Fixtures.tasks(3, 40, ActionWorld.standard());
    List<Replay> runs = new ArrayList<>();
    for (Pace pace : Pace.values()) {
      AtomicInteger calls = new AtomicInteger();
      try (CriticServer server =
          new CriticServer(
              request -> {
                pause(calls.incrementAndGet() * 7 % 20);
                return Answer.ok(
                    "{\"probability\": 0." + Math.floorMod(request.hashCode(), 1_000) + "1}");
              })) {
        GateConfig config =
            Fixtures.config(
                "gate.out-of-orderness=10 min",
                "gate.http-critic.timeout=20 s",
                "gate.http-critic.url=" + server.url());
        runs.add(GateRun.of(config, records, pace));
      }
    }
    assertThat(runs.get(0).counts()).containsEntry("ANSWERED", 80L);
    assertThat(runs.get(1).differences(runs.get(0))).isEmpty();
  }

  /** A repeated proposal is asked about again; its answer repeats the first one. */
  @Test
  void oneVerdictAlthoughAProposalComesTwice() throws Exception {
    try (CriticServer server = new CriticServer(request -> Answer.ok(YES))) {
      Replay run = ask(server, List.of(TWO[0], TWO[0]), "gate.http-critic.timeout=20 s");
      assertThat(rows(run, "verdict")).hasSize(1);
      assertThat(run.counts()).containsEntry("REPEATED", 2L).doesNotContainKey("CONFLICTS");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "ftp://localhost/", "http://", "http://a b/", "http://me:pw@host/"})
  void anAddressThatCannotBeCalledIsRefused(String url) {
    assertThatThrownBy(() -> Fixtures.config("gate.http-critic.url=" + url))
        .hasMessageContaining("an address such as http://localhost:8000/judge");
  }
}
