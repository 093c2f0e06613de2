package io.flyball.core.control;

import io.flyball.core.camera.Geometry;
import io.flyball.core.control.functions.SensorFunctions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * What a controller must know of a sensor type. Profiles are data: {@code <name>.properties} beside
 * this class.
 *
 * @param name its public name
 * @param maker who makes it, or the empty string
 * @param law band and refractory range
 * @param start codes to begin with
 * @param hardware the codes each register can hold
 * @param limits the codes each bias may take, inside {@code hardware}
 * @param registers what the sensor's software calls each bias; empty for one that it lacks
 * @param functions what the sensor can be told beside its biases
 * @param slowStep codes of one slow step
 * @param maxSlew most codes the refractory may move in one window; 0 = any
 * @param refractoryFine the fine codes that the refractory range stands for in the physics
 * @param physics what the codes mean, where that is known
 */
public record SensorProfile(
    String name,
    String maker,
    Geometry geometry,
    FastLaw law,
    BiasCodes start,
    Map<Bias, Limits> hardware,
    Map<Bias, Limits> limits,
    Map<Bias, String> registers,
    SensorFunctions functions,
    int slowStep,
    int maxSlew,
    Limits refractoryFine,
    Optional<BiasPhysics> physics) {

  /** The profiles that come with the program. */
  public static final List<String> NAMES =
      List.of(
          "davis346",
          "davis346-ladder",
          "evk4",
          "gen31",
          "genx320",
          "davis240",
          "dvxplorer",
          "dvxplorer-lite",
          "davis640",
          "gen41",
          "generic");

  /** The profile of a sensor that has none of its own: measured, not controlled. */
  public static final String GENERIC = "generic";

  private static final Map<String, SensorProfile> KNOWN =
      NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, SensorProfile::load));

  /** The codes a bias may take, ends included. */
  public record Limits(int min, int max) {
    public int clamp(int code) {
      return Math.max(min, Math.min(max, code));
    }

    /** Whether a code is one of the ends. */
    public boolean atEnd(int code) {
      return code == min || code == max;
    }

    /** Whether all of these codes are among others. */
    public boolean within(Limits others) {
      return min >= others.min && max <= others.max;
    }

    /**
     * Reads {@code 4..57}.
     *
     * @throws IllegalArgumentException when it is no range
     */
    public static Limits parse(String text) {
      String[] ends = text.strip().split("\\.\\.", -1);
      try {
        Limits found = new Limits(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
        if (ends.length == 2 && found.min <= found.max) {
          return found;
        }
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        // falls through to the one message that says what is allowed
      }
      throw new IllegalArgumentException(
          "A range of codes is two of them, the lower one first, such as 4..57; found '"
              + text
              + "'.");
    }

    @Override
    public String toString() {
      return min + ".." + max;
    }
  }

  /** Reads a profile that comes with the program. */
  public static SensorProfile named(String name) {
    SensorProfile profile = KNOWN.get(name.toLowerCase(Locale.ROOT));
    if (profile == null) {
      throw new IllegalArgumentException(
          "There is no sensor profile '" + name + "'; there are " + String.join(", ", NAMES) + ".");
    }
    return profile;
  }

  private static SensorProfile load(String file) {
    Properties p = new Properties();
    try (InputStream in = SensorProfile.class.getResourceAsStream(file + ".properties")) {
      p.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(p);
  }

  /** Reads a profile; throws IllegalArgumentException that names the key at fault. */
  public static SensorProfile of(Properties p) {
    Map<Bias, Limits> hardware = new EnumMap<>(Bias.class);
    Map<Bias, Limits> limits = new EnumMap<>(Bias.class);
    Map<Bias, String> registers = new EnumMap<>(Bias.class);
    BiasCodes start = new BiasCodes(0, 0, 0, 0, 0);
    for (Bias b : Bias.values()) {
      String key = b.name().toLowerCase(Locale.ROOT);
      hardware.put(b, Limits.parse(text(p, key + ".hardware")));
      limits.put(b, new Limits(integer(p, key + ".min"), integer(p, key + ".max")));
      registers.put(b, text(p, key + ".register"));
      start = start.with(b, integer(p, key + ".start"));
    }
    Limits refractory = limits.get(Bias.REFRACTORY);
    return new SensorProfile(
        text(p, "name"),
        text(p, "maker"),
        Geometry.parse(text(p, "geometry")),
        new FastLaw(
            number(p, "rateLow"), number(p, "rateHigh"), refractory.min(), refractory.max()),
        start,
        Map.copyOf(hardware),
        Map.copyOf(limits),
        Map.copyOf(registers),
        SensorFunctions.of(p),
        integer(p, "slowStep"),
        integer(p, "maxSlew"),
        new Limits(
            integer(
                p, p.containsKey("refractory.fineMin") ? "refractory.fineMin" : "refractory.min"),
            integer(
                p, p.containsKey("refractory.fineMax") ? "refractory.fineMax" : "refractory.max")),
        p.containsKey("diff.coarse") ? Optional.of(physics(p)) : Optional.empty());
  }

  /** The biases that the sensor has. */
  public List<Bias> biases() {
    return Arrays.stream(Bias.values()).filter(b -> !registers.get(b).isEmpty()).toList();
  }

  /** The codes, each put inside its limits. */
  public BiasCodes clamp(BiasCodes codes) {
    BiasCodes inside = codes;
    for (Bias bias : Bias.values()) {
      int code = codes.get(bias);
      int clamped = limits.get(bias).clamp(code);
      inside = clamped == code ? inside : inside.with(bias, clamped);
    }
    return inside;
  }

  /**
   * The same sensor with other limits for some of its biases; limits of a bias that it lacks are
   * left out.
   *
   * @throws IllegalArgumentException when a register cannot hold them
   */
  public SensorProfile withLimits(Map<Bias, Limits> others) {
    Map<Bias, Limits> all = new EnumMap<>(limits);
    for (Bias bias : biases()) {
      Limits wanted = others.getOrDefault(bias, limits.get(bias));
      if (!wanted.within(hardware.get(bias))) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "limits.%s is %s, and %s of a %s holds %s.",
                bias,
                wanted,
                registers.get(bias),
                name,
                hardware.get(bias)));
      }
      all.put(bias, wanted);
    }
    return new SensorProfile(
        name,
        maker,
        geometry,
        law,
        start,
        hardware,
        Map.copyOf(all),
        registers,
        functions,
        slowStep,
        maxSlew,
        refractoryFine,
        physics);
  }

  /** How far the refractory is open, 0 … 1. */
  public double authority(BiasCodes codes) {
    return (codes.refractory() - law.codeMin()) / (double) (law.codeMax() - law.codeMin());
  }

  /** What the codes mean, where that is known. */
  public Optional<BiasPhysics.Physical> physical(BiasCodes codes) {
    double fine =
        refractoryFine.min() + authority(codes) * (refractoryFine.max() - refractoryFine.min());
    return physics.map(f -> f.of(codes.with(Bias.REFRACTORY, (int) Math.round(fine))));
  }

  private static BiasPhysics physics(Properties p) {
    return new BiasPhysics(
        new BiasPhysics.CoarseCodes(
            integer(p, "refractory.coarse"),
            integer(p, "photoreceptor.coarse"),
            integer(p, "follower.coarse"),
            integer(p, "on.coarse"),
            integer(p, "off.coarse")),
        BiasPhysics.current(integer(p, "diff.coarse"), integer(p, "diff.fine")),
        number(p, "refractoryScale"));
  }

  private static int integer(Properties p, String key) {
    double value = number(p, key);
    if (value != Math.rint(value)) {
      throw new IllegalArgumentException(
          "Profile key " + key + " is a whole number; found " + value);
    }
    return (int) value;
  }

  private static double number(Properties p, String key) {
    try {
      return Double.parseDouble(text(p, key));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Profile key " + key + " is a number; found " + text(p, key), e);
    }
  }

  private static String text(Properties p, String key) {
    String value = p.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("A sensor profile lacks the key " + key + ".");
    }
    return value.strip();
  }
}
