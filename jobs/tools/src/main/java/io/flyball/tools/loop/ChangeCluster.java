package io.flyball.tools.loop;

import io.flyball.schemas.Alert;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Alerts of one change: their times from when they began to when they were raised overlap. One
 * change of a log moves many signals in many scopes, and each of them raises an alert of its own.
 *
 * @param alerts in the order of their times
 */
record ChangeCluster(List<Alert> alerts) {

  static List<ChangeCluster> of(List<Alert> alerts) {
    List<Alert> order =
        alerts.stream()
            .sorted(Comparator.comparing(Alert::getSince).thenComparing(Alert::getTime))
            .toList();
    List<ChangeCluster> clusters = new ArrayList<>();
    List<Alert> open = new ArrayList<>();
    Instant until = Instant.MIN;
    for (Alert alert : order) {
      if (!open.isEmpty() && alert.getSince().isAfter(until)) {
        clusters.add(new ChangeCluster(sorted(open)));
        open = new ArrayList<>();
      }
      open.add(alert);
      until = until.isAfter(alert.getTime()) ? until : alert.getTime();
    }
    if (!open.isEmpty()) {
      clusters.add(new ChangeCluster(sorted(open)));
    }
    return clusters;
  }

  private static List<Alert> sorted(List<Alert> alerts) {
    return alerts.stream()
        .sorted(Comparator.comparing(Alert::getTime).thenComparing(Alert::getId))
        .toList();
  }

  Instant since() {
    return alerts.stream().map(Alert::getSince).min(Comparator.naturalOrder()).orElseThrow();
  }

  Instant until() {
    return alerts.stream().map(Alert::getTime).max(Comparator.naturalOrder()).orElseThrow();
  }

  List<String> kinds() {
    return alerts.stream().map(Alert::getKind).distinct().sorted().toList();
  }

  long scopes() {
    return alerts.stream().map(Alert::getScope).distinct().count();
  }

  /** The gravest. */
  String severity() {
    return alerts.stream()
        .map(Alert::getSeverity)
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .toString();
  }
}
