package io.flyball.core.control;

import io.flyball.core.control.SensorProfile.Limits;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the profile of a sensor that the program does not know, and refuses what would be silently
 * wrong: a key that nothing reads, a key that stands twice, codes outside their limits or limits
 * outside the register.
 *
 * <p>The text is that of a properties file with the keys of the shipped profiles. A bias of which
 * no key is given is one that the sensor lacks.
 */
public final class OwnProfile {
  /** Codes lie within ± this: registers of 16 bits, absolute or as offsets. */
  static final int MOST_CODE = 65_535;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";
  private static final Set<String> GENERAL =
      Set.of("name", "maker", "geometry", "rateLow", "rateHigh", "slowStep", "maxSlew");
  private static final Set<String> FUNCTIONS =
      Set.of(
          "erc.periodUs",
          "erc.most",
          "antiFlicker",
          "trail",
          "region.windows",
          "region.ignores",
          "masks",
          "masks.exclusive");
  private static final Set<String> PHYSICS =
      Set.of(
          "diff.coarse",
          "diff.fine",
          "refractoryScale",
          "refractory.fineMin",
          "refractory.fineMax",
          "refractory.coarse",
          "photoreceptor.coarse",
          "follower.coarse",
          "on.coarse",
          "off.coarse");

  /** What stands for a bias that a sensor lacks. */
  private static final Map<String, String> LACKING =
      Map.of("register", "", "hardware", "0..1", "start", "1", "min", "0", "max", "1");

  private OwnProfile() {}

  /** Keys that must not stand twice. */
  private static final class OnceOnly extends Properties {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Object put(Object key, Object value) {
      if (containsKey(key)) {
        throw new IllegalArgumentException("Profile key " + key + " stands twice.");
      }
      return super.put(key, value);
    }
  }

  /**
   * Reads a profile.
   *
   * @param text of the properties file
   * @throws IllegalArgumentException which names the key at fault and what is allowed
   */
  public static SensorProfile parse(String text) {
    Properties p = new OnceOnly();
    try {
      p.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireKnown(p);
    for (Bias bias : Bias.values()) {
      if (p.stringPropertyNames().stream().noneMatch(key -> key.startsWith(key(bias, "")))) {
        LACKING.forEach((end, value) -> p.setProperty(key(bias, end), value));
      }
    }
    requireInside(p);
    SensorProfile profile = SensorProfile.of(p);
    check(profile, p);
    return profile;
  }

  private static String key(Bias bias, String end) {
    return bias.name().toLowerCase(Locale.ROOT) + "." + end;
  }

  private static void requireKnown(Properties p) {
    Set<String> known = new TreeSet<>(GENERAL);
    known.addAll(FUNCTIONS);
    known.addAll(PHYSICS);
    for (Bias bias : Bias.values()) {
      LACKING.keySet().forEach(end -> known.add(key(bias, end)));
    }
    for (String key : new TreeSet<>(p.stringPropertyNames())) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "A sensor profile has no key " + key + "; there are " + String.join(", ", known) + ".");
      }
      if (PHYSICS.contains(key) && !p.containsKey("diff.coarse")) {
        throw new IllegalArgumentException(
            "Profile key " + key + " has no effect without diff.coarse.");
      }
    }
  }

  /** Ranges are checked on the text, because a range of codes that is wrong has no object. */
  private static void requireInside(Properties p) {
    for (Bias bias : Bias.values()) {
      Limits hardware = limits(p, key(bias, "hardware"));
      if (!hardware.within(new Limits(-MOST_CODE, MOST_CODE))) {
        throw fault(
            key(bias, "hardware"), "inside " + -MOST_CODE + ".." + MOST_CODE, hardware.toString());
      }
      int min = code(p, key(bias, "min"), hardware);
      int max = code(p, key(bias, "max"), new Limits(min, hardware.max()));
      code(p, key(bias, "start"), new Limits(min, max));
    }
  }

  private static Limits limits(Properties p, String key) {
    try {
      return Limits.parse(p.getProperty(key, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Profile key " + key + ": " + e.getMessage(), e);
    }
  }

  private static int code(Properties p, String key, Limits allowed) {
    String text = p.getProperty(key, "").strip();
    try {
      int code = Integer.parseInt(text);
      if (code >= allowed.min() && code <= allowed.max()) {
        return code;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message that says what is allowed
    }
    throw fault(key, "a code in " + allowed, text);
  }

  private static void check(SensorProfile profile, Properties p) {
    String id = profile.name().toLowerCase(Locale.ROOT);
    if (!profile.name().matches(NAME)) {
      throw fault("name", "1 to 64 letters, digits, '.', '_' and '-'", profile.name());
    }
    if (SensorProfile.NAMES.contains(id)) {
      throw fault("name", "another one than those of the shipped profiles", profile.name());
    }
    if (profile.slowStep() < 1 || profile.slowStep() > MOST_CODE) {
      throw fault("slowStep", "1 to " + MOST_CODE, p.getProperty("slowStep"));
    }
    if (profile.maxSlew() < 0 || profile.maxSlew() > MOST_CODE) {
      throw fault("maxSlew", "0 to " + MOST_CODE, p.getProperty("maxSlew"));
    }
    Map<String, Bias> registers = new HashMap<>();
    for (Bias bias : profile.biases()) {
      Bias other = registers.put(profile.registers().get(bias), bias);
      if (other != null) {
        throw fault(
            key(bias, "register"),
            "another register than " + key(other, "register"),
            profile.registers().get(bias));
      }
    }
    if (profile.functions().ercPeriodUs() > 0 && profile.functions().ercMost() < 1) {
      throw fault("erc.most", "at least 1 beside erc.periodUs", p.getProperty("erc.most", "none"));
    }
    profile.physics().ifPresent(physics -> check(physics, profile, p));
  }

  private static void check(BiasPhysics physics, SensorProfile profile, Properties p) {
    Limits coarse = new Limits(0, 7);
    code(p, "diff.coarse", coarse);
    for (Bias bias : Bias.values()) {
      code(p, key(bias, "coarse"), coarse);
    }
    code(p, "diff.fine", new Limits(1, 255));
    if (!(physics.refractoryScale() > 0) || Double.isInfinite(physics.refractoryScale())) {
      throw fault("refractoryScale", "above 0", p.getProperty("refractoryScale"));
    }
    if (profile.refractoryFine().min() >= profile.refractoryFine().max()) {
      throw fault(
          "refractory.fineMin",
          "below refractory.fineMax",
          Integer.toString(profile.refractoryFine().min()));
    }
  }

  private static IllegalArgumentException fault(String key, String allowed, String found) {
    return new IllegalArgumentException(
        "Profile key " + key + " is " + allowed + "; found '" + found + "'.");
  }
}
