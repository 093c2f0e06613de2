package io.flyball.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.function.Supplier;

/** Looks at jobs, topics and the gateway once a second; its ring has the newest look alone. */
final class OverviewSource implements Feed.Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int JOBS_EVERY = 5;

  private final LiveSettings settings;
  private final Ring ring;
  private final Supplier<ObjectNode> gateway;
  private final Clock clock = Clock.systemUTC();
  private final EverySecond everySecond = new EverySecond();

  OverviewSource(LiveSettings settings, Ring ring, Supplier<ObjectNode> gateway) {
    this.settings = settings;
    this.ring = ring;
    this.gateway = gateway;
  }

  @Override
  public void run() {
    JobStates jobs = new JobStates(settings.flink(), clock);
    ObjectNode[] asked = {null};
    try (TopicStates topics = new TopicStates(settings)) {
      everySecond.run(
          beat -> {
            if (beat % JOBS_EVERY == 0) {
              asked[0] = jobs.ask();
            }
            ObjectNode point = JSON.createObjectNode().put("now", clock.millis());
            point.set("jobs", asked[0]);
            point.set("topics", topics.ask());
            point.set("gateway", gateway.get());
            ring.add("", clock.millis(), point.toString().getBytes(UTF_8));
          });
    }
  }

  @Override
  public Status status() {
    return everySecond.status();
  }

  @Override
  public void close() {
    everySecond.close();
  }
}
