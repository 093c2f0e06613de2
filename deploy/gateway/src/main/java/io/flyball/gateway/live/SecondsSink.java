package io.flyball.gateway.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.flyball.connectors.codec.Decoded;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A point for each key and second of event time. A second stays open while it is among the {@value
 * #OPEN} touched last; until then a late record makes its point anew, afterwards it is counted as
 * late and not shown.
 */
final class SecondsSink<T extends SpecificRecord> implements TopicSink {
  static final int OPEN = 4096;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RecordReading<T> reading;
  private final Second.Kind<T> kind;
  private final Ring ring;
  private final Map<Id, Entry<T>> open = new LinkedHashMap<>(16, .75f, true);
  private final Set<Id> changed = new LinkedHashSet<>();

  /** The latest second of each key that is closed; the keys touched last. */
  private final Map<String, Long> closed =
      new LinkedHashMap<>(16, .75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > OPEN;
        }
      };

  private long unreadable;
  private long late;

  private record Id(String key, long second) {
    private String text() {
      return second + "/" + key;
    }
  }

  private static final class Entry<T> {
    private final Second<T> second;
    private long count;
    private int partition;
    private long offset;

    private Entry(Second<T> second) {
      this.second = second;
    }
  }

  SecondsSink(RecordReading<T> reading, Second.Kind<T> kind, Ring ring) {
    this.reading = reading;
    this.kind = kind;
    this.ring = ring;
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    if (!(reading.decode(record) instanceof Decoded.Good<T> good)) {
      unreadable++;
      return;
    }
    T value = good.value();
    long own = kind.time(value);
    long time = own > 0 ? own : record.timestamp();
    Id id = new Id(kind.key(value), Math.floorDiv(time, 1000L) * 1000);
    Entry<T> entry = open.get(id);
    if (entry == null) {
      Long last = closed.get(id.key());
      if (last != null && id.second() <= last) {
        late++;
        return;
      }
      entry = new Entry<>(kind.second());
      open.put(id, entry);
      closeEldest();
    }
    entry.second.add(value);
    entry.count++;
    entry.partition = record.partition();
    entry.offset = record.offset();
    changed.add(id);
  }

  private void closeEldest() {
    if (open.size() <= OPEN) {
      return;
    }
    Iterator<Map.Entry<Id, Entry<T>>> all = open.entrySet().iterator();
    Map.Entry<Id, Entry<T>> eldest = all.next();
    if (changed.remove(eldest.getKey())) {
      show(eldest.getKey(), eldest.getValue());
    }
    closed.merge(eldest.getKey().key(), eldest.getKey().second(), Math::max);
    all.remove();
  }

  @Override
  public void flush() {
    for (Id id : changed) {
      show(id, open.get(id));
    }
    changed.clear();
  }

  private void show(Id id, Entry<T> entry) {
    ObjectNode point = JSON.createObjectNode().put("t", id.second());
    if (kind.keyName() != null) {
      point.put(kind.keyName(), id.key());
    }
    point.put("count", entry.count).put("partition", entry.partition).put("offset", entry.offset);
    entry.second.write(point);
    ring.add(id.text(), id.second(), point.toString().getBytes(UTF_8));
  }

  @Override
  public long unreadable() {
    return unreadable;
  }

  @Override
  public long late() {
    return late;
  }
}
