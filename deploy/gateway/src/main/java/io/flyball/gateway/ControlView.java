package io.flyball.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.gateway.Controls.Published;
import io.flyball.jobs.runtime.SteerableKey;
import io.flyball.schemas.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Targets of control updates as JSON. */
final class ControlView {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ControlView() {}

  /** What is in force, by whom, since when. */
  static ObjectNode summary(SteeredTarget target, long now) {
    ObjectNode node =
        JSON.objectNode()
            .put("target", target.target())
            .put("job", target.job() == null ? null : target.job().job())
            .put("version", target.version())
            .put("inForce", target.inForce());
    Published newest = target.newest();
    if (newest == null) {
      node.putNull("time").putNull("author").putNull("ageMs").putObject("parameters");
      node.putNull("partition").putNull("offset");
    } else {
      update(node, newest);
      node.put("ageMs", Math.max(0, now - newest.update().getTime().toEpochMilli()));
    }
    node.set("rejected", rejected(target.rejection(target.version())));
    SteeredTarget.Undo undo = target.undo();
    ObjectNode back = node.putObject("undo").put("possible", undo.why() == null);
    if (undo.why() == null) {
      back.put("version", undo.version());
      back.set("parameters", texts(undo.parameters()));
    }
    back.put("why", undo.why());
    return node;
  }

  /** The same with every key that may be set, and the updates there were. */
  static ObjectNode whole(SteeredTarget target, SteeredTargets all, long now) {
    ObjectNode node = summary(target, now);
    ArrayNode keys = node.putArray("keys");
    if (target.job() != null) {
      boolean part = target.job().layered() && !target.target().equals(target.job().job());
      Map<String, String> ofJob = part ? all.of(target.job().job()).parameters() : Map.of();
      for (SteerableKey key : keys(target, ofJob)) {
        keys.add(key(key, target.parameters(), ofJob));
      }
    }
    ArrayNode history = node.putArray("history");
    for (Map.Entry<Long, Published> one : target.versions().descendingMap().entrySet()) {
      ObjectNode past = history.addObject().put("version", one.getKey());
      update(past, one.getValue());
      past.set("rejected", rejected(target.rejection(one.getKey())));
    }
    return node;
  }

  private static void update(ObjectNode node, Published published) {
    node.put("time", published.update().getTime().toString())
        .put("author", published.update().getAuthor());
    node.set("parameters", texts(published.update().getParameters()));
    node.put("partition", published.partition()).put("offset", published.offset());
  }

  static ObjectNode texts(Map<String, String> map) {
    ObjectNode node = JSON.objectNode();
    new TreeMap<>(map).forEach(node::put);
    return node;
  }

  private static ObjectNode rejected(Alert alert) {
    return alert == null
        ? null
        : JSON.objectNode()
            .put("time", alert.getTime().toString())
            .put("scope", alert.getScope())
            .put("message", alert.getSummary());
  }

  /** The job's keys, and those of an update that stand for a placeholder. */
  private static List<SteerableKey> keys(SteeredTarget target, Map<String, String> ofJob) {
    List<SteerableKey> keys = new ArrayList<>(target.job().keys());
    Map<String, String> named = new TreeMap<>(ofJob);
    named.putAll(target.parameters());
    for (String name : named.keySet()) {
      if (keys.stream().noneMatch(key -> key.key().equals(name))) {
        target.job().keys().stream()
            .filter(key -> key.isPattern() && key.matches(name))
            .findFirst()
            .ifPresent(key -> keys.add(key.named(name)));
      }
    }
    return keys;
  }

  private static ObjectNode key(
      SteerableKey key, Map<String, String> own, Map<String, String> ofJob) {
    String value = key.configured();
    String from = "configuration";
    if (key.once()) {
      value = "";
    } else if (own.containsKey(key.key())) {
      value = own.get(key.key());
      from = "update";
    } else if (ofJob.containsKey(key.key())) {
      value = ofJob.get(key.key());
      from = "job";
    }
    return JSON.objectNode()
        .put("key", key.key())
        .put("type", key.type())
        .put("default", key.defaultText())
        .put("configured", key.configured())
        .put("unit", key.unit())
        .put("allowed", key.allowed())
        .put("meaning", key.meaning())
        .put("value", value)
        .put("from", from)
        .put("once", key.once())
        .put("pattern", key.isPattern());
  }
}
