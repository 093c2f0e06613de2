package io.flyball.tools.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.schemas.Alert;
import io.flyball.schemas.AlertSeverity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeClusterTest {

  private static Alert alert(String id, String scope, long since, long time) {
    return Alert.newBuilder()
        .setId(id)
        .setTime(Instant.ofEpochSecond(time))
        .setJob("loop")
        .setKind("DRIFT")
        .setScope(scope)
        .setSeverity(id.equals("b") ? AlertSeverity.CRITICAL : AlertSeverity.INFO)
        .setSince(Instant.ofEpochSecond(since))
        .setSummary("moved")
        .setEvidence(List.of())
        .setValues(Map.of())
        .build();
  }

  @Test
  void noAlertsAreNoChange() {
    assertThat(ChangeCluster.of(List.of())).isEmpty();
  }

  @Test
  void alertsWhoseTimesOverlapAreOneChangeAndOthersAreNot() {
    List<ChangeCluster> changes =
        ChangeCluster.of(
            List.of(
                alert("d", "all", 500, 600),
                alert("a", "all", 100, 200),
                alert("b", "surface/home", 150, 300),
                alert("c", "all", 290, 310)));

    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).alerts()).extracting(Alert::getId).containsExactly("a", "b", "c");
    assertThat(changes.get(0).since()).isEqualTo(Instant.ofEpochSecond(100));
    assertThat(changes.get(0).until()).isEqualTo(Instant.ofEpochSecond(310));
    assertThat(changes.get(0).scopes()).isEqualTo(2);
    assertThat(changes.get(0).severity()).isEqualTo("CRITICAL");
  }
}
