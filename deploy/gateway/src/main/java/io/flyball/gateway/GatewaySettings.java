package io.flyball.gateway;

import io.flyball.connectors.codec.check.RecordCheck;
import io.flyball.connectors.codec.kafka.StartPlaces;
import io.flyball.connectors.codec.kafka.TopicFollower;
import io.flyball.gateway.live.Channel;
import io.flyball.gateway.live.LiveSettings;
import io.flyball.jobs.bandit.BanditConfig;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.GatewayConfig;
import io.flyball.jobs.deployment.SteeredJobs;
import io.flyball.jobs.loop.LoopTopics;
import io.flyball.jobs.runtime.RecordLimits;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a gateway needs to know.
 *
 * @param config the section {@code gateway}
 * @param bootstrap brokers to start from
 * @param kafka properties of every client
 * @param topics where records of each kind go
 * @param check what the jobs demand of them
 * @param jobs what each job may be told while it runs
 * @param bandit the section of the job that decides
 * @param live what is shown of the topics
 */
public record GatewaySettings(
    GatewayConfig config,
    String bootstrap,
    Properties kafka,
    Map<RecordKind, String> topics,
    RecordCheck check,
    SteeredJobs jobs,
    BanditConfig bandit,
    LiveSettings live) {
  static final String DEAD_LETTERS = "dead-letters";

  public GatewaySettings {
    topics = Map.copyOf(topics);
  }

  /** From the configuration of a deployment: the jobs' own topics and limits. */
  public static GatewaySettings of(FlyballConfig config) {
    Map<RecordKind, String> topics = new EnumMap<>(RecordKind.class);
    topics.put(RecordKind.EXPOSURES, config.feedback().exposuresTopic());
    topics.put(RecordKind.SIGNALS, config.feedback().signalsTopic());
    topics.put(RecordKind.REWARDS, config.bandit().rewardsTopic());
    topics.put(RecordKind.REQUESTS, config.bandit().requestsTopic());
    topics.put(RecordKind.TURNS, LoopTopics.TURNS);
    topics.put(RecordKind.SPANS, LoopTopics.SPANS);
    topics.put(RecordKind.MEMBERS, config.reward().membersTopic());
    topics.put(RecordKind.OBSERVATIONS, config.modes().observationsTopic());
    return new GatewaySettings(
        config.gateway(),
        config.kafka().bootstrap(),
        config.kafka().clientProperties(),
        topics,
        new RecordCheck(
            times("feedback", config.feedback().records()),
            times("bandit", config.bandit().records()),
            times("loop", config.loop().records()),
            times("reward", config.reward().records()),
            times("modes", config.modes().records()),
            config.reward().group().range(),
            config.bandit().maxMagnitude(),
            config.modes().modes()),
        SteeredJobs.of(config),
        config.bandit(),
        live(config));
  }

  /** Follows a topic; to be started. */
  TopicFollower follower(String topic, StartPlaces start, TopicFollower.Reader reader) {
    Map<String, Object> client = new HashMap<>();
    kafka.stringPropertyNames().forEach(name -> client.put(name, kafka.getProperty(name)));
    client.put("bootstrap.servers", bootstrap);
    return new TopicFollower(client, List.of(topic), start, reader);
  }

  private static LiveSettings live(FlyballConfig config) {
    Map<Channel, String> topics = new EnumMap<>(Channel.class);
    topics.put(Channel.DECISIONS, "bandit.decisions");
    topics.put(Channel.OUTCOMES, "bandit.outcomes");
    topics.put(Channel.SNAPSHOTS, "bandit.snapshots");
    topics.put(Channel.EVALUATIONS, "bandit.evaluations");
    topics.put(Channel.WINDOWS, config.bias().windowsTopic());
    topics.put(Channel.COMMANDS, config.bias().commandsTopic());
    topics.put(Channel.ATTRIBUTED, "feedback.attributed");
    topics.put(Channel.METRICS, "loop.metrics");
    topics.put(Channel.EARLY, "loop.early");
    topics.put(Channel.STATES, config.modes().statesTopic());
    topics.put(Channel.RATES, config.modes().ratesTopic());
    topics.put(Channel.DIVERSITY, config.modes().diversityTopic());
    topics.put(Channel.ALERTS, "alerts");
    topics.put(Channel.CONTROL, "control");
    topics.put(Channel.DEAD_LETTERS, DEAD_LETTERS);
    return new LiveSettings(
        config.gateway().live(),
        config.kafka().bootstrap(),
        config.kafka().clientProperties(),
        config.kafka().registry(),
        config.kafka().group(),
        config.gateway().flink(),
        topics,
        config.bias().packetsTopic());
  }

  private static RecordCheck.Times times(String section, RecordLimits limits) {
    return new RecordCheck.Times(limits.times(section), limits.maxAhead().toMillis());
  }
}
