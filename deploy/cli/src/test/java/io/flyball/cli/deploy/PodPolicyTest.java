package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every overlay is built as {@code kubectl apply -k} would, and each pod of it keeps the policy.
 */
class PodPolicyTest {

  static Stream<Path> overlays() {
    return Manifests.files("kubernetes/overlays", "kustomization.yaml").stream()
        .map(Path::getParent);
  }

  @Test
  void everyPodOfTheBaseKeepsThePolicy() {
    assertThat(
            Manifests.files("kubernetes/base", ".yaml").stream()
                .map(Manifests::yaml)
                .flatMap(manifest -> PodPolicy.breaches(manifest).stream()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyPodOfAnOverlayKeepsThePolicy(Path overlay) throws Exception {
    List<JsonNode> built = build(overlay);
    assertThat(built)
        .extracting(manifest -> manifest.path("kind").asText())
        .contains("Namespace", "FlinkDeployment", "Deployment", "Job", "PersistentVolumeClaim")
        .filteredOn("FlinkDeployment"::equals)
        .hasSize(8);
    for (JsonNode manifest : built) {
      assertThat(PodPolicy.breaches(manifest)).isEmpty();
      if (!manifest.path("kind").asText().equals("Namespace")) {
        assertThat(manifest.at("/metadata/namespace").asText()).isEqualTo("flyball");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gateway, /spec/template/spec/securityContext, runAsNonRoot, may run as root",
    "gateway, /spec/template/spec/securityContext, seccompProfile, has no seccomp profile",
    "gateway, /spec/template/spec, automountServiceAccountToken, mounts a token of the API",
    "gateway, /spec/template/spec/containers/0, readinessProbe, has no readiness probe",
    "gateway, /spec/template/spec/containers/0/resources/limits, memory, has no limit of memory",
    "topics, /spec/template/spec/containers/0/resources/requests, cpu, requests no cpu",
    "topics, /spec/template/spec/containers/0, securityContext, keeps capabilities",
    "bandit, /spec/podTemplate/spec/containers/0, livenessProbe, has no liveness probe",
    "bandit, /spec/taskManager/resource, cpu, taskManager has no cpu",
    "bandit, /spec, image, 'has no pinned image: '"
  })
  void whatIsLeftOutIsFound(String file, String place, String field, String breach) {
    JsonNode manifest = base(file);
    ((ObjectNode) manifest.at(place)).remove(field);
    assertThat(PodPolicy.breaches(manifest)).anyMatch(line -> line.endsWith(breach));
  }

  @ParameterizedTest
  @CsvSource({
    "/spec/template/spec, hostNetwork, true, uses hostNetwork",
    "/spec/template/spec/volumes/0, hostPath, {path: /}, has a volume of hostPath",
    "/spec/template/spec/containers/0/securityContext, privileged, true, is privileged",
    "/spec/template/spec/containers/0/ports/0, hostPort, 80, takes a port of the host",
    "/spec/template/spec/containers/0, image, flyball, 'has no pinned image: \"flyball\"'",
    "/spec/template/spec/containers/0, image, 'flyball:latest', 'has no pinned image: \"flyball:latest\"'"
  })
  void whatIsAddedIsFound(String place, String field, String value, String breach)
      throws IOException {
    JsonNode manifest = base("gateway");
    ((ObjectNode) manifest.at(place)).set(field, new YAMLMapper().readTree(value));
    assertThat(PodPolicy.breaches(manifest)).anyMatch(line -> line.endsWith(breach));
  }

  private static JsonNode base(String name) {
    return Manifests.yaml(Manifests.deploy().resolve("kubernetes/base/" + name + ".yaml"));
  }

  private static List<JsonNode> build(Path overlay) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder("kubectl", "kustomize", overlay.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException absent) {
      assumeTrue(false, "no kubectl found: the overlays are not built, only the base is checked");
      throw absent;
    }
    List<JsonNode> built = new ArrayList<>();
    try (var in = process.getInputStream()) {
      YAMLMapper yaml = new YAMLMapper();
      yaml.readerFor(JsonNode.class)
          .<JsonNode>readValues(new YAMLFactory().createParser(in))
          .forEachRemaining(built::add);
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return built;
  }
}
