package io.flyball.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.jobs.deployment.GatewayConfig;
import io.flyball.jobs.runtime.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests hold against the operator's own schema, and say what a cluster must be told. */
class KubernetesTest {
  private static JsonSchema schema;

  @BeforeAll
  static void readTheDefinition() throws IOException {
    try (InputStream in =
        new GZIPInputStream(
            KubernetesTest.class.getResourceAsStream("/crd/flinkdeployments.yaml.gz"))) {
      JsonNode crd = new ObjectMapper(new YAMLFactory()).readTree(in.readAllBytes());
      JsonNode open = crd.get("spec").get("versions").get(0).get("schema").get("openAPIV3Schema");
      schema = JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(strict(open.deepCopy()));
    }
  }

  /** As the API server reads it: a field that the schema does not know is a mistake. */
  private static JsonNode strict(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has("x-kubernetes-int-or-string")) {
        return new ObjectMapper().createObjectNode();
      }
      if (object.path("properties").isObject()
          && !object.has("additionalProperties")
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
        object.put("additionalProperties", false);
      }
      for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
        object.set(field.getKey(), strict(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, strict(array.get(i)));
      }
    }
    return node;
  }

  static Stream<Path> deployments() {
    return Manifests.files("kubernetes/base", ".yaml").stream()
        .filter(file -> Manifests.yaml(file).path("kind").asText().equals("FlinkDeployment"));
  }

  @Test
  void aFieldThatDoesNotExistIsRefused() {
    ObjectNode broken = deployments().findFirst().map(Manifests::yaml).orElseThrow().deepCopy();
    ((ObjectNode) broken.get("spec")).put("flinkVersoin", "v2_3");
    assertThat(schema.validate(body(broken))).isNotEmpty();
  }

  /** The definition leaves kind, version and metadata to Kubernetes. */
  private static JsonNode body(JsonNode manifest) {
    ObjectNode body = manifest.deepCopy();
    body.remove(List.of("apiVersion", "kind", "metadata"));
    return body;
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void aDeploymentHoldsAgainstTheSchemaOfItsKind(Path file) {
    JsonNode manifest = Manifests.yaml(file);
    assertThat(schema.validate(body(manifest))).isEmpty();
    assertThat(manifest.get("apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
    assertThat(manifest.at("/spec/flinkVersion").asText()).isEqualTo("v2_3");
    assertThat(manifest.at("/spec/job/upgradeMode").asText()).isEqualTo("savepoint");
  }

  @ParameterizedTest
  @MethodSource("deployments")
  void aDeploymentRunsAJobThatExistsWithoutRights(Path file) throws ClassNotFoundException {
    JsonNode manifest = Manifests.yaml(file);
    Class<?> job = Class.forName(manifest.at("/spec/job/entryClass").asText());
    assertThat(job.getDeclaredMethods()).anyMatch(method -> method.getName().equals("main"));
    JsonNode pod = manifest.at("/spec/podTemplate/spec");
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    JsonNode container = pod.at("/containers/0/securityContext");
    assertThat(container.get("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.get("allowPrivilegeEscalation").asBoolean()).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
  }

  @Test
  void theGatewayIsProbedDrainsInTimeAndHasNoRights() {
    JsonNode manifest = Manifests.yaml(Manifests.deploy().resolve("kubernetes/base/gateway.yaml"));
    JsonNode pod = manifest.at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    List<String> sets = new ArrayList<>();
    for (JsonNode argument : container.get("args")) {
      if (argument.asText().startsWith("gateway.")) {
        sets.add(argument.asText());
      }
    }
    GatewayConfig gateway =
        Settings.load(FlyballConfig.class, Optional.empty(), Map.of(), sets).gateway();
    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(gateway.port());
    assertThat(pod.get("terminationGracePeriodSeconds").asLong())
        .isGreaterThan(gateway.drain().plus(gateway.flush()).toSeconds());
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(container.at("/" + probe + "/httpGet/path").asText()).startsWith("/health/");
    }
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.at("/resources/limits/memory").isMissingNode()).isFalse();
  }

  @Test
  void whatScalesAndGuardsTheGatewayNamesIt() {
    JsonNode labels = base("gateway").at("/spec/template/metadata/labels");
    assertThat(base("gateway-autoscaler").at("/spec/scaleTargetRef/name"))
        .isEqualTo(base("gateway").at("/metadata/name"));
    for (JsonNode selector :
        List.of(
            base("gateway-service").at("/spec/selector"),
            base("gateway").at("/spec/selector/matchLabels"),
            base("gateway-disruption").at("/spec/selector/matchLabels"))) {
      assertThat(selector).isNotEmpty();
      selector
          .properties()
          .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
    }
  }

  private static JsonNode base(String name) {
    return Manifests.yaml(Manifests.deploy().resolve("kubernetes/base/" + name + ".yaml"));
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void aKustomizationNamesOnlyFilesThatExist(Path file) {
    JsonNode kustomization = Manifests.yaml(file);
    for (JsonNode resource : kustomization.get("resources")) {
      assertThat(file.resolveSibling(resource.asText())).matches(Files::exists);
    }
    for (JsonNode patch : kustomization.path("patches")) {
      assertThat(patch.at("/target/kind").asText())
          .isIn("FlinkDeployment", "PersistentVolumeClaim", "HorizontalPodAutoscaler");
    }
  }

  static Stream<Path> kustomizations() {
    return Manifests.files("kubernetes", "kustomization.yaml").stream();
  }
}
