package io.flyball.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.ControlUpdate;
import io.flyball.tools.kafka.ControlTopic;
import io.flyball.tools.kafka.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ControlCommandTest {
  private static ReadyBroker kafka;

  @BeforeAll
  static void start() {
    kafka = new ReadyBroker();
    Topics.create(kafka.broker(), TopicCatalogue.load().topics());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  private static CommandRun control(String... args) {
    String[] all =
        Stream.of(new String[] {"control"}, args, new String[] {"--bootstrap", kafka.bootstrap()})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static ControlUpdate newest(String target) {
    return new ControlTopic(kafka.broker()).newest().get(target);
  }

  @Test
  void eachUpdateBearsTheNextVersionOfItsTarget() {
    control("set", "bandit/news", "mode=frozen", "window=1 min", "--author", "ops");
    control("set", "bandit", "mode=shadow");
    CommandRun third = control("set", "bandit/news", "mode=online");

    assertThat(third.out()).contains("bandit/news", "version 2", "mode=online");
    assertThat(third.err()).contains("no longer set for bandit/news: window");
    assertThat(newest("bandit/news").getVersion()).isEqualTo(2);
    assertThat(newest("bandit").getVersion()).isEqualTo(1);
    assertThat(control("list").out().lines())
        .filteredOn(line -> line.startsWith("bandit/news"))
        .singleElement()
        .asString()
        .endsWith("mode=online");
    assertThat(control("list", "--json").out()).contains("\"type\":\"ControlUpdate\"");
  }

  @Test
  void keptIsWhatStandsAndNotWhatIsDoneOnce() {
    control("set", "bandit/kept", "mode=frozen", "reset=true", "prior.a=1/2", "remove-arms=b");
    CommandRun second = control("set", "bandit/kept", "release=true", "--keep");

    assertThat(second.err()).isEmpty();
    assertThat(newest("bandit/kept").getParameters())
        .isEqualTo(Map.of("mode", "frozen", "release", "true"));
  }

  @Test
  void aDryRunPublishesNothing() {
    assertThat(control("set", "loop", "silence=DRIFT", "--dry-run", "--json").out())
        .contains("\"target\":\"loop\",\"version\":1");
    assertThat(newest("loop")).isNull();
  }

  @Test
  void aTargetThatNoJobHasIsRefusedBeforeABrokerIsAsked() {
    for (String target : new String[] {"news", "bandits/news", "bandit/", ""}) {
      CommandRun run = CommandRun.of("control", "set", target, "a=b");
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("feedback, reward, bandit, bias, loop");
    }
    CommandRun noPair = CommandRun.of("control", "set", "bandit", "mode");
    assertThat(noPair.exitCode()).isEqualTo(2);
    assertThat(noPair.err()).contains("KEY=VALUE");
    assertThat(CommandRun.of("control").exitCode()).isEqualTo(2);
  }
}
