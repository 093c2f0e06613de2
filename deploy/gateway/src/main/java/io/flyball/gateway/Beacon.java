package io.flyball.gateway;

import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Records of a page that sends and leaves. */
final class Beacon {
  /** What browsers let a page send at its end. */
  static final int MAX_BYTES = 64 << 10;

  private Beacon() {}

  /**
   * The records of a body; one that is no JSON is a refused record.
   *
   * @param topic where they would go, which their dead letters name
   */
  static List<Prepared> prepared(
      Bodies bodies,
      RecordReader reader,
      RecordKind kind,
      byte[] body,
      long arrival,
      String topic) {
    List<Item> items;
    try {
      items = bodies.parse(Bodies.JSON, Map.of(), body);
    } catch (ProblemException e) {
      Refusal found = e.problem().refusal();
      Refusal refusal =
          found != null ? found : Refusal.of(Reason.MALFORMED_JSON, "", e.problem().detail());
      items = List.of(Item.refused(body, refusal));
    }
    List<Prepared> all = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String id = "beacon/" + UUID.randomUUID();
      Prepared one = reader.read(kind, items.get(i), i, new RecordReader.Defaults(id, arrival));
      all.add(one.refusal() == null ? one : named(one, topic));
    }
    return all;
  }

  /** A refused record as if it had been read from the topic it was meant for. */
  private static Prepared named(Prepared one, String topic) {
    RawRecord raw = one.raw();
    RawRecord named =
        new RawRecord(topic, -1, -1, raw.ingestTime(), null, raw.value(), raw.headers());
    return new Prepared(one.kind(), one.id(), null, null, null, Map.of(), named, one.refusal());
  }
}
