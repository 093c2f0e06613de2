package io.flyball.cli.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a pod must state before it may run: the <a
 * href="https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted">restricted
 * standard</a>, what it needs at most, how it is seen to live, and which image exactly it is.
 */
final class PodPolicy {
  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Pattern PINNED = Pattern.compile(".+(:(?!latest$)[\\w.-]+|@sha256:\\w{64})");

  private final List<String> breaches = new ArrayList<>();
  private final String name;

  private PodPolicy(JsonNode manifest) {
    name = manifest.path("kind").asText() + " " + manifest.at("/metadata/name").asText();
  }

  /** One line for each breach of a manifest; none for a kind that starts no pod. */
  static List<String> breaches(JsonNode manifest) {
    PodPolicy policy = new PodPolicy(manifest);
    switch (manifest.path("kind").asText()) {
      case "FlinkDeployment" -> policy.flink(manifest.get("spec"));
      case "Deployment" -> policy.pod(manifest.at("/spec/template/spec"), true);
      case "Job" -> policy.pod(manifest.at("/spec/template/spec"), false);
      case "Pod", "DaemonSet", "StatefulSet", "CronJob", "ReplicaSet" ->
          policy.add("is a kind that the policy does not know");
      default -> {}
    }
    return policy.breaches;
  }

  private void flink(JsonNode spec) {
    image(spec.path("image"));
    for (String process : List.of("jobManager", "taskManager")) {
      for (String resource : List.of("memory", "cpu")) {
        require(
            spec.at("/" + process + "/resource").has(resource), process + " has no " + resource);
      }
    }
    JsonNode pod = spec.at("/podTemplate/spec");
    standard(pod);
    for (JsonNode container : containers(pod)) {
      restricted(container);
      probed(container, false);
    }
  }

  private void pod(JsonNode pod, boolean serves) {
    standard(pod);
    require(!pod.path("automountServiceAccountToken").asBoolean(true), "mounts a token of the API");
    for (JsonNode container : containers(pod)) {
      restricted(container);
      image(container.path("image"));
      JsonNode resources = container.path("resources");
      require(!resources.at("/requests/cpu").isMissingNode(), "requests no cpu");
      require(!resources.at("/requests/memory").isMissingNode(), "requests no memory");
      require(!resources.at("/limits/memory").isMissingNode(), "has no limit of memory");
      if (serves) {
        probed(container, true);
      }
    }
  }

  private static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    for (String kind : List.of("initContainers", "containers", "ephemeralContainers")) {
      pod.path(kind).forEach(containers::add);
    }
    return containers;
  }

  private void standard(JsonNode pod) {
    JsonNode context = pod.path("securityContext");
    require(!pod.path("containers").isEmpty(), "has no container");
    require(context.path("runAsNonRoot").asBoolean(), "may run as root");
    require(context.path("runAsUser").asInt(1) != 0, "runs as root");
    require(
        Set.of("RuntimeDefault", "Localhost").contains(context.at("/seccompProfile/type").asText()),
        "has no seccomp profile");
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!pod.path(host).asBoolean(), "uses " + host);
    }
    for (JsonNode volume : pod.path("volumes")) {
      volume
          .fieldNames()
          .forEachRemaining(
              kind ->
                  require(
                      kind.equals("name") || VOLUMES.contains(kind), "has a volume of " + kind));
    }
  }

  private void restricted(JsonNode container) {
    JsonNode context = container.path("securityContext");
    require(!context.path("allowPrivilegeEscalation").asBoolean(true), "may escalate");
    require(!context.path("privileged").asBoolean(), "is privileged");
    require(context.path("readOnlyRootFilesystem").asBoolean(), "may write to its image");
    require(context.at("/capabilities/drop/0").asText().equals("ALL"), "keeps capabilities");
    context
        .at("/capabilities/add")
        .forEach(added -> require(added.asText().equals("NET_BIND_SERVICE"), "adds " + added));
    for (JsonNode port : container.path("ports")) {
      require(!port.has("hostPort"), "takes a port of the host");
    }
  }

  private void probed(JsonNode container, boolean ready) {
    require(container.has("startupProbe"), "has no startup probe");
    require(container.has("livenessProbe"), "has no liveness probe");
    require(!ready || container.has("readinessProbe"), "has no readiness probe");
  }

  private void image(JsonNode image) {
    require(PINNED.matcher(image.asText()).matches(), "has no pinned image: " + image);
  }

  private void require(boolean held, String breach) {
    if (!held) {
      add(breach);
    }
  }

  private void add(String breach) {
    breaches.add(name + " " + breach);
  }
}
