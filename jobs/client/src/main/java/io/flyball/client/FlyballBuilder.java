package io.flyball.client;

import io.flyball.connectors.codec.kafka.TopicCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** How a client is set up; every method gives back this builder. */
public final class FlyballBuilder {
  final Map<String, Object> kafka;
  Set<String> policies = Set.of();
  Duration staleAfter = Duration.ofMinutes(2);
  Fallback fallback = Fallback.UNIFORM;
  WhenFull whenFull = WhenFull.DROP;
  int queue = 10_000;
  Duration drain = Duration.ofSeconds(10);
  double maxMagnitude = 1e6;
  long seed = 1;
  String requestsTopic = TopicCatalogue.load().find("bandit.requests").name();
  String rewardsTopic = TopicCatalogue.load().find("rewards").name();
  ClientMetrics metrics = ClientMetrics.NONE;
  Clock clock = Clock.systemUTC();

  FlyballBuilder(Map<String, Object> kafka) {
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new IllegalArgumentException(
          "bootstrap.servers is missing: give the brokers as HOST:PORT, with commas between them");
    }
    this.kafka = Map.copyOf(kafka);
  }

  /** The policies that are decided here; without any, every policy of the snapshots' topic. */
  public FlyballBuilder policies(String... names) {
    policies = Set.copyOf(new LinkedHashSet<>(Arrays.asList(names)));
    return this;
  }

  /**
   * How long a decision that is logged on an old snapshot waits for a newer one, until the fallback
   * is shown; and from which age on a snapshot is old. Above the sum of {@code
   * bandit.publish.at-least}, {@code bandit.out-of-orderness} and {@code
   * flink.checkpoint-interval}; usually 2 min.
   */
  public FlyballBuilder staleAfter(Duration age) {
    if (age.isNegative() || age.isZero()) {
      throw new IllegalArgumentException("staleAfter is " + age + "; allowed is a time above 0");
    }
    staleAfter = age;
    return this;
  }

  /** What is shown without a usable snapshot; usually UNIFORM. */
  public FlyballBuilder fallback(Fallback shown) {
    fallback = shown;
    return this;
  }

  /** What happens when the queue of decisions that wait for Kafka is full; usually DROP. */
  public FlyballBuilder whenFull(WhenFull reaction) {
    whenFull = reaction;
    return this;
  }

  /** How many decisions and rewards may wait for Kafka, beside the producer's own buffer. */
  public FlyballBuilder queue(int records) {
    if (records < 1) {
      throw new IllegalArgumentException("queue is " + records + "; allowed is at least 1");
    }
    queue = records;
    return this;
  }

  /** How long closing waits until what is in the queue is in Kafka; usually 10 s. */
  public FlyballBuilder drain(Duration patience) {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("drain is " + patience + "; allowed is at least 0");
    }
    drain = patience;
    return this;
  }

  /** Largest number of a question, {@code bandit.max-magnitude} of the job; usually 1e6. */
  public FlyballBuilder maxMagnitude(double largest) {
    if (!(largest >= 1)) {
      throw new IllegalArgumentException(
          "maxMagnitude is " + largest + "; allowed is a number of at least 1");
    }
    maxMagnitude = largest;
    return this;
  }

  /** Seed of the draws while no snapshot has named one, {@code bandit.seed} of the job. */
  public FlyballBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Topic of decisions, {@code bandit.requests-topic} of the job. */
  public FlyballBuilder requestsTopic(String topic) {
    requestsTopic = topic;
    return this;
  }

  /** Topic of rewards, {@code bandit.rewards-topic} of the job. */
  public FlyballBuilder rewardsTopic(String topic) {
    rewardsTopic = topic;
    return this;
  }

  /** Where measurements go; usually nowhere. */
  public FlyballBuilder metrics(ClientMetrics sink) {
    metrics = sink;
    return this;
  }

  /** For tests. */
  FlyballBuilder clock(Clock other) {
    clock = other;
    return this;
  }

  /** Begins to follow Kafka. Returns at once, whether there is a broker or not. */
  public Flyball build() {
    return new Flyball(this);
  }
}
