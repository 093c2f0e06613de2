package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.connectors.codec.kafka.Topic;
import io.flyball.connectors.codec.kafka.TopicCatalogue;
import io.flyball.core.random.Draws;
import io.flyball.schemas.DeadLetter;
import io.flyball.verify.JobFaultTest.Load;
import io.flyball.verify.JobFaultTest.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Bad records among the good ones: after every ninth of the second quarter. Each must become a dead
 * letter, and with them taken out all must be as if they had never come.
 */
record BadRecords(Kind kind) implements Scenario {
  private static final int GOOD_IN_A_ROW = 9;
  private static final String KEY = "bad/";

  enum Kind {
    /** They cannot be read. */
    POISON,
    /** They are dated 2100. */
    CLOCK_SKEW
  }

  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static long bad(long good) {
    return good / 4 / GOOD_IN_A_ROW;
  }

  @Override
  public long records(long good) {
    return good + bad(good);
  }

  @Override
  public Load load(Load calm, long good) {
    return new Mixed(calm, kind, good / 4, bad(good));
  }

  @Override
  public boolean suits(JobFaultTest job) {
    return kind == Kind.POISON || job.inputs().keySet().stream().anyMatch(Skewed::possible);
  }

  @Override
  public Submission run(Stage stage, RunHistory story) {
    return new Kills().run(stage, story);
  }

  /**
   * @param from good records before the burst
   * @param bad records in it
   */
  private record Mixed(Load calm, Kind kind, long from, long bad) implements Load {
    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      long inBurst = index - from;
      if (inBurst < 0) {
        return calm.at(index);
      }
      long row = inBurst / (GOOD_IN_A_ROW + 1);
      if (row >= bad) {
        return calm.at(index - bad);
      }
      long before = index - row - (isBad(inBurst) ? 1 : 0);
      return isBad(inBurst) ? spoiled(stamped(before), row) : calm.at(before);
    }

    /** The record at an index, or the last one before it that can be dated falsely. */
    private ProducerRecord<byte[], byte[]> stamped(long index) {
      ProducerRecord<byte[], byte[]> good = calm.at(index);
      for (long i = index; kind == Kind.CLOCK_SKEW && !Skewed.possible(good.topic()); i--) {
        good = calm.at(i);
      }
      return good;
    }

    private static boolean isBad(long inBurst) {
      return inBurst % (GOOD_IN_A_ROW + 1) == GOOD_IN_A_ROW;
    }

    private ProducerRecord<byte[], byte[]> spoiled(
        ProducerRecord<byte[], byte[]> good, long number) {
      byte[] value = kind == Kind.POISON ? poisoned(good.value(), number) : Skewed.value(good);
      return new ProducerRecord<>(good.topic(), (KEY + number).getBytes(UTF_8), value);
    }

    /** Nothing, too little, too much, noise, and what is text. */
    private static byte[] poisoned(byte[] good, long number) {
      return switch ((int) (number % 5)) {
        case 0 -> new byte[0];
        case 1 -> Arrays.copyOf(good, good.length / 2);
        case 2 -> Arrays.copyOf(good, good.length + 7);
        case 3 -> Long.toHexString(Draws.mix64(number)).getBytes(UTF_8);
        default -> "{\"type\":\"Nonsense\"}".getBytes(UTF_8);
      };
    }

    @Override
    public Reading reading() {
      return new WithoutThem(calm.reading(), bad);
    }
  }

  /** Looks at a run as if the bad records had not been there. */
  private static final class WithoutThem implements Reading {
    private final Reading calm;
    private final long bad;
    private final RecordCodec<DeadLetter> letters =
        RecordCodec.of(DeadLetter.class, Integer.MAX_VALUE);
    private long refused;

    WithoutThem(Reading calm, long bad) {
      this.calm = calm;
      this.bad = bad;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      if (output.topic().equals("dead-letters") && isOfBad(Outputs.decode(letters, output))) {
        refused++;
      } else {
        calm.see(output);
      }
    }

    private static boolean isOfBad(DeadLetter letter) {
      return letter.getKey() != null
          && UTF_8.decode(letter.getKey().duplicate()).toString().startsWith(KEY);
    }

    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      Map<String, Long> without = new HashMap<>(counts);
      without.merge("READ", -bad, Long::sum);
      without.merge("DEAD_LETTERS", -bad, Long::sum);
      List<Invariant> laws = new ArrayList<>(calm.laws(without, written - bad));
      laws.add(new Invariant("dead letters of bad records", bad, refused));
      return laws;
    }

    @Override
    public OptionalLong stateHash() {
      return calm.stateHash();
    }
  }

  /** Good records under the date of a clock that is far ahead. */
  private static final class Skewed {
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
    private static final Map<String, Topic> STAMPED =
        TopicCatalogue.load().topics().stream()
            .filter(topic -> topic.producedBy().contains("your servers"))
            .filter(topic -> !topic.record().equals("PolicySnapshot"))
            .collect(Collectors.toMap(Topic::name, topic -> topic));

    private Skewed() {}

    /** Whether whoever sends a topic's records stamps them with a clock of their own. */
    static boolean possible(String topic) {
      return STAMPED.containsKey(topic);
    }

    static byte[] value(ProducerRecord<byte[], byte[]> good) {
      try {
        Class<?> type = Class.forName("io.flyball.schemas." + STAMPED.get(good.topic()).record());
        return value(RecordCodec.of(type.asSubclass(SpecificRecord.class)), good);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    private static <T extends SpecificRecord> byte[] value(
        RecordCodec<T> codec, ProducerRecord<byte[], byte[]> good) {
      T record =
          Outputs.decode(codec, new ConsumerRecord<>(good.topic(), 0, 0, good.key(), good.value()));
      record.put(record.getSchema().getField("time").pos(), FAR);
      return codec.encode(record);
    }
  }
}
