package io.flyball.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.core.control.BiasWrite.Why;
import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.run.BiasRun;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The bias job: every window and every command must be the same, byte for byte, but for the codes
 * that every camera is told again after a restore. Windows and commands may be repeated: they do
 * not wait for checkpoints.
 */
public final class BiasFaultTest implements JobFaultTest {
  private static final String PACKETS = "camera.packets";
  private static final String WINDOWS = "camera.windows";
  private static final String COMMANDS = "camera.commands";
  private static final String DEAD_LETTERS = "dead-letters";

  @Override
  public String name() {
    return BiasTopology.JOB;
  }

  @Override
  public Map<String, String> inputs() {
    return Map.of(PACKETS, BiasTopology.JOB);
  }

  @Override
  public List<String> outputs() {
    return List.of(WINDOWS, COMMANDS, "alerts", DEAD_LETTERS);
  }

  @Override
  public List<String> repeating() {
    return List.of(WINDOWS, COMMANDS);
  }

  /**
   * A band that the load leaves on both sides. That a camera is silent is not for this machine's
   * clock to decide: no two runs would agree on how long a process was dead.
   */
  @Override
  public List<String> settings() {
    return List.of(
        "bias.control.rate-low=1000", "bias.control.rate-high=8000", "bias.clock-after=1 h");
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BiasJob.build(env, config);
  }

  @Override
  public byte[] content(ConsumerRecord<byte[], byte[]> output) {
    return output.topic().equals(COMMANDS) && isResent(command(output)) ? null : output.value();
  }

  private static BiasCommand command(ConsumerRecord<byte[], byte[]> output) {
    return Outputs.decode(RecordCodec.of(BiasCommand.class), output);
  }

  private static boolean isResent(BiasCommand command) {
    return command.getSettings().stream().anyMatch(s -> s.getWhy().equals(Why.RESEND.name()));
  }

  @Override
  public Load load(long seed, long records) {
    return new Packets(new CameraLoad(seed, records), records);
  }

  private record Packets(CameraLoad load, long records) implements Load {
    @Override
    public ProducerRecord<byte[], byte[]> at(long index) {
      return new ProducerRecord<>(
          PACKETS,
          null,
          CameraLoad.sentMs(index),
          CameraLoad.camera(index).getBytes(UTF_8),
          load.value(index));
    }

    @Override
    public Reading reading() {
      return new Measured(this);
    }

    long copies() {
      return count(load::isCopy);
    }

    private long count(java.util.function.LongPredicate what) {
      return java.util.stream.LongStream.range(0, records).filter(what).count();
    }

    long events() {
      return java.util.stream.LongStream.range(0, records)
          .filter(index -> !load.isCopy(index))
          .map(load::events)
          .sum();
    }
  }

  private static final class Measured implements Reading {
    private final Packets packets;
    private final RecordCodec<RateWindow> codec = RecordCodec.of(RateWindow.class);
    private final Set<Long> windows = new HashSet<>();

    /** The measurement of each stretch of each camera that has the highest revision. */
    private final Map<String, RateWindow> measured = new HashMap<>();

    private final Set<String> named = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private long letters;

    Measured(Packets packets) {
      this.packets = packets;
    }

    @Override
    public void see(ConsumerRecord<byte[], byte[]> output) {
      switch (output.topic()) {
        case WINDOWS -> {
          RateWindow window = Outputs.decode(codec, output);
          windows.add(Digests.of(output, output.value()));
          measured.merge(
              window.getCamera() + "/" + window.getStartUs(),
              window,
              (before, now) -> now.getRevision() >= before.getRevision() ? now : before);
          if (window.getCommand() != null) {
            named.add(window.getCommand());
          }
        }
        case COMMANDS -> {
          BiasCommand command = command(output);
          if (!isResent(command)) {
            told.add(command.getId());
          }
        }
        case DEAD_LETTERS -> letters++;
        default -> {
          // Alerts are compared, and that is all.
        }
      }
    }

    @Override
    public List<Invariant> laws(Map<String, Long> counts, long written) {
      List<Invariant> laws = new ArrayList<>();
      BiasRun.laws(counts, packets.records()).forEach(law -> laws.add(Invariant.of(law)));
      laws.add(law("repeated packets", packets.copies(), counts, BiasCount.REPEATED));
      laws.add(law("missing packets", packets.load().missing(), counts, BiasCount.LOST_PACKETS));
      laws.add(law("windows in camera.windows", windows.size(), counts, BiasCount.WINDOWS));
      long counted = measured.values().stream().mapToLong(w -> w.getOn() + w.getOff()).sum();
      laws.add(new Invariant("events in packets = events in windows", packets.events(), counted));
      laws.add(new Invariant("windows commanded", named.size(), told.size()));
      named.removeAll(told);
      laws.add(new Invariant("commands that a window names and nobody was told", 0, named.size()));
      laws.add(law("letters in dead-letters", letters, counts, BiasCount.DEAD_LETTERS));
      return laws;
    }

    private static Invariant law(
        String what, long expected, Map<String, Long> counts, BiasCount count) {
      return new Invariant(what, expected, counts.getOrDefault(count.name(), 0L));
    }
  }
}
