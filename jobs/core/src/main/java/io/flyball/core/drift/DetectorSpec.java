package io.flyball.core.drift;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A detector by name: {@code NAME[:param=value,...]}, for instance {@code adwin:delta=0.01} or
 * {@code page-hinkley:form=clipped,lambda=20,cooldown=500}.
 *
 * <pre>
 * adwin         delta clock buckets grace cut=all|over-six|skip-newest-of-row reset=true|false
 * page-hinkley  form=two-sided|fading|clipped delta lambda alpha
 * cusum         form=standardised|running-mean k h warmup
 * hddm-a        sides=up|both|up-restart-on-down alpha
 * hddm-w        sides alpha lambda
 * ddm           level min
 * eddm          ratio min
 * kswin         alpha window recent seed
 * selective-ewma weight slope level warmup (experimental)
 * any of them   cooldown (values), severity (least |after - before|)
 * </pre>
 *
 * <p>A parameter that is not given has the detector's standard value. An unknown name or parameter
 * or a value out of range is an {@link IllegalArgumentException} that says what is allowed.
 */
public record DetectorSpec(String name, Map<String, String> parameters) {

  /** The detectors that can be named. */
  public static final List<String> NAMES =
      List.of(
          "adwin",
          "page-hinkley",
          "cusum",
          "hddm-a",
          "hddm-w",
          "ddm",
          "eddm",
          "kswin",
          "selective-ewma");

  public DetectorSpec {
    if (!NAMES.contains(name)) {
      throw new IllegalArgumentException("no detector '" + name + "'; there are " + NAMES);
    }
    parameters = Map.copyOf(parameters);
  }

  /** Reads a spec; case does not matter, and {@code _} may stand for {@code -}. */
  public static DetectorSpec parse(String spec) {
    String text = spec.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    int colon = text.indexOf(':');
    Map<String, String> parameters = new TreeMap<>();
    if (colon >= 0) {
      for (String part : text.substring(colon + 1).split(",", -1)) {
        int equals = part.indexOf('=');
        if (equals < 1
            || parameters.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
          throw new IllegalArgumentException(
              "parameters are name=value, each once, was '" + part + "' in '" + text + "'");
        }
      }
    }
    return new DetectorSpec(colon < 0 ? text : text.substring(0, colon), parameters);
  }

  /** This with one parameter set. */
  public DetectorSpec with(String parameter, double value) {
    Map<String, String> changed = new TreeMap<>(parameters);
    changed.put(parameter, Double.toString(value));
    return new DetectorSpec(name, changed);
  }

  /** A new detector. */
  public Detector create() {
    Reader in = new Reader(name, parameters);
    long coolDown = in.integer("cooldown", 0);
    double severity = in.number("severity", 0);
    Detector detector = bare(in);
    in.finish();
    return coolDown != 0 || severity != 0 ? new CoolDown(detector, coolDown, severity) : detector;
  }

