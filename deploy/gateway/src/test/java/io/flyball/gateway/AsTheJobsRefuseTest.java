package io.flyball.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Refusal;
import io.flyball.gateway.GatewayRun.Answer;
import io.flyball.jobs.bandit.BanditDecoder;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.loop.LoopDecoder;
import io.flyball.jobs.modes.ModesDecoder;
import io.flyball.jobs.reward.RewardDecoder;
import io.flyball.jobs.runtime.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad record is refused by HTTP for the reason, and at the field, that its job would name. */
@Timeout(120)
class AsTheJobsRefuseTest extends WithGateway {
  private static final FlyballConfig CONFIG =
      Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());

  /** A record of a topic, or what is left of one. */
  record Bad(String path, String topic, String value) {
    @Override
    public String toString() {
      return path + " " + (value.length() > 100 ? value.substring(0, 100) : value);
    }
  }

  static List<Bad> bad() {
    List<Bad> bad = new ArrayList<>();
    String e = "\"id\":\"e\",\"time\":1700000000000,\"user\":\"u\",\"item\":\"i\"";
    add(bad, "exposures", "feedback.exposures", "{" + e, e + "}", "{" + e + "}}", "{}");
    each(
        bad,
        "exposures",
        "feedback.exposures",
        e,
        "\"position\":-1",
        "\"position\":1.5",
        "\"propensity\":0",
        "\"propensity\":1.1",
        "\"itemSource\":\"ROBOT\"",
        "\"categories\":[1]",
        "\"id\":\"twice\"",
        "\"surface\":[]",
        "\"type\":\"Span\"",
        "\"schemaVersion\":99",
        "\"categories\":" + nested(70));
    for (String field : List.of("time", "user", "item")) {
      bad.add(
          new Bad(
              "exposures",
              "feedback.exposures",
              "{"
                  + e.replace("\"" + field + "\":", "\"" + field + "\":[],\"x" + field + "\":")
                  + "}"));
    }
    add(
        bad,
        "exposures",
        "feedback.exposures",
        "{" + e.replace("1700000000000", "-5") + "}",
        "{" + e.replace("1700000000000", "\"yesterday\"") + "}",
        "{" + e.replace("1700000000000", "99999999999999") + "}",
        "{" + e.replace("1700000000000", "4102444800000") + "}",
        "{" + e.replace("\"u\"", "\"\"") + "}",
        "{" + e.replace("\"u\"", "\"" + "u".repeat(10_001) + "\"") + "}",
        "{" + e.replace("\"u\"", "\"\\ud800\"") + "}");
    String s = "\"id\":\"s\",\"time\":1700000000000,\"user\":\"u\",\"kind\":\"RATING\"";
    each(
        bad,
        "signals",
        "feedback.signals",
        s,
        "\"text\":\"no target\"",
        "\"item\":\"i\"",
        "\"item\":\"i\",\"value\":11",
        "\"item\":\"i\",\"value\":-1",
        "\"item\":\"i\",\"value\":1e400");
    String r = "\"id\":\"r\",\"time\":1700000000000,\"decisionId\":\"p/1\"";
    each(
        bad,
        "rewards",
        "rewards",
        r,
        "\"kind\":\"VALUE\"",
        "\"value\":1,\"weight\":0",
        "\"value\":1e13",
        "\"kind\":\"BEST\"",
        "\"kind\":\"CORRECTION\",\"value\":1",
        "\"value\":1,\"propensity\":2",
        "\"value\":1,\"revision\":-1");
    String d = "\"id\":\"p/1\",\"time\":1700000000000";
    each(
        bad,
        "requests",
        "bandit.requests",
        d,
        "\"context\":[]",
        "\"arms\":[]",
        "\"arms\":[{\"id\":\"\"}]",
        "\"arms\":[{\"id\":\"a\"},{\"id\":\"a\"}]",
        "\"arms\":[{\"id\":\"a\",\"eligible\":false}]",
        "\"arms\":[{\"id\":\"a\",\"features\":[1]},{\"id\":\"b\"}]",
        "\"arms\":[{\"id\":\"a\"}],\"forcedArm\":\"z\"",
        "\"arms\":[{\"id\":\"a\"}],\"importance\":0",
        "\"arms\":[{\"id\":\"a\"}],\"loggedPropensity\":0.5");
    bad.add(
        new Bad(
            "requests",
            "bandit.requests",
            "{" + d.replace("p/1", "p") + ",\"arms\":[{\"id\":\"a\"}]}"));
    String t = "\"time\":1700000000000,\"episode\":\"e\",\"model\":\"m\",\"answer\":\"x\"";
    each(
        bad,
        "turns",
        "loop.turns",
        t,
        "\"turn\":0",
        "\"turn\":1,\"score\":2",
        "\"turn\":1,\"constraints\":-1",
        "\"turn\":1,\"constraints\":1,\"satisfied\":2");
    String p = "\"time\":1700000000000,\"traceId\":\"t\",\"spanId\":\"s\"";
    each(bad, "spans", "loop.spans", p, "\"parents\":[\"s\"]", "\"parents\":7");
    String m = "\"id\":\"m\",\"time\":1700000000000,\"groupId\":\"g\"";
    each(
        bad,
        "members",
        "reward.members",
        m,
        "\"components\":{}",
        "\"components\":{\"a\":1e11}",
        "\"teacher\":true",
        "\"components\":{\"a\":0.5},\"expectedSize\":0");
    String o = "\"id\":\"o\",\"time\":1700000000000";
    bad.add(new Bad("observations", "modes.observations", "{" + o + ",\"state\":1}"));
    each(
        bad,
        "observations",
        "modes.observations",
        o + ",\"entity\":\"e\"",
        "\"segment\":\"s\"",
        "\"state\":1,\"value\":2",
        "\"state\":-1",
        "\"state\":99",
        "\"symbol\":99999",
        "\"value\":\"NaN\"",
        "\"outcome\":{\"mode\":77}",
        "\"pair\":{\"drive\":1e7,\"response\":0}");
    return bad;
  }

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static void add(List<Bad> bad, String path, String topic, String... values) {
    for (String value : values) {
      bad.add(new Bad(path, topic, value));
    }
  }

  private static void each(List<Bad> bad, String path, String topic, String base, String... more) {
    for (String field : more) {
      bad.add(new Bad(path, topic, "{" + base + "," + field + "}"));
    }
  }

  /** What the job that reads the topic says of it. */
  private static Optional<Refusal> job(Bad bad) {
    byte[] value = bad.value().getBytes(UTF_8);
    RawRecord raw =
        new RawRecord(bad.topic(), 0, 0, System.currentTimeMillis(), null, value, Map.of());
    return Optional.ofNullable(
        switch (bad.path()) {
          case "exposures", "signals" ->
              new FeedbackDecoder(CONFIG.feedback()).apply(raw).refusal();
          case "rewards", "requests" -> new BanditDecoder(CONFIG.bandit()).apply(raw).refusal();
          case "turns", "spans" -> new LoopDecoder(CONFIG.loop()).apply(raw).refusal();
          case "observations" -> new ModesDecoder(CONFIG.modes()).apply(raw).refusal();
          default -> new RewardDecoder(CONFIG.reward()).apply(raw).refusal();
        });
  }

  @ParameterizedTest
  @MethodSource("bad")
  void theReasonAndTheFieldAreTheJobs(Bad bad) {
    Optional<Refusal> job = job(bad);
    Answer answer = run.post("/v1/" + bad.path(), "application/x-ndjson", bad.value());
    if (job.isEmpty()) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
      return;
    }
    assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
    assertThat(answer.json().get("reason").asText()).isEqualTo(job.get().reason().name());
    assertThat(answer.json().get("field").asText()).isEqualTo(job.get().field());
  }

  @ParameterizedTest
  @MethodSource("bad")
  void inABodyOfItsOwnItIsTheSameUnlessTheTextIsNoJson(Bad bad) {
    Optional<Refusal> job = job(bad);
    Answer answer = run.post("/v1/" + bad.path(), "application/json", bad.value());
    assertThat(answer.status()).isEqualTo(job.isEmpty() ? 202 : answer.status() == 400 ? 400 : 422);
    job.ifPresent(
        refusal -> {
          if (answer.status() == 422) {
            assertThat(answer.json().get("reason").asText()).isEqualTo(refusal.reason().name());
            assertThat(answer.json().get("field").asText()).isEqualTo(refusal.field());
          }
        });
  }
}
