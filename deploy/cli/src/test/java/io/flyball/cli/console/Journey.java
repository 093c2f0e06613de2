package io.flyball.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.console.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What a person does with an HTTP client and a browser alone, a step a method. */
final class Journey {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ARMS = "[{\"id\":\"red\"},{\"id\":\"blue\"}]";
  private static final int DECISIONS = 30;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String gateway;
  private final Browser browser;
  private final Instant now = Instant.now();

  Journey(String gateway, Browser browser) {
    this.gateway = gateway;
    this.browser = browser;
  }

  private JsonNode send(int status, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(gateway + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Flyball-Deadline-Ms", "20000");
    request = body == null ? request : request.POST(BodyPublishers.ofString(body));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within two minutes: " + what);
      }
      LockSupport.parkNanos(200_000_000);
    }
  }

  private void open(String path) {
    browser.open(path);
    browser.await("#stream[data-stream=live]");
  }

  private String before(long millis) {
    return now.minusMillis(millis).toString();
  }

  /** Exposures, and clicks on one of them that no person makes. */
  void showsAndClicks() {
    String exposure =
        "{\"id\":\"j-shown\",\"time\":\"%s\",\"user\":\"j-visitor\",\"item\":\"shoe\"}";
    assertThat(send(202, "/v1/exposures", exposure.formatted(before(520_000))).get("accepted"))
        .hasToString("1");
    StringBuilder clicks = new StringBuilder();
    for (int i = 0; i <= 40; i++) {
      // The last one is of now: event time passes the others.
      clicks.append(i == 0 ? "[" : ",").append(click(i, i == 40 ? 0 : 500_000 - i * 100));
    }
    assertThat(send(202, "/v1/signals", clicks.append("]").toString()).get("accepted"))
        .hasToString("41");
  }

  private String click(int number, long age) {
    return "{\"id\":\"j-click%d\",\"time\":\"%s\",\"user\":\"j-visitor\",\"kind\":\"CLICK\","
            .formatted(number, before(age))
        + "\"item\":\"shoe\",\"exposureId\":\"j-shown\"}";
  }

  /** Decisions of a policy that nobody has heard of; red is what people like. */
  void decidesAndRewards() {
    for (int i = 0; i < DECISIONS; i++) {
      JsonNode decision =
          decide(Integer.toString(i), ",\"time\":\"" + before(1_200_000 - i * 35_000L) + "\"");
      String arm = decision.get("arm").asText();
      String reward =
          "{\"id\":\"j-reward%d\",\"kind\":\"FINAL\",\"value\":%d,\"arm\":\"%s\",\"propensity\":%s,\"time\":\"%s\"}"
              .formatted(
                  i,
                  arm.equals("red") ? 1 : 0,
                  arm,
                  decision.get("propensity"),
                  before(1_195_000 - i * 35_000L));
      send(202, "/v1/decisions/journey%2F" + i + "/reward", reward);
    }
  }

  private JsonNode decide(String rest, String more) {
    return send(
        200, "/v1/decide", "{\"id\":\"journey/" + rest + "\",\"arms\":" + ARMS + more + "}");
  }

  /** The page counts them; what is answered next is what was learned. */
  void watchesThePolicyLearn() {
    open("/console/bandit?policy=journey");
    browser.await("[data-tile=decisions] .value", Integer.toString(DECISIONS));
    browser.await("[data-panel=arms] tbody tr[data-key=red] td[data-col=arm]", "red best mean");
    browser.await("[data-panel=arms] tbody tr[data-key=red] td[data-col=mean]", "1");
    browser.await("[data-facts=outcomes]", "(?s).*rewarded\\s+" + DECISIONS + ".*");
    await(
        "a snapshot of what was learned",
        () -> send(200, "/v1/policies/journey", null).get("learned").asInt() > DECISIONS / 2);
    JsonNode decision = decide("after", "");
    assertThat(decision.get("source").asText()).isEqualTo("snapshot");
    assertThat(decision.get("propensities").get(0).asDouble()).isGreaterThan(0.9);
  }

  /** The alarm on the first page leads to its own; the evidence are the ids of the clicks. */
  void opensTheEvidenceOfAnAlarm() {
    open("/");
    String incident = ".incidents li[data-incident='alert/feedback/BURST'] a";
    browser.await(incident, "BURST of j-visitor: 30 signal.*");
    browser.click(incident);
    browser.await("main[data-page=feedback]");
    browser.click("[data-panel=alerts] td[data-col=evidence] summary");
    browser.await("[data-panel=alerts] td[data-col=evidence] li code", "j-click\\d+");
  }

  /** A page has sent what no job can use; it goes back to its topic, once. */
  void replaysADeadLetter() {
    String where = "/console/feedback?topic=feedback.signals&reason=MISSING_FIELD";
    open(where);
    browser.await("[data-panel=letters] tbody tr:first-child td[data-col=reason]", "MISSING_FIELD");
    browser.click("[data-replay] button");
    browser.await("[data-replay] .said", "\\d+ letters? would go back.*");
    browser.click("[data-replay] .main-act");
    browser.await("[data-replay] .said", "\\d+ letters? went back.*");
    browser.click("[data-replay] button");
    // The job refuses what came back: that is a letter of its own.
    browser.await("[data-replay] .said", "\\d+ letters? would go back.*");
    await(
        "it is marked",
        () ->
            send(200, "/v1/dead-letters?topic=feedback.signals&reason=MISSING_FIELD", null)
                .findValuesAsText("replayed")
                .contains("true"));
  }

  /** Tried and published in the form; the next answer follows it. */
  void steersThePolicy() {
    open("/console/control?target=bandit%2Fjourney");
    browser.await("form[data-form]");
    browser.choose("select[name=add-key]", "mode");
    browser.click("button[name=add]");
    browser.await("[name=mode]");
    browser.choose("[name=mode]", "FROZEN");
    browser.click("form[data-form] button[type=submit]");
    browser.await("form .said", "The job would take it.");
    browser.click("button[name=publish]");
    browser.await("[data-facts=in-force]", "(?s).*version\\s+1.*mode=FROZEN.*");
    await(
        "followed",
        () -> decide("frozen" + System.nanoTime(), "").get("mode").asText().equals("FROZEN"));
  }
}
