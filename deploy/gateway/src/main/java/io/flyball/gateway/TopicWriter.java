package io.flyball.gateway;

import io.flyball.connectors.codec.kafka.AccessFaults;
import io.flyball.jobs.runtime.ControlDecoder;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The one producer of the gateway: idempotent, {@code acks=all}, sent from one thread, because a
 * send may block for metadata. It knows whether brokers are there: by acknowledgements, and by a
 * question a second. Thread-safe.
 */
final class TopicWriter implements AutoCloseable {
  private static final Duration PROBE = Duration.ofSeconds(1);

  private final String bootstrap;
  private final long unavailableNanos;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final Set<String> wanted;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final Map<String, String> faults = new ConcurrentHashMap<>();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(task -> thread(task, "gateway-sender"));
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(task -> thread(task, "gateway-prober"));
  private final Set<Sending> unanswered = ConcurrentHashMap.newKeySet();
  private final long deliveryNanos;
  private final AtomicLong pending = new AtomicLong();
  private volatile long lastProgress = System.nanoTime();
  private volatile long lastAnswer = System.nanoTime() - TimeUnit.DAYS.toNanos(1);

  /** Records that were handed over together; equal to itself alone. */
  private static final class Sending {
    private final List<CompletableFuture<Delivery>> acks;
    private final long since = System.nanoTime();

    Sending(List<CompletableFuture<Delivery>> acks) {
      this.acks = acks;
    }

