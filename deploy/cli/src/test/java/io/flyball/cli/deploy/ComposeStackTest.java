package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.flyball.local.ReadyBroker;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The compose stack itself, from the demo producer to the dashboards, where there is Docker. With
 * the image of {@code deploy/docker/base.sh} it pulls nothing, and has no Grafana.
 */
@Tag("containers")
@Timeout(1800)
class ComposeStackTest {
  private static final String BOOTSTRAP = "localhost:29092";
  private static final Path FOLDER = Manifests.deploy().resolve("docker");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theDemoRunsThroughEveryServiceOfTheStack() throws Exception {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "there is no Docker here: the compose stack is not run");
    boolean local =
        !DockerClientFactory.lazyClient()
            .listImagesCmd()
            .withFilter("reference", List.of("flyball-base"))
            .exec()
            .isEmpty();
    List<File> files = new ArrayList<>(List.of(FOLDER.resolve("compose.yaml").toFile()));
    List<String> services = new ArrayList<>(List.of("registry", "prometheus", "gateway"));
    if (local) {
      files.add(FOLDER.resolve("compose.local.yaml").toFile());
    } else {
      services.add("grafana");
    }
    try (var stack = new ComposeContainer(files)) {
      // A service that is scaled leaves out those that are not named.
      stack
          .withServices(
              Stream.concat(Stream.of("producer"), services.stream()).toArray(String[]::new))
          .withBuild(true)
          .withPull(false)
          .withScaledService("taskmanager", 2)
          .withStartupTimeout(Duration.ofMinutes(15));
      services.forEach(service -> stack.waitingFor(service, Wait.forHealthcheck()));
      stack.start();
      for (String topic : List.of("feedback.attributed", "loop.metrics")) {
        await(() -> !ReadyBroker.readAll(BOOTSTRAP, topic).isEmpty());
      }
      // Records come out of the first jobs before the last one runs.
      await(() -> states().equals(Collections.nCopies(8, "RUNNING")));
      // The JobManager, two TaskManagers and the gateway.
      await(() -> query("up == 1").size() == 4);
      for (Path dashboard : Manifests.files("grafana/dashboards", ".json")) {
        for (JsonNode panel : Dashboards.json(dashboard).get("panels")) {
          for (String expression : panel.findValuesAsText("expr")) {
            await(() -> !query(expression).isEmpty());
          }
        }
      }
      assertThat(get("http://localhost:8080/apis/ccompat/v7/subjects").isArray()).isTrue();
      if (!local) {
        assertThat(get("http://localhost:3000/api/search?type=dash-db")).hasSize(8);
      }
    }
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void await(Check check) throws Exception {
    while (!check.holds()) {
      LockSupport.parkNanos(1_000_000_000);
    }
  }

  /** Of the jobs. */
  private List<String> states() throws IOException, InterruptedException {
    return get("http://localhost:8081/jobs/overview").get("jobs").findValuesAsText("state");
  }

  private JsonNode query(String expression) throws IOException, InterruptedException {
    return get("http://localhost:9090/api/v1/query?query="
            + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result");
  }

  private JsonNode get(String url) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(url)).build();
    return new ObjectMapper().readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
