package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.core.bandit.serve.ServingCount;
import io.flyball.core.feedback.FeedbackCount;
import io.flyball.core.reward.RewardCount;
import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.dataloop.DataloopCount;
import io.flyball.jobs.gate.GateCount;
import io.flyball.jobs.loop.LoopCount;
import io.flyball.jobs.modes.ModesCount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What dashboards and alert rules name is there. */
class DashboardsTest {
  private static final Map<String, Class<? extends Enum<?>>> COUNTS =
      Map.of(
          "feedback", FeedbackCount.class,
          "reward", RewardCount.class,
          "bandit", ServingCount.class,
          "bias", BiasCount.class,
          "loop", LoopCount.class,
          "modes", ModesCount.class,
          "dataloop", DataloopCount.class,
          "gate", GateCount.class);
  private static final Pattern OWN = Pattern.compile("flyball_([a-z]+)_([A-Z_]+)$");

  @Test
  void everyCountThatIsShownIsOneThatItsJobCounts() {
    for (String metric : Dashboards.metrics()) {
      Matcher own = OWN.matcher(metric);
      if (own.find()) {
        assertThat(names(COUNTS.get(own.group(1)))).as(metric).contains(own.group(2));
      }
    }
  }

  @Test
  void everyJobHasADashboard() {
    List<Path> files = Manifests.files("grafana/dashboards", ".json");
    assertThat(files).hasSameSizeAs(COUNTS.keySet());
    for (Path file : files) {
      JsonNode dashboard = Dashboards.json(file);
      assertThat(dashboard.get("panels")).isNotEmpty();
      assertThat(dashboard.findValuesAsText("title")).doesNotHaveDuplicates();
    }
  }

  @Test
  void everyAlertRuleHasARunbookThatExists() throws Exception {
    Path deploy = Manifests.deploy();
    String operations = Files.readString(deploy.resolve("../docs/how-to/operate.md"));
    for (String runbook :
        Manifests.yaml(deploy.resolve("prometheus/alerts.yml")).findValuesAsText("runbook")) {
      String heading = runbook.substring(runbook.indexOf('#') + 1).replace('-', ' ');
      assertThat(operations.toLowerCase(Locale.ROOT)).contains("### " + heading);
    }
  }

  private static Set<String> names(Class<? extends Enum<?>> counts) {
    return Arrays.stream(counts.getEnumConstants()).map(Enum::name).collect(Collectors.toSet());
  }
}
