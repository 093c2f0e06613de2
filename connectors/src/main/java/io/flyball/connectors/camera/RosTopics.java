package io.flyball.connectors.camera;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Faults;
import io.flyball.core.camera.Geometry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The topics of a ROS recording, of which one gives the events: the first that has any, or the one
 * that is told by a part of its name or the number of its connection. Messages of the other topics
 * are passed over and counted.
 */
final class RosTopics {
  private final String told;
  private final Geometry geometry;
  private final Faults faults;
  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, RosEvents> decoders = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private String chosen;
  private long others;

  RosTopics(RecordingOptions options, Faults faults) {
    this.told = options.stream();
    this.geometry = options.geometry();
    this.faults = faults;
  }

  /** A connection of the recording: several may serve one topic. */
  void connection(int id, String topic, String type, boolean cdr) {
    names.put(id, topic);
    types.putIfAbsent(topic, type);
    if (!decoders.containsKey(topic)) {
      RosEvents decoder = RosEvents.of(type, cdr, geometry, faults);
      if (decoder != null) {
        decoders.put(topic, decoder);
      }
    }
    boolean meant =
        told != null
            && (topic.equals(told)
                || told.equals(String.valueOf(id))
                || (chosen == null && topic.contains(told)));
    if (meant && decoders.containsKey(topic)) {
      chosen = topic;
    }
  }

  /** Takes a message: its events, or its existence. */
  void message(int id, byte[] bytes, int from, int to, long offset, EventColumns out) {
    String topic = names.get(id);
    RosEvents decoder = topic == null ? null : decoders.get(topic);
    if (decoder == null
        || (chosen != null && !chosen.equals(topic))
        || (told != null && chosen == null)) {
      others++;
      return;
    }
    int before = out.size();
    decoder.message(bytes, from, to, offset, out);
    if (chosen == null && out.size() > before) {
      chosen = topic;
    }
  }

  long others() {
    return others;
  }

  Geometry geometry() {
    RosEvents decoder = decoder();
    return decoder == null ? Geometry.UNKNOWN : decoder.geometry();
  }

  String encoding() {
    RosEvents decoder = decoder();
    return decoder == null ? "" : decoder.encoding();
  }

  /** The topic that gives the events, for a person; empty before it is known. */
  String topic() {
    return chosen == null ? "" : chosen;
  }

  /** Why a recording that was read to its end gave no events, or null when it has a topic. */
  String missing() {
    if (chosen != null || (told == null && !decoders.isEmpty())) {
      return null;
    }
    StringBuilder there = new StringBuilder();
    types.forEach(
        (topic, type) ->
            there
                .append(there.isEmpty() ? "" : ", ")
                .append(topic)
                .append(" (")
                .append(type)
                .append(")"));
    return (told == null
            ? "It has no topic of events (event_camera_msgs/EventPacket, dvs_msgs/EventArray or"
                + " prophesee_event_msgs/EventArray)"
            : "It has no topic of events with '" + told + "' in its name")
        + "; its topics are: "
        + (there.isEmpty() ? "none" : there)
        + ".";
  }

  private RosEvents decoder() {
    return chosen != null
        ? decoders.get(chosen)
        : decoders.isEmpty() ? null : decoders.values().iterator().next();
  }
}
