package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.SECOND;
import static io.flyball.jobs.feedback.Fixtures.onExposure;
import static io.flyball.jobs.feedback.Fixtures.onItem;
import static io.flyball.jobs.feedback.Fixtures.shown;
import static io.flyball.jobs.feedback.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.feedback.FeedbackActor;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each abuse raises one alert that names its signals; what falls just short of it raises none. */
class AbuseAlertsTest {
  private final List<Event> events = new ArrayList<>();

  private List<Alert> alerts() throws Exception {
    List<RawRecord> partition = new ArrayList<>();
    events.sort(Comparator.comparingLong(Event::time));
    events.forEach(event -> partition.add(event.raw(0, partition.size())));
    return LocalRun.of(2, List.of(partition)).alerts();
  }

  @Test
  void everyAbuseRaisesOneAlertWithItsEvidence() throws Exception {
    clicks("ada", 30, 300);
    opinions("bob", MINUTE, SignalKind.LIKE, SignalKind.DISLIKE, SignalKind.LOVE);
    events.add(shown("x1", MINUTE, "carl", "item"));
    events.add(onExposure("early", 30 * SECOND, "carl", SignalKind.CLICK, "x1"));
    for (int user = 0; user < 5; user++) {
      String text = user % 2 == 0 ? "Buy  this at once, friends" : " buy this AT ONCE, friends ";
      events.add(text("text" + user, user * MINUTE, "user" + user, text));
    }
    List<Alert> alerts = alerts();
    assertThat(alerts)
        .extracting(Alert::kind)
        .containsExactlyInAnyOrder("BURST", "FLIP_FLOP", "SIGNAL_BEFORE_EXPOSURE", "REPEATED_TEXT");
    assertThat(of("BURST", alerts).evidence())
        .isEqualTo(IntStream.range(0, 30).mapToObj(i -> "%s-%02d".formatted("ada", i)).toList());
    assertThat(of("BURST", alerts).scope()).isEqualTo("ada");
    assertThat(of("FLIP_FLOP", alerts).evidence()).containsExactly("bob0", "bob1", "bob2");
    assertThat(of("FLIP_FLOP", alerts).scope()).isEqualTo("bob");
    assertThat(of("SIGNAL_BEFORE_EXPOSURE", alerts).evidence()).containsExactly("early");
    assertThat(of("REPEATED_TEXT", alerts).evidence())
        .containsExactly("text0", "text1", "text2", "text3", "text4");
    assertThat(of("REPEATED_TEXT", alerts).scope()).isEqualTo("buy this at once, friends");
    assertThat(of("REPEATED_TEXT", alerts).values()).containsEntry("users", 5.0);
  }

  @Test
  void whatFallsJustShortRaisesNothing() throws Exception {
    clicks("one click short", 29, 300);
    clicks("too slow", 60, 350);
    opinions("never back", MINUTE, SignalKind.LIKE, SignalKind.LOVE, SignalKind.DISLIKE);
    opinions("mild", MINUTE, SignalKind.LIKE, SignalKind.CLICK, SignalKind.LIKE);
    opinions("slow", 31 * MINUTE, SignalKind.LIKE, SignalKind.DISLIKE, SignalKind.LIKE);
    events.add(onItem("other0", 0, "elsewhere", SignalKind.LIKE, "item1"));
    events.add(onItem("other1", MINUTE, "elsewhere", SignalKind.DISLIKE, "item1"));
    events.add(onItem("other2", 2 * MINUTE, "elsewhere", SignalKind.LIKE, "item2"));
    events.add(shown("x1", MINUTE, "carl", "item"));
    events.add(onExposure("same time", MINUTE, "carl", SignalKind.CLICK, "x1"));
    events.add(
        Fixtures.signal(
            "simulated",
            30 * SECOND,
            "carl",
            SignalKind.CLICK,
            "x1",
            null,
            null,
            FeedbackActor.SHADOW,
            null));
    for (int i = 0; i < 6; i++) {
      events.add(text("four" + i, i * MINUTE, "user" + i % 4, "Only four of us say so"));
      events.add(text("short" + i, i * MINUTE, "user" + i, "Nice one, thanks!"));
      events.add(text("slow" + i, 16L * i * MINUTE, "user" + i, "Said over an hour and more"));
    }
    assertThat(alerts()).isEmpty();
  }

  private void clicks(String user, int count, long every) {
    for (int i = 0; i < count; i++) {
      events.add(onItem("%s-%02d".formatted(user, i), i * every, user, SignalKind.CLICK, "item"));
    }
  }

  private void opinions(String user, long every, SignalKind... kinds) {
    for (int i = 0; i < kinds.length; i++) {
      events.add(onItem(user + i, i * every, user, kinds[i], "item"));
    }
  }

  private static Alert of(String kind, List<Alert> alerts) {
    return alerts.stream().filter(a -> a.kind().equals(kind)).findFirst().orElseThrow();
  }
}
