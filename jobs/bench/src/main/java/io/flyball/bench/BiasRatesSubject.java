package io.flyball.bench;

import io.flyball.connectors.codec.RecordCodec;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.schemas.RateWindow;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bias job with 1,000 cameras that count for themselves: a million events a second each, told
 * as one rate for every window of 300 ms. In real time that is {@code 3,333} records a second.
 */
public final class BiasRatesSubject extends BiasSubject {
  private static final double RATE = 1e6;

  private final RecordCodec<RateWindow> codec = RecordCodec.of(RateWindow.class);

  public BiasRatesSubject(long seed) {
    super(seed);
  }

  /** The topic of the packets carries rates, and packets come from one in which nothing is. */
  @Override
  public List<String> settings() {
    return List.of(
        "bias.control.mode=FAST_AND_SLOW",
        "bias.rates-topic=" + PACKETS,
        "bias.packets-topic=loop.turns");
  }

  @Override
  public List<String> others() {
    return List.of(
        "camera.commands", "camera.windows", "alerts", "dead-letters", "control", "loop.turns");
  }

  @Override
  public Sent at(long index) {
    String camera = camera(index);
    long count = Math.round(RATE * WINDOW_US / 1e6);
    RateWindow window =
        RateWindow.newBuilder()
            .setCamera(camera)
            .setSensor("davis346")
            .setStartUs(endUs(index) - WINDOW_US)
            .setEndUs(endUs(index))
            .setOn(count / 2)
            .setOff(count - count / 2)
            .setRate(RATE)
            .build();
    return new Sent(PACKETS, camera.getBytes(StandardCharsets.UTF_8), codec.encode(window));
  }

  private static long endUs(long index) {
    return (index / CAMERAS + 1) * WINDOW_US;
  }

  @Override
  public String awaits(long index) {
    return window(camera(index), endUs(index));
  }

  /** The floor reads a million of them before its first accumulators come. */
  @Override
  public long backlog(long wanted) {
    return 10 * wanted;
  }

  private static String camera(long index) {
    return "camera" + index % CAMERAS;
  }

  @Override
  public Double bar(Backend backend) {
    return null;
  }

  @Override
  public double load() {
    return 0.5;
  }

  @Override
  public double perRecord() {
    return 1;
  }

  @Override
  public String unit() {
    return "windows";
  }
}
