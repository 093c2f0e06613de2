package io.flyball.local.run;

import static io.flyball.local.run.JobReport.count;

import io.flyball.jobs.bias.BiasCount;
import io.flyball.jobs.bias.BiasJob;
import io.flyball.jobs.bias.BiasTopology;
import io.flyball.jobs.deployment.CountLaw;
import io.flyball.jobs.deployment.FlyballConfig;
import io.flyball.local.run.JobReport.Conservation;
import io.flyball.schemas.BandSide;
import io.flyball.schemas.BiasCommand;
import io.flyball.schemas.RateWindow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The bias job in a run. */
public record BiasRun(List<String> inputs, String windows, String commands) implements RunJob {
  /** The model's first seconds, in which its loop has to get to the band. */
  private static final long ARRIVING_US = 5_000_000;

  BiasRun(FlyballConfig config) {
    this(
        List.of(config.bias().packetsTopic()),
        config.bias().windowsTopic(),
        config.bias().commandsTopic());
  }

  @Override
  public String name() {
    return BiasTopology.JOB;
  }

  @Override
  public void build(StreamExecutionEnvironment env, FlyballConfig config) {
    BiasJob.build(env, config);
  }

  @Override
  public long read(Map<String, Long> counts) {
    return count(counts, BiasCount.READ);
  }

  @Override
  public JobReport report(Map<String, Long> counts, TopicReader topics) {
    List<RateWindow> measured = newest(topics.all(windows, RateWindow.class));
    List<BiasCommand> told = topics.all(commands, BiasCommand.class);
    return new JobReport(
        name(),
        counts,
        laws(counts, topics.count(inputs)),
        Map.of(),
        List.of(recorded(measured), modelled(measured, told)));
  }

  /**
   * The conservation laws of the bias job.
   *
   * @param packets as a reader finds them in its topics
   */
  public static List<Conservation> laws(Map<String, Long> counts, long packets) {
    return List.of(
        Conservation.of("packets in topics", packets, counts, BiasCount.READ),
        Conservation.of(CountLaw.BIAS_READ, counts));
  }

  /** Of several measurements of one stretch of a camera the one of the highest revision. */
  private static List<RateWindow> newest(List<RateWindow> all) {
    Map<String, RateWindow> newest = new HashMap<>();
    for (RateWindow w : all) {
      newest.merge(
          w.getCamera() + "/" + w.getStartUs(),
          w,
          (before, now) -> now.getRevision() >= before.getRevision() ? now : before);
    }
    return newest.values().stream()
        .sorted(Comparator.comparing(RateWindow::getStartUs).thenComparing(RateWindow::getCamera))
        .toList();
  }

  private static String recorded(List<RateWindow> measured) {
    String rates =
        measured.stream()
            .filter(window -> window.getCamera().equals(CameraFeed.RECORDED))
            .filter(window -> window.getRate() > 0)
            .map(window -> String.format(Locale.ROOT, "%,.0f", window.getRate()))
            .collect(Collectors.joining("  "));
    return String.format(Locale.ROOT, "%nRecording, events/s of each window: %s", rates);
  }

  private static String modelled(List<RateWindow> measured, List<BiasCommand> told) {
    List<RateWindow> own =
        measured.stream().filter(w -> w.getCamera().equals(CameraFeed.MODELLED)).toList();
    List<RateWindow> later = own.stream().filter(w -> w.getStartUs() >= ARRIVING_US).toList();
    if (later.isEmpty()) {
      return "Modelled camera in closed loop: not driven";
    }
    return String.format(
        Locale.ROOT,
        "Modelled camera in closed loop, in this model: %,d windows, %,d commands, first in band"
            + " after %.1f s, in band %.0f%% of the time from %d s on",
        own.size(),
        told.stream().filter(c -> c.getCamera().equals(CameraFeed.MODELLED)).count(),
        own.stream()
            .filter(BiasRun::inside)
            .mapToDouble(window -> window.getEndUs() / 1e6)
            .findFirst()
            .orElse(Double.NaN),
        100.0 * later.stream().filter(BiasRun::inside).count() / later.size(),
        ARRIVING_US / 1_000_000);
  }

  private static boolean inside(RateWindow window) {
    return window.getSide() == BandSide.INSIDE;
  }
}
