package io.flyball.core.control.sim;

import io.flyball.core.camera.EventColumns;
import io.flyball.core.camera.Geometry;
import io.flyball.core.control.Bias;
import io.flyball.core.control.BiasCodes;
import io.flyball.core.control.BiasWrite;
import io.flyball.core.control.SensorProfile;
import io.flyball.core.random.Draws;
import java.util.List;
import java.util.Locale;

/**
 * A rate-level plant that sends events: as many as its rate says, with counting noise, spread
 * evenly over time and at random over the pixels. A slow write multiplies the noise by 50, decaying
 * with 30 ms, as in {@link ClosedLoop}. Equal seeds and writes give equal events.
 */
public final class PlantCamera implements DrivenCamera {
  private static final double BURST = 50;
  private static final double BURST_DECAY_SECONDS = 0.03;

  private final RatePlant plant;
  private final SensorProfile profile;
  private final long seed;
  private BiasCodes codes;
  private double slowAt = Double.NEGATIVE_INFINITY;
  private double now;
  private long step;
  private long events;

  public PlantCamera(RatePlant plant, long seed) {
    this.plant = plant;
    this.profile = plant.profile();
    this.seed = seed;
    this.codes = profile.start();
  }

  @Override
  public String sensor() {
    return profile.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Geometry geometry() {
    return profile.geometry();
  }

  @Override
  public long nowUs() {
    return Math.round(now * 1e6);
  }

  @Override
  public BiasCodes codes() {
    return codes;
  }

  @Override
  public void write(List<BiasWrite> writes) {
    for (BiasWrite w : writes) {
      if (w.bias() != Bias.REFRACTORY && codes.get(w.bias()) != w.code()) {
        slowAt = now;
      }
      codes = codes.with(w.bias(), w.code());
    }
  }

  @Override
  public Stretch advance(double seconds, EventColumns out) {
    double burst = 1 + (BURST - 1) * Math.exp(-(now - slowAt) / BURST_DECAY_SECONDS);
    double mean = plant.rate(profile, codes, now, burst) * seconds;
    long n = Math.max(0, Math.round(mean + Math.sqrt(mean) * Draws.gaussian(seed, 2, step)));
    long start = nowUs();
    long span = Math.round(seconds * 1e6);
    out.reserve((int) n);
    for (long i = 0; i < n; i++, events++) {
      long bits = Draws.bits(seed, 3, events);
      int x = (int) (((bits & 0xffff) * geometry().width()) >> 16);
      int y = (int) (((bits >>> 16 & 0xffff) * geometry().height()) >> 16);
      out.add(start + span * i / n, x, y, (int) (bits >>> 63));
    }
    boolean lost = Draws.uniform(seed, 1, step) < plant.lossShare();
    step++;
    now = (start + span) / 1e6;
    return lost ? Stretch.LOST : Stretch.WHOLE;
  }
}
