package io.flyball.jobs.feedback;

import static io.flyball.jobs.feedback.Fixtures.MINUTE;
import static io.flyball.jobs.feedback.Fixtures.SECOND;
import static io.flyball.jobs.feedback.Fixtures.control;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.core.feedback.AttributedFeedback;
import io.flyball.core.feedback.AttributedFeedback.Status;
import io.flyball.core.feedback.SignalKind;
import io.flyball.core.record.Alert;
import io.flyball.jobs.harness.Subtasks;
import io.flyball.jobs.runtime.ControlRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steering the windows while the job runs, at parallelism 2. */
class AttributeControlTest {
  private static final ControlRecord SHORT =
      control("feedback", 2, Map.of("windows.CLICK", "1 min"));
  private static final ControlRecord LONG = control("feedback", 3, Map.of("windows.CLICK", "2 h"));

  private Subtasks<PackedEvent, AttributedFeedback> operator;
  private int users;

  @BeforeEach
  void open() throws Exception {
    operator = new Subtasks<>(Operators.attribution(Fixtures.config()), 2, false);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  private void steer(ControlRecord... updates) throws Exception {
    for (ControlRecord update : updates) {
      Operators.broadcast(operator, update);
    }
  }

  /** What becomes of clicks after 30 s, 10 min and 1 h, by users who were not seen before. */
  private List<Status> clicks() throws Exception {
    List<String> clicks = new ArrayList<>();
    for (long after : new long[] {30 * SECOND, 10 * MINUTE, 60 * MINUTE}) {
      String user = "user" + users++;
      Event shown = Fixtures.shown("x" + user, 0, user, "item");
      Event click = Fixtures.onExposure("s" + user, after, user, SignalKind.CLICK, "x" + user);
      operator.send(shown.timely(), shown.time());
      operator.send(click.timely(), click.time());
      operator.watermark(click.time() + 3 * MINUTE);
      clicks.add("signal/" + click.id());
    }
    return operator.main().stream()
        .filter(row -> clicks.contains(row.id()))
        .map(AttributedFeedback::status)
        .sorted()
        .toList();
  }

  @Test
  void withoutControlTheConfiguredWindowHolds() throws Exception {
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ORPHAN);
  }

  @Test
  void theHighestVersionWinsInAnyOrderOfArrival() throws Exception {
    steer(SHORT);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ORPHAN, Status.ORPHAN);
    steer(LONG, SHORT);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ATTRIBUTED);
    steer(SHORT);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ATTRIBUTED);
    assertThat(operator.side(AttributeFunction.ALERTS)).isEmpty();
  }

  @Test
  void aNewerUpdateReplacesTheOneBeforeWhole() throws Exception {
    steer(LONG, control("feedback", 4, Map.of("hold", "3 min")));
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ORPHAN);
  }

  @Test
  void updatesOfOtherJobsAreIgnored() throws Exception {
    steer(control("camera", 9, Map.of("windows.CLICK", "1 min")));
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ORPHAN);
  }

  @Test
  void aRejectedUpdateRaisesOneAlertAndChangesNothing() throws Exception {
    steer(SHORT);
    for (Map<String, String> bad :
        List.of(
            Map.of("windows.CLICK", "soon"),
            Map.of("windows.SNEEZE", "1 h"),
            Map.of("windows.CLICK", "0 s"),
            Map.of("hold", "-1 s"),
            Map.of("windows", "1 h"))) {
      int before = operator.side(AttributeFunction.ALERTS).size();
      steer(control("feedback", 9, bad));
      List<Alert> alerts = operator.side(AttributeFunction.ALERTS);
      assertThat(alerts).as("%s", bad).hasSize(before + 1);
      assertThat(alerts.get(before).kind()).isEqualTo("CONTROL_REJECTED");
      assertThat(alerts.get(before).summary()).contains("version 9");
    }
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ORPHAN, Status.ORPHAN);
    steer(LONG);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ATTRIBUTED);
  }

  @Test
  void aSignalThatWaitsIsLookedAtAtTheEndOfARaisedHold() throws Exception {
    Event click = Fixtures.onExposure("s", 0, "ada", SignalKind.CLICK, "nowhere");
    operator.send(click.timely(), click.time());
    steer(control("feedback", 2, Map.of("hold", "5 min")));
    operator.watermark(click.time() + 5 * MINUTE - 1);
    assertThat(operator.main()).isEmpty();
    operator.watermark(click.time() + 5 * MINUTE);
    assertThat(operator.main())
        .extracting(AttributedFeedback::status)
        .containsExactly(Status.ORPHAN);
    assertThat(operator.counts()).doesNotContainKey("SIGNALS_PENDING");
    assertThat(operator.entries()).isZero();
    assertThat(operator.timers()).isZero();
  }

  /** Every key, raised and lowered once and again, while signals and exposures wait. */
  @Test
  void noStepOfAnyKeyLeavesAnythingBehind() throws Exception {
    List<String> keys = new ArrayList<>(List.of("hold"));
    for (SignalKind kind : SignalKind.values()) {
      keys.add("windows." + kind);
    }
    long version = 1;
    for (String key : keys) {
      for (List<String> values :
          List.of(List.of("30 min", "1 s", "20 d"), List.of("1 s", "30 d", "1 min"))) {
        operator.close();
        open();
        List<Event> events = new ArrayList<>(History.of(version, 120));
        for (int i = 0; i < events.size(); i++) {
          Event event = events.get(i);
          operator.send(event.timely(), event.time());
          operator.watermark(event.time() - 5 * MINUTE);
          if (i % 30 == 20) {
            steer(control("feedback", ++version, Map.of(key, values.get(i / 30 % 3))));
          }
        }
        operator.watermark(Long.MAX_VALUE);
        assertThat(operator.entries()).as("%s of %s", values, key).isZero();
        assertThat(operator.timers()).as("%s of %s", values, key).isZero();
        assertThat(operator.counts())
            .doesNotContainKeys("SIGNALS_PENDING", "EXPOSURES_PENDING")
            .containsEntry(
                "ACCEPTED_SIGNALS",
                operator.counts().get("SIGNALS_ATTRIBUTED")
                    + operator.counts().get("SIGNALS_ORPHANED"));
      }
    }
  }

  @Test
  void controlSurvivesARestoreAtAnotherParallelism() throws Exception {
    steer(LONG);
    operator.restoreAt(3);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ATTRIBUTED);
    steer(SHORT);
    assertThat(clicks()).containsExactly(Status.ATTRIBUTED, Status.ATTRIBUTED, Status.ATTRIBUTED);
  }
}
