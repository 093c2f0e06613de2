package io.flyball.core.places.sim;

import io.flyball.core.camera.Geometry;
import io.flyball.core.control.sim.ViewedScene;
import io.flyball.core.random.Draws;
import java.util.function.DoubleUnaryOperator;

/**
 * A modelled corridor that a camera drives along, looking at the wall beside it.
 *
 * <pre>
 *   pixel (x, y) sees the wall at  s = q + (x − 32)·1.5/64 m,  in row r = ⌊y/4⌋
 *   I = clamp(L·(1 + 0.5·sin(2πs/17))·exp(1.2·(2T − 1)), 1, 255)
 *   T = 0.7·tex(s, r) + 0.3·tex(s mod 8, 100 + r)          doors look alike every 8 m
 *   tex = Σ_{o&lt;4} 2^−o·v_o/1.875,  v_o a smooth blend of draws 0.5/2^o m apart
 * </pre>
 *
 * <p>Equal seeds give equal corridors. The wall is worked out once, every {@value #GRAIN} m, and
 * read by interpolation. A model: it stands for no real corridor.
 */
public final class Corridor implements ViewedScene {
  /** The pixels that look at it. */
  public static final Geometry PIXELS = new Geometry(64, 48);

  private static final double WALL_M = 1.5;
  private static final double FOCAL_PIXELS = 64;
  private static final int ROW_PIXELS = 4;
  private static final double GRAIN = 0.005;
  private static final double MARGIN_M = 2;
  private static final int OCTAVES = 4;
  private static final double OCTAVE_SUM = 1.875;
  private static final double DOOR_M = 8;

  private final float[][] wall;
  private final double light;
  private final DoubleUnaryOperator position;

  private Corridor(float[][] wall, double light, DoubleUnaryOperator position) {
    this.wall = wall;
    this.light = light;
    this.position = position;
  }

  /**
   * A corridor that stands still at its beginning.
   *
   * @param metres length of the route
   */
  public static Corridor of(long seed, double metres) {
    int rows = PIXELS.height() / ROW_PIXELS;
    int n = (int) Math.ceil((metres + 2 * MARGIN_M) / GRAIN) + 2;
    float[][] wall = new float[rows][n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        double s = i * GRAIN - MARGIN_M;
        double doors = s - Math.floor(s / DOOR_M) * DOOR_M;
        double t = 0.7 * texture(seed, s, r) + 0.3 * texture(seed, doors, 100 + r);
        double shade = 1 + 0.5 * Math.sin(2 * Math.PI * s / 17);
        wall[r][i] = (float) (shade * Math.exp(1.2 * (2 * t - 1)));
      }
    }
    return new Corridor(wall, 1, t -> 0);
  }

  /**
   * The same corridor as a drive sees it.
   *
   * @param brightness L, on the scale of the pixel model
   * @param along the position at each second, m
   */
  public Corridor seen(double brightness, DoubleUnaryOperator along) {
    return new Corridor(wall, brightness, along);
  }

  /** The texture of the wall, 0 … 1. */
  public static double texture(long seed, double s, int row) {
    double sum = 0;
    for (int o = 0; o < OCTAVES; o++) {
      double at = s * (1 << o) / 0.5;
      long cell = (long) Math.floor(at);
      double f = at - cell;
      double smooth = f * f * (3 - 2 * f);
      long key = (long) row << 8 | o;
      double a = Draws.uniform(seed, key, cell);
      double b = Draws.uniform(seed, key, cell + 1);
      sum += (a + (b - a) * smooth) / (1 << o);
    }
    return sum / OCTAVE_SUM;
  }

  @Override
  public double intensity(int x, int y, double seconds) {
    return intensity(x, position.applyAsDouble(seconds), wall[y / ROW_PIXELS]);
  }

  private double intensity(int x, double q, float[] line) {
    double s = q + (x - PIXELS.width() / 2.0) * WALL_M / FOCAL_PIXELS;
    double at = Math.max(0, Math.min(line.length - 2, (s + MARGIN_M) / GRAIN));
    int i = (int) at;
    double value = line[i] + (line[i + 1] - line[i]) * (at - i);
    return Math.max(1, Math.min(255, light * value));
  }

  /** Pixels of one block of rows see the same: worked out once for all of them. */
  @Override
  public void fill(Geometry geometry, double seconds, double[] out) {
    double q = position.applyAsDouble(seconds);
    int w = geometry.width();
    for (int y = 0; y < geometry.height(); y++) {
      if (y % ROW_PIXELS != 0) {
        System.arraycopy(out, (y - 1) * w, out, y * w, w);
        continue;
      }
      float[] line = wall[y / ROW_PIXELS];
      for (int x = 0; x < w; x++) {
        out[y * w + x] = intensity(x, q, line);
      }
    }
  }
}