    /** A task for when all have an answer. */
    void whenOver(Runnable task) {
      var unused =
          CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new))
              .whenComplete((done, never) -> task.run());
    }

    void fail(Delivery late) {
      acks.forEach(ack -> ack.complete(late));
    }
  }

  TopicWriter(GatewaySettings settings) {
    this.bootstrap = settings.bootstrap();
    this.deliveryNanos = settings.config().deliveryTimeout().toNanos();
    this.unavailableNanos = settings.config().unavailableAfter().toNanos();
    Set<String> topics = new HashSet<>(settings.topics().values());
    topics.add(GatewaySettings.DEAD_LETTERS);
    topics.add(ControlDecoder.TOPIC);
    this.wanted = Set.copyOf(topics);
    Map<String, Object> clients = new HashMap<>();
    settings.kafka().stringPropertyNames().forEach(k -> clients.put(k, settings.kafka().get(k)));
    clients.put("bootstrap.servers", bootstrap);
    Map<String, Object> admins = new HashMap<>(clients);
    admins.put("request.timeout.ms", "2000");
    admins.put("default.api.timeout.ms", "2000");
    admins.put("reconnect.backoff.max.ms", "1000");
    this.admin = Admin.create(admins);
    this.producer =
        new KafkaProducer<>(
            ProducerSettings.of(clients, settings.config()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    var unused =
        prober.scheduleWithFixedDelay(this::probe, 0, PROBE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Why nothing can be written to these topics now, as one sentence; nothing when it can be tried.
   */
  Optional<String> obstacle(Collection<String> topics) {
    for (String topic : topics) {
      String fault = faults.get(topic);
      if (fault != null) {
        return Optional.of(fault);
      }
    }
    if (away()) {
      return Optional.of("the broker at " + bootstrap + " does not answer: send it again later");
    }
    for (String topic : topics) {
      if (!known.contains(topic)) {
        return Optional.of("topic " + topic + " is not known yet: send it again in a second");
      }
    }
    return Optional.empty();
  }

  /** Whether brokers have given no sign for too long. */
  private boolean away() {
    long now = System.nanoTime();
    boolean stuck = pending.get() > 0 && now - lastProgress > unavailableNanos;
    return stuck || now - lastAnswer > unavailableNanos;
  }

  /** The same for every topic: whether the gateway is ready. */
  Optional<String> obstacle() {
    return obstacle(wanted);
  }

  /** Sends records in order; each future completes with the acknowledgement or its failure. */
  List<CompletableFuture<Delivery>> send(List<ProducerRecord<byte[], byte[]>> records) {
    List<CompletableFuture<Delivery>> acks =
        records.stream().map(record -> new CompletableFuture<Delivery>()).toList();
    Sending sending = new Sending(acks);
    unanswered.add(sending);
    sending.whenOver(() -> unanswered.remove(sending));
    try {
      sender.execute(
          () -> {
            for (int i = 0; i < acks.size(); i++) {
              send(records.get(i), acks.get(i));
            }
          });
    } catch (RejectedExecutionException e) {
      acks.forEach(ack -> ack.complete(new Delivery(null, e)));
    }
    return acks;
  }

  /**
   * Without brokers a producer forgets where partitions are, and each send waits for that: what
   * stands behind the first one would wait for all before it.
   */
  private void send(ProducerRecord<byte[], byte[]> record, CompletableFuture<Delivery> ack) {
    if (away()) {
      ack.complete(new Delivery(null, new TimeoutException("no broker answers")));
      return;
    }
    if (pending.getAndIncrement() == 0) {
      lastProgress = System.nanoTime();
    }
    try {
      var unused =
          producer.send(
              record,
              (metadata, failure) -> {
                pending.decrementAndGet();
                if (failure == null) {
                  lastProgress = System.nanoTime();
                  lastAnswer = lastProgress;
                }
                ack.complete(new Delivery(failure == null ? metadata : null, failure));
              });
    } catch (RuntimeException e) {
      pending.decrementAndGet();
      ack.complete(new Delivery(null, e));
    }
  }

  /** What a record that failed is told about it. */
  String sentence(Exception failure) {
    return AccessFaults.sentence(failure, bootstrap)
        .orElseGet(() -> "not acknowledged: " + failure.getMessage() + "; send it again");
  }

  private void probe() {
    expire();
    try {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(2000))
          .nodes()
          .get(3, TimeUnit.SECONDS);
      lastAnswer = System.nanoTime();
      if (known.size() < wanted.size() || !faults.isEmpty()) {
        wanted.forEach(this::warm);
      }
    } catch (ExecutionException | TimeoutException e) {
      AccessFaults.sentence(e, bootstrap)
          .ifPresent(fault -> wanted.forEach(t -> faults.put(t, fault)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      wanted.forEach(topic -> faults.put(topic, AccessFaults.unusable(e)));
    }
  }

  /**
   * Every request has its answer, whatever the producer waits for: what has waited too long fails
   * here, and may still be written when brokers come back.
   */
  private void expire() {
    long now = System.nanoTime();
    Delivery late = new Delivery(null, new TimeoutException("no broker answered in time"));
    for (Sending sending : unanswered) {
      if (now - sending.since > deliveryNanos + PROBE.toNanos()) {
        sending.fail(late);
      }
    }
  }

  /** Asks for a topic by itself first: the producer would only wait for one that is not there. */
  private void warm(String topic) {
    if (known.contains(topic) && !faults.containsKey(topic)) {
      return;
    }
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get(3, TimeUnit.SECONDS);
      producer.partitionsFor(topic);
      known.add(topic);
      faults.remove(topic);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        known.remove(topic);
        faults.put(
            topic,
            "the broker at "
                + bootstrap
                + " has no topic '"
                + topic
                + "': make it with ./flyball topics create");
      } else {
        AccessFaults.sentence(e, bootstrap).ifPresent(fault -> faults.put(topic, fault));
      }
    } catch (TimeoutException | KafkaException e) {
      AccessFaults.sentence(e, bootstrap).ifPresent(fault -> faults.put(topic, fault));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for what was sent, at most so long; what is left then has failed. */
  void close(Duration patience) {
    prober.shutdownNow();
    sender.shutdown();
    producer.close(patience);
    admin.close(Duration.ofSeconds(1));
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
