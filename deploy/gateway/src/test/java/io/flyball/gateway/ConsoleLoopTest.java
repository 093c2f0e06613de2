package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Alert;
import io.flyball.schemas.AlertSeverity;
import io.flyball.schemas.LoopMetric;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page of a loop shows is what its topics hold. */
@Timeout(300)
class ConsoleLoopTest extends WithConsole {
  private static final String BROKER = SharedBroker.bootstrap();

  private final String scope = "surface/" + UUID.randomUUID();
  private final long now = System.currentTimeMillis() / 60_000 * 60_000;

  private void measure(double first, double step) {
    List<LoopMetric> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long end = now - 60_000L * (9 - i);
      all.add(ConsoleRecords.metric(scope, "exposure.GINI_OVER_N", end, first + step * i, 0));
      all.add(ConsoleRecords.metric(scope, "holdout-exposure.GINI_OVER_N", end, first, 0));
    }
    send(all);
  }

  private void send(List<LoopMetric> all) {
    LiveRecords.send(BROKER, "loop.metrics", scope, LoopMetric.class, all);
  }

  private void show() {
    open("/console/loop?scope=" + scope.replace("/", "%2F"));
    browser.await("main h1", "Loop " + scope + ".*");
  }

  @Test
  void theNewestWindowIsTheTopicsWithItsHoldoutBeside() {
    measure(.5, .02);
    show();
    browser.await("[data-tile=gini] .value", "0\\.68");
    browser.await("[data-panel=concentration] [data-last='Gini over n']", "0\\.68");
    browser.await("[data-panel=concentration] [data-last='Gini over n, holdout']", "0\\.5");
    browser.await("[data-verdict=warn] strong", "It narrows");
  }

  @Test
  void ofSeveralRevisionsTheHighestCounts() {
    measure(.5, 0);
    send(List.of(ConsoleRecords.metric(scope, "exposure.GINI_OVER_N", now, .625, 2)));
    send(List.of(ConsoleRecords.metric(scope, "exposure.GINI_OVER_N", now, .75, 1)));
    show();
    browser.await("[data-tile=gini] .value", "0\\.625");
  }

  @Test
  void anAlarmIsMarkedWithWhatItSeparatesAndItsEvidence() {
    measure(.5, .02);
    LiveRecords.send(
        BROKER,
        "alerts",
        scope,
        Alert.class,
        List.of(
            Alert.newBuilder(LiveRecords.alert("a-" + scope, "The head grows."))
                .setTime(Instant.ofEpochMilli(now - 270_000))
                .setKind("ECHO_CHAMBER")
                .setScope(scope)
                .setSeverity(AlertSeverity.CRITICAL)
                .build()));
    show();
    browser.await("[data-verdict=bad] strong", "Echo chamber in " + scope);
    // Ends of windows up to 5 min ago lie before it: five of ten.
    browser.await("[data-panel=concentration] p", ".*Gini over n 0\\.54 before, 0\\.64 after.*");
    browser.await("[data-panel=alerts] details summary", "1 record, 2 numbers");
    browser.click("[data-panel=alerts] details summary");
    browser.await("[data-panel=alerts] details", "(?s).*before\\s+0\\.1.*after\\s+0\\.3.*e1.*");
    assertThat(
            browser.script(
                "return document.querySelector('[data-panel=alerts] details a').getAttribute('href')"))
        .as("a finding is seen in the windows of its scope")
        .asString()
        .contains("/console/loop?scope=" + scope.replace("/", "%2F"));
  }
}
