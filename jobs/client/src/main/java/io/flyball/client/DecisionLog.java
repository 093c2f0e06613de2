package io.flyball.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends decisions and rewards to Kafka, in the order in which they came, from a thread of its own:
 * a decision is sent before its reward. The producer is idempotent, waits for all replicas, and
 * tries again for as long as the client is open; what a broker that is away cannot take waits in
 * its buffer and then in the queue.
 */
final class DecisionLog implements AutoCloseable {
  /** How an entry ended. */
  enum End {
    LOGGED,
    DROPPED,
    FAILED
  }

  private static final long IDLE_NANOS = Duration.ofMillis(200).toNanos();
  private static final int BLOCK_MILLIS = 1000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final LogQueue queue;
  private final BiConsumer<LogEntry, End> onEnd;
  private final Duration drain;
  private final Thread thread = new Thread(this::run, "flyball-client-log");
  private volatile long deadline;
  private volatile boolean closing;

  /**
   * @param drain how long closing waits for what is in the queue
   * @param onEnd told of every entry, once
   */
  DecisionLog(
      Map<String, Object> kafka,
      int capacity,
      WhenFull whenFull,
      Duration drain,
      BiConsumer<LogEntry, End> onEnd) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.putAll(kafka);
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    this.producer = new KafkaProducer<>(settings);
    this.onEnd = onEnd;
    this.drain = drain;
    this.queue =
        new LogQueue(
            capacity,
            whenFull,
            entry -> end(entry, End.DROPPED, new DroppedException("the queue was full")));
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void put(LogEntry entry) {
    queue.put(entry);
  }

  private void end(LogEntry entry, End end, RuntimeException fault) {
    onEnd.accept(entry, end);
    entry.end(fault);
  }

  private void run() {
    while (true) {
      LogEntry entry = queue.poll(closing ? 1 : IDLE_NANOS);
      if (entry == null) {
        if (closing) {
          return;
        }
        continue;
      }
      byte[] value;
      try {
        value = entry.take();
      } catch (RuntimeException e) {
        queue.leave(entry);
        end(entry, End.FAILED, e);
        continue;
      }
      if (value != null) {
        send(entry, value);
        queue.leave(entry);
      }
    }
  }

  private void send(LogEntry entry, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(entry.topic, entry.policy.getBytes(UTF_8), value);
    while (!sent(entry, record)) {
      if (closing && System.nanoTime() - deadline > 0) {
        end(entry, End.FAILED, new DroppedException("the client was closed before it was sent"));
        return;
      }
    }
  }

  /** False when the producer has no room, or no news of the topic: there is nothing but to wait. */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback is told of every end
  private boolean sent(LogEntry entry, ProducerRecord<byte[], byte[]> record) {
    if (closing && System.nanoTime() - deadline > 0) {
      return false;
    }
    try {
      producer.send(record, (metadata, fault) -> acknowledged(entry, fault));
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (RuntimeException e) {
      end(entry, End.FAILED, e);
      return true;
    }
  }

  private void acknowledged(LogEntry entry, Exception fault) {
    if (fault == null) {
      end(entry, End.LOGGED, null);
    } else {
      end(entry, End.FAILED, new KafkaException(fault.getMessage(), fault));
    }
  }

  @Override
  public void close() {
    deadline = System.nanoTime() + drain.toNanos();
    closing = true;
    queue.close();
    Threads.join(thread);
    long left = Math.max(0, deadline - System.nanoTime());
    producer.close(Duration.ofNanos(Math.max(left, TimeUnit.MILLISECONDS.toNanos(1))));
  }
}
