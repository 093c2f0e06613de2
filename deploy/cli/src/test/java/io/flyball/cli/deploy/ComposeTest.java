package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What can be known of the compose stack without running it. */
class ComposeTest {
  private static final Path FOLDER = Manifests.deploy().resolve("docker");
  private static final JsonNode COMPOSE = Manifests.yaml(FOLDER.resolve("compose.yaml"));

  @Test
  void everyForeignImageIsPinned() {
    COMPOSE
        .get("services")
        .properties()
        .forEach(
            service -> {
              String image = service.getValue().path("image").asText();
              if (image.contains("/")) {
                assertThat(image).as(service.getKey()).matches(".+:v?[0-9]+\\.[0-9]+\\.[0-9]+");
              }
            });
  }

  @Test
  void whatStaysUpHasAHealthCheck() {
    for (String service :
        List.of(
            "kafka", "jobmanager", "taskmanager", "gateway", "registry", "prometheus", "grafana")) {
      assertThat(COMPOSE.at("/services/" + service + "/healthcheck/test"))
          .isNotEmpty()
          .allMatch(JsonNode::isTextual);
    }
  }

  @Test
  void ourImagesAreReadOnlyAndGainNoRights() {
    for (JsonNode service : COMPOSE.get("services")) {
      String image = merged(service, "image").asText();
      if (!image.contains("/")) {
        assertThat(merged(service, "read_only").asBoolean()).isTrue();
        assertThat(merged(service, "security_opt").get(0).asText())
            .isEqualTo("no-new-privileges:true");
      }
    }
  }

  /** A field of a service, or of what it is merged with: the reader leaves {@code <<} alone. */
  private static JsonNode merged(JsonNode service, String field) {
    String base = service.path("<<").asText().equals("cli") ? "x-cli" : "x-flink";
    return service.has(field) ? service.get(field) : COMPOSE.get(base).get(field);
  }

  @Test
  void thereAreNoSecrets() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("compose.yaml")).toLowerCase(Locale.ROOT))
        .doesNotContain("password:", "secret");
    JsonNode tokens = Manifests.yaml(FOLDER.resolve("tokens.json"));
    assertThat(tokens).hasSize(2).noneMatch(one -> one.has("token"));
  }

  @Test
  void theGatewayOfTheStackTakesItsTokenAndServesFromItsContainer() {
    Path settings = FOLDER.resolve("flyball.yaml");
    FlyballConfig config =
        Settings.load(FlyballConfig.class, Optional.of(settings), Map.of(), List.of());
    String mounted = "./tokens.json:" + config.gateway().tokens().orElseThrow() + ":ro";
    assertThat(COMPOSE.at("/services/gateway/volumes"))
        .anyMatch(volume -> volume.asText().equals(mounted));
    assertThat(COMPOSE.at("/services/gateway/ports/0").asText())
        .endsWith(":" + config.gateway().port());
  }

  @Test
  void portsAreOpenOnLoopbackOnly() {
    COMPOSE
        .get("services")
        .forEach(
            service ->
                service
                    .path("ports")
                    .forEach(port -> assertThat(port.asText()).startsWith("127.0.0.1:")));
  }

  @Test
  void withoutARegistryNoServiceHasAForeignImage() {
    JsonNode local = Manifests.yaml(FOLDER.resolve("compose.local.yaml"));
    assertThat(local.at("/x-base/image").asText()).doesNotContain("/");
    COMPOSE
        .get("services")
        .properties()
        .forEach(
            service -> {
              JsonNode there = local.at("/services/" + service.getKey());
              if (service.getValue().path("image").asText().contains("/")) {
                assertThat(there.path("<<").asText().equals("base") || there.has("profiles"))
                    .as(service.getKey())
                    .isTrue();
              }
              // Whatever is built is built on the same image.
              assertThat(there.isMissingNode())
                  .as(service.getKey())
                  .isEqualTo(
                      service.getValue().path("<<").asText().equals("cli")
                          && !service.getValue().has("build"));
            });
  }

  @Test
  void everyMountedFileIsThere() {
    COMPOSE
        .get("services")
        .forEach(
            service ->
                service
                    .path("volumes")
                    .forEach(
                        volume -> {
                          String from = volume.asText().split(":", 2)[0];
                          if (from.startsWith(".")) {
                            assertThat(FOLDER.resolve(from)).exists();
                          }
                        }));
  }

  @Test
  void theSettingsOfTheJobsAreValid() {
    for (String file : List.of("docker/flyball.yaml", "kubernetes/base/flyball.yaml")) {
      FlyballConfig config =
          Settings.load(
              FlyballConfig.class,
              Optional.of(Manifests.deploy().resolve(file)),
              Map.of(),
              List.of());
      assertThat(config.kafka().bootstrap()).isEqualTo("kafka:9092");
    }
  }

  @Test
  void theImagesRunAsNobodyInParticular() throws IOException {
    assertThat(Files.readString(FOLDER.resolve("Dockerfile")))
        .contains("BASE=flink:2.3.0-java17", "USER flink", "USER flyball")
        .doesNotContain(":latest");
  }
}
