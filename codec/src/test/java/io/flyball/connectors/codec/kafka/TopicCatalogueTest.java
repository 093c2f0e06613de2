package io.flyball.connectors.codec.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicCatalogueTest {

  static List<Topic> topics() {
    return TopicCatalogue.load().topics();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void everyTopicCarriesARecordOfOurs(Topic topic) {
    assertThat(topic.meaning()).endsWith(".");
    assertThat(
            getClass()
                .getClassLoader()
                .getResource("io/flyball/schemas/" + topic.record() + ".class"))
        .isNotNull();
  }

  @Test
  void settingsAreKafkas() {
    Topic topic = TopicCatalogue.load().find("feedback.exposures");
    assertThat(topic.retention()).isEqualTo(Duration.ofDays(14));
    assertThat(topic.settings())
        .containsEntry("retention.ms", "1209600000")
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("max.message.bytes", "4194304")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void whatJobsWereToldIsKeptForAMonth() {
    assertThat(TopicCatalogue.load().find("control").settings())
        .containsEntry("min.compaction.lag.ms", "2592000000");
    assertThat(TopicCatalogue.load().find("bandit.snapshots").settings())
        .doesNotContainKey("min.compaction.lag.ms");
  }

  @Test
  void unknownTopicIsRefused() {
    assertThatThrownBy(() -> TopicCatalogue.load().find("feedback"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no topic 'feedback', only [feedback.exposures");
  }

  @Test
  void impossibleTopicIsRefused() {
    assertThatThrownBy(() -> topic("shred", 1)).hasMessageContaining("cleanup is one of");
    assertThatThrownBy(() -> topic("delete", 0)).hasMessageContaining("at least 1");
    Topic twice = topic("delete", 1);
    assertThatThrownBy(() -> new TopicCatalogue(List.of(twice, twice)))
        .hasMessageContaining("twice");
  }

  private static Topic topic(String cleanup, int partitions) {
    return new Topic(
        "t",
        "R",
        "k",
        partitions,
        cleanup,
        Duration.ZERO,
        Duration.ofDays(1),
        1,
        "CreateTime",
        "a",
        "b",
        "c.");
  }
}
