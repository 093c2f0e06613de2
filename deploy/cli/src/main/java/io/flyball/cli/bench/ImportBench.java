package io.flyball.cli.bench;

import io.flyball.bench.BenchReport;
import io.flyball.bench.BenchReport.Row;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.tools.UserError;
import io.flyball.tools.importing.ImportFile;
import io.flyball.tools.importing.ImportFiles;
import io.flyball.tools.importing.ImportReading;
import io.flyball.tools.importing.ImportSender;
import io.flyball.tools.kafka.Broker;
import io.flyball.tools.kafka.TopicEnds;
import io.flyball.tools.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * An import, from opening the file until the last record is acknowledged, beside a bare producer
 * that sends the same keys, values and headers from memory to the same broker with the same
 * settings. Both take turns within each round; the first round only warms them up.
 */
final class ImportBench {
  /** What an import has to reach of the producer's rate. */
  static final double BAR = 0.6;

  private static final String TOPIC = "feedback.signals";

  /** As {@code import} has it unless told otherwise. */
  private static final long MEMORY = 256L << 20;

  private final Broker broker;
  private final Path work;
  private final long rows;
  private final int rounds;
  private final List<Double> floors = new ArrayList<>();
  private final List<Double> imports = new ArrayList<>();
  private final List<Double> readings = new ArrayList<>();

  /**
   * @param rows of the log
   * @param rounds that count
   */
  ImportBench(Broker broker, Path work, long rows, int rounds) {
    this.broker = broker;
    this.work = work;
    this.rows = rows;
    this.rounds = rounds;
  }

  /** Measures; the figures in reading order. */
  List<Row> run(long seed) throws IOException {
    Path log = ImportLoad.write(work, "events.csv", rows, seed);
    importAll(log, "sample.");
    List<ConsumerRecord<byte[], byte[]>> sent = sent("sample." + TOPIC);
    if (sent.size() != rows) {
      throw new IllegalStateException(sent.size() + " records of " + rows + " were sent");
    }
    for (int round = 0; round <= rounds; round++) {
      double floor = floor(sent, "floor-" + round + ".");
      long[] spent = importAll(log, "import-" + round + ".");
      if (round > 0) {
        floors.add(floor);
        imports.add(rate(spent[1]));
        readings.add(rate(spent[0]));
      }
    }
    double floor = BenchReport.median(floors);
    return List.of(
        Row.atLeast("import", "records/s", floor, BenchReport.median(imports), BAR),
        Row.alone("import, reading and sorting", "records/s", BenchReport.median(readings)));
  }

  private double rate(long nanos) {
    return rows * 1e9 / nanos;
  }

  /** The records of a topic in the order in which they were sent. */
  private List<ConsumerRecord<byte[], byte[]>> sent(String topic) {
    Map<TopicPartition, Long> from = new HashMap<>(TopicEnds.of(broker, List.of(topic)));
    from.replaceAll((partition, end) -> 0L);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    TopicEnds.since(broker, from, records::add);
    records.sort(Comparator.comparingLong(ImportBench::number));
    return records;
  }

  private static long number(ConsumerRecord<byte[], byte[]> record) {
    String header =
        new String(
            record.headers().lastHeader(ImportSender.HEADER).value(), StandardCharsets.UTF_8);
    return Long.parseLong(header.substring(header.indexOf('/') + 1));
  }

  private double floor(List<ConsumerRecord<byte[], byte[]>> records, String prefix) {
    create(prefix);
    AtomicReference<Exception> failure = new AtomicReference<>();
    long from = System.nanoTime();
    try (KafkaProducer<byte[], byte[]> producer = ImportSender.producer(broker)) {
      for (ConsumerRecord<byte[], byte[]> r : records) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    prefix + TOPIC, r.partition(), null, r.key(), r.value(), r.headers()),
                (place, problem) -> {
                  if (problem != null) {
                    failure.set(problem);
                  }
                });
      }
      producer.flush();
    }
    long spent = System.nanoTime() - from;
    if (failure.get() != null) {
      throw UserError.causedBy("the broker took only a part", failure.get());
    }
    return rate(spent);
  }

  /** Nanoseconds until all was read and sorted, and until all was sent. */
  private long[] importAll(Path log, String prefix) {
    create(prefix);
    Path state = work.resolve(prefix + "state");
    long from = System.nanoTime();
    try (ImportReading reading = new ImportReading(work, MEMORY)) {
      List<ImportFile> files = ImportFiles.find(List.of(log), null, System.in, work);
      Files.createDirectories(state);
      reading.read(files, ImportLoad.layout(), null, new ImportReading.Settings(null, true));
      long read = System.nanoTime() - from;
      String hash = ImportFile.hash(files, "bench");
      new ImportSender(broker, prefix, hash, state, text -> {})
          .send(reading, Double.POSITIVE_INFINITY, false, false);
      return new long[] {read, System.nanoTime() - from};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void create(String prefix) {
    Topic topic =
        TopicCatalogue.load().topics().stream()
            .filter(each -> each.name().equals(TOPIC))
            .findFirst()
            .orElseThrow();
    Topics.create(broker, List.of(topic.prefixed(prefix)));
  }
}
