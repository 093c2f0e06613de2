package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.local.ReadyBroker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The compose stack itself, from the demo producer to the dashboards, where there is Docker. */
@Tag("containers")
class ComposeStackTest {
  private static final String BOOTSTRAP = "localhost:29092";

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theDemoRunsThroughEveryServiceOfTheStack() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "there is no Docker here: the compose stack is not run");
    try (var stack =
        new ComposeContainer(Manifests.deploy().resolve("docker/compose.yaml").toFile())
            .withBuild(true)
            .withStartupTimeout(Duration.ofMinutes(10))
            .waitingFor("registry", Wait.forHealthcheck())
            .waitingFor("grafana", Wait.forHealthcheck())
            .waitingFor("taskmanager", Wait.forHealthcheck())) {
      stack.start();
      for (String topic : List.of("feedback.attributed", "rewards", "loop.metrics")) {
        while (ReadyBroker.readAll(BOOTSTRAP, topic).isEmpty()) {
          Thread.onSpinWait();
        }
      }
      JsonNode running = get("http://localhost:8081/jobs/overview").get("jobs");
      assertThat(running.findValuesAsText("state")).hasSize(5).containsOnly("RUNNING");
      JsonNode up = get("http://localhost:9090/api/v1/query?query=up").at("/data/result");
      assertThat(up).hasSize(2).allMatch(target -> target.at("/value/1").asText().equals("1"));
      assertThat(get("http://localhost:8080/apis/ccompat/v7/subjects").isArray()).isTrue();
      assertThat(get("http://localhost:3000/api/search?type=dash-db")).hasSize(5);
    }
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
