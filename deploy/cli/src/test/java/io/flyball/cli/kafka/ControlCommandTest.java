package io.flyball.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.cli.CommandRun;
import io.flyball.cli.SharedBroker;
import io.flyball.local.ReadyBroker;
import io.flyball.schemas.ControlUpdate;
import io.flyball.tools.kafka.ControlTopic;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ControlCommandTest {
  private final ReadyBroker kafka = SharedBroker.get();

  private CommandRun control(String... args) {
    String[] all =
        Stream.of(new String[] {"control"}, args, new String[] {"--bootstrap", kafka.bootstrap()})
            .flatMap(Arrays::stream)
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(all);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private ControlUpdate newest(String target) {
    return new ControlTopic(kafka.broker()).newest().get(target);
  }

  @Test
  void eachUpdateBearsTheNextVersionOfItsTarget() {
    control("set", "bandit/films", "mode=frozen", "window=1 min", "--author", "ops");
    control("set", "bandit", "mode=shadow");
    CommandRun third = control("set", "bandit/films", "mode=online");

    assertThat(third.out()).contains("bandit/films", "version 2", "mode=online");
    assertThat(third.err()).contains("no longer set for bandit/films: window");
    assertThat(newest("bandit/films").getVersion()).isEqualTo(2);
    assertThat(newest("bandit").getVersion()).isEqualTo(1);
    assertThat(control("list").out().lines())
        .filteredOn(line -> line.startsWith("bandit/films"))
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
      assertThat(run.err()).contains("one of bandit, bandit/NAME, bias");
    }
    CommandRun noPair = CommandRun.of("control", "set", "bandit", "mode");
    assertThat(noPair.exitCode()).isEqualTo(2);
    assertThat(noPair.err()).contains("KEY=VALUE");
    assertThat(CommandRun.of("control").exitCode()).isEqualTo(2);
  }
}
