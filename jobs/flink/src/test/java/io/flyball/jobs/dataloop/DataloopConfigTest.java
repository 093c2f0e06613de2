package io.flyball.jobs.dataloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.ConfigException;
import io.flyball.jobs.runtime.config.Settings;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataloopConfigTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dataloop.tasks.beta=10            | 3 beta must be above states x actions x bonus^2
          dataloop.tasks.bonus=2            | every step is planned anew
          dataloop.samples.judges=0         | at least 1
          dataloop.samples.sure=0.5         | at least 1
          dataloop.votes-topic=search.steps | a topic of its own
          dataloop.plausible-years=x        | dataloop.plausible-years
          """)
  void whatCannotBeIsRefusedWithWhatIsAllowed(String pair, String sentence) {
    assertThatThrownBy(() -> Fixtures.config(pair.strip()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence.strip());
  }

  @Test
  void theDefaultsReadFourTopics() {
    assertThat(Fixtures.config().topics())
        .containsExactly(
            "dataloop.probes", "dataloop.votes", "search.steps", "learner.transitions");
  }

  /** Without an id of its own an operator's state is lost at the next change of the job. */
  @Test
  void everyOperatorHasItsUid() throws IllegalAccessException {
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), List.of());
    var env = StreamExecutionEnvironment.getExecutionEnvironment(config.flink().toConfiguration());
    DataloopJob.build(env, config);
    List<String> uids = new ArrayList<>();
    StreamGraph graph = env.getStreamGraph(false);
    for (StreamNode node : graph.getStreamNodes()) {
      uids.add(node.getTransformationUID());
    }
    for (Field constant : DataloopUids.class.getFields()) {
      String uid = (String) constant.get(null);
      assertThat(uids).anyMatch(found -> found != null && found.endsWith(uid));
    }
    // Fails for an operator without a uid, because the configuration forbids to make one up.
    assertThat(graph.getJobGraph().getNumberOfVertices()).isPositive();
  }
}
