package io.flyball.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Alert;
import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.DeadLetter;
import io.flyball.schemas.FeedbackStatus;
import io.flyball.schemas.FeedbackSubject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refused records on the page: why, where, what they hold, and back again. */
@Timeout(300)
class ConsoleFeedbackTest extends WithConsole {
  private static final String BROKER = SharedBroker.bootstrap();

  /** Letters of one test are found by their topic. */
  private final String topic = "t-" + UUID.randomUUID();

  private void refuse(int count) {
    for (int i = 0; i < count; i++) {
      String value = "{\"user\":\"u1\",\"kind\":\"RATING\",\"value\":null,\"n\":" + i + "}";
      LiveRecords.send(
          BROKER,
          "dead-letters",
          topic,
          DeadLetter.class,
          List.of(ConsoleRecords.letter(topic, "MISSING_FIELD", "value", value, i)));
    }
  }

  @Test
  void lettersOfAnAddressAreShownWithReasonFieldAndPlace() {
    refuse(3);
    open("/console/feedback?topic=" + topic + "&reason=MISSING_FIELD");
    String row = "[data-panel=letters] tbody tr:first-child ";
    browser.await(row + "td[data-col=place]", topic + "/0/2");
    browser.await(row + "td[data-col=reason]", "MISSING_FIELD");
    browser.await(row + "td[data-col=field]", "value");
    assertThat(
            browser.script(
                "return document.querySelectorAll('[data-panel=letters] tbody tr').length"))
        .isEqualTo(3L);
  }

  @Test
  void keysWalkTheRowsAndOpenALetterWhoseWrongFieldIsMarked() {
    refuse(2);
    open("/console/feedback?topic=" + topic);
    browser.await("[data-panel=letters] tbody tr:nth-child(2)");
    browser.script("document.querySelector('[data-panel=letters] tbody tr').focus()");
    browser.press("j");
    browser.press("k");
    browser.press(org.openqa.selenium.Keys.ENTER);
    browser.await("[data-letter] mark", "null");
    assertThat(browser.url()).contains("letter=dead-letters%2F");
    browser.click("[data-letter] header button:last-of-type");
    browser.await("[data-letter] pre", "(?s)0000  7b 22 75 73 65 72.*\\{\"user\".*");
    assertThat(browser.violations()).isEmpty();
  }

  @Test
  void theEvidenceOfAnAlertLeadsToTheRowThatItNames() {
    String id = "n-" + topic;
    LiveRecords.send(
        BROKER,
        "feedback.attributed",
        "u1",
        AttributedFeedback.class,
        List.of(
            AttributedFeedback.newBuilder()
                .setId("signal/" + id)
                .setSubject(FeedbackSubject.SIGNAL)
                .setStatus(FeedbackStatus.ORPHAN)
                .setTime(Instant.now())
                .setUser("u1")
                .build()));
    LiveRecords.send(
        BROKER,
        "alerts",
        "u1",
        Alert.class,
        List.of(
            Alert.newBuilder(LiveRecords.alert("feedback/BURST/" + id, "30 signals"))
                .setJob("feedback")
                .setKind("BURST")
                .setScope("u1")
                .setTime(Instant.now())
                .setEvidence(List.of(id, "gone-" + id))
                .build()));
    open("/console/feedback?topic=" + topic);
    browser.await("[data-panel=alerts] details summary", "2 records, 2 numbers");
    browser.click("[data-panel=alerts] details summary");
    browser.click("[data-panel=alerts] details li:first-child a");
    browser.await(
        "[data-record] pre", "(?s).*\"id\": \"signal/" + id + "\".*\"status\": \"ORPHAN\".*");
    browser.await("[data-record] dl", "(?s).*feedback\\.attributed/\\d+/\\d+.*");
    assertThat(browser.url()).contains("evidence=feedback.attributed%23signal").contains(topic);
    assertThat(browser.violations()).isEmpty();
    browser.click("[data-panel=alerts] details li:last-child a");
    browser.await("[data-record] [data-state=broken]", "(?s).*none of the \\d+ newest records.*");
  }

  @Test
  void aReplayIsCountedBeforeItIsDone() {
    refuse(2);
    open("/console/feedback?topic=" + topic);
    browser.await("[data-replay] button");
    assertThat(browser.script("return document.querySelector('[data-replay] .main-act').disabled"))
        .isEqualTo(true);
    browser.click("[data-replay] button");
    // The topic that they came from does not exist: nothing can go back.
    browser.await("[data-replay] .said", "0 letters would go back. Left: 2 of " + topic + ".*");
    assertThat(browser.script("return document.querySelector('[data-replay] .main-act').disabled"))
        .isEqualTo(true);
  }

  @Test
  void theOverviewLeadsToTheLetters() {
    refuse(4);
    open("/");
    String incident = "[data-panel=rubbish] tr[data-key='letter/" + topic + "/MISSING_FIELD'] ";
    browser.await("[data-panel=rubbish] button, " + incident + "td");
    if (browser.text(incident + "td[data-col=count]").isEmpty()) {
      browser.click("[data-panel=rubbish] button");
    }
    browser.await(incident + "td[data-col=count]", "4");
    browser.click(incident + "a");
    browser.await("main[data-page=feedback]");
    assertThat(browser.url()).contains("reason=MISSING_FIELD").contains("topic=" + topic);
  }
}