  private Detector bare(Reader in) {
    return switch (name) {
      case "adwin" -> {
        Adwin.Config c = Adwin.Config.standard();
        yield new Adwin(
            new Adwin.Config(
                in.number("delta", c.delta()),
                in.integer("clock", c.clock()),
                in.integer("buckets", c.maxBuckets()),
                in.integer("grace", c.grace()),
                in.constant("cut", c.cut()),
                in.truth("reset", c.resetOnDrift())));
      }
      case "page-hinkley" -> {
        PageHinkley.Config c = PageHinkley.Config.standard();
        yield new PageHinkley(
            new PageHinkley.Config(
                in.constant("form", c.form()),
                in.number("delta", c.delta()),
                in.number("lambda", c.lambda()),
                in.number("alpha", c.alpha())));
      }
      case "cusum" -> {
        Cusum.Config c = Cusum.Config.standard();
        yield new Cusum(
            new Cusum.Config(
                in.constant("form", c.form()),
                in.number("k", c.k()),
                in.number("h", c.h()),
                in.integer("warmup", c.warmUp())));
      }
      case "hddm-a" -> {
        HddmA.Config c = HddmA.Config.standard();
        yield new HddmA(
            new HddmA.Config(in.constant("sides", c.sides()), in.number("alpha", c.alpha())));
      }
      case "hddm-w" -> {
        HddmW.Config c = HddmW.Config.standard();
        yield new HddmW(
            new HddmW.Config(
                in.constant("sides", c.sides()),
                in.number("alpha", c.alpha()),
                in.number("lambda", c.lambda())));
      }
      case "ddm" -> {
        Ddm.Config c = Ddm.Config.standard();
        yield new Ddm(
            new Ddm.Config(in.number("level", c.level()), in.integer("min", c.minValues())));
      }
      case "eddm" -> {
        Eddm.Config c = Eddm.Config.standard();
        yield new Eddm(
            new Eddm.Config(in.number("ratio", c.ratio()), in.integer("min", c.minErrors())));
      }
      case "selective-ewma" -> {
        SelectiveEwma.Config c = SelectiveEwma.Config.standard();
        yield new SelectiveEwma(
            new SelectiveEwma.Config(
                in.number("weight", c.weight()),
                in.number("slope", c.slope()),
                in.number("level", c.level()),
                in.integer("warmup", c.warmUp())));
      }
      default -> {
        Kswin.Config c = Kswin.Config.standard();
        yield new Kswin(
            new Kswin.Config(
                in.number("alpha", c.alpha()),
                in.integer("window", c.window()),
                in.integer("recent", c.recent()),
                in.integer("seed", (int) c.seed())));
      }
    };
  }

  @Override
  public String toString() {
    if (parameters.isEmpty()) {
      return name;
    }
    StringBuilder text = new StringBuilder(name);
    char separator = ':';
    for (Map.Entry<String, String> entry : new TreeMap<>(parameters).entrySet()) {
      text.append(separator).append(entry.getKey()).append('=').append(entry.getValue());
      separator = ',';
    }
    return text.toString();
  }

  /** Takes parameters out one by one, so that what is left was not known. */
  private static final class Reader {
    private final String name;
    private final Map<String, String> left;
    private final TreeMap<String, String> known = new TreeMap<>();

    Reader(String name, Map<String, String> parameters) {
      this.name = name;
      this.left = new TreeMap<>(parameters);
    }

    double number(String parameter, double standard) {
      String text = take(parameter, standard);
      try {
        return text == null ? standard : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        throw wrong(parameter, text, "a number", e);
      }
    }

    int integer(String parameter, int standard) {
      String text = take(parameter, standard);
      try {
        return text == null ? standard : Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw wrong(parameter, text, "a whole number", e);
      }
    }

    boolean truth(String parameter, boolean standard) {
      String text = take(parameter, standard);
      if (text != null && !text.equals("true") && !text.equals("false")) {
        throw wrong(parameter, text, "true or false", null);
      }
      return text == null ? standard : Boolean.parseBoolean(text);
    }

    <E extends Enum<E>> E constant(String parameter, E standard) {
      String text = take(parameter, standard);
      if (text == null) {
        return standard;
      }
      E[] constants = standard.getDeclaringClass().getEnumConstants();
      for (E constant : constants) {
        if (spelled(constant).equals(text)) {
          return constant;
        }
      }
      String allowed = "one of " + Arrays.stream(constants).map(Reader::spelled).toList();
      throw wrong(parameter, text, allowed, null);
    }

    private static String spelled(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String take(String parameter, Object standard) {
      known.put(
          parameter,
          standard instanceof Enum<?> constant ? spelled(constant) : String.valueOf(standard));
      return left.remove(parameter);
    }

    private IllegalArgumentException wrong(
        String parameter, String text, String allowed, Exception cause) {
      return new IllegalArgumentException(
          name + ": " + parameter + " must be " + allowed + ", was '" + text + "'", cause);
    }

    void finish() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            name + " has no parameter " + left.keySet() + "; it has " + known);
      }
    }
  }
}
