package io.flyball.core.control;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The shipped sensor profiles, and beside them a user's own. It travels as the texts of the own
 * profiles, so that only the machine that starts a job needs their files.
 */
public final class SensorProfiles implements Serializable {
  private static final long serialVersionUID = 1;

  /** The shipped ones alone. */
  public static final SensorProfiles SHIPPED = new SensorProfiles(List.of());

  private final ArrayList<String> texts;
  private transient Map<String, SensorProfile> own;

  /**
   * With own profiles.
   *
   * @param texts as {@link OwnProfile#parse} reads them
   * @throws IllegalArgumentException when one cannot be used, or two have one name
   */
  public SensorProfiles(List<String> texts) {
    this.texts = new ArrayList<>(texts);
    own = parsed(this.texts);
  }

  private static Map<String, SensorProfile> parsed(List<String> texts) {
    Map<String, SensorProfile> own = new LinkedHashMap<>();
    for (String text : texts) {
      SensorProfile profile = OwnProfile.parse(text);
      if (own.put(id(profile.name()), profile) != null) {
        throw new IllegalArgumentException("Two profiles are named " + profile.name() + ".");
      }
    }
    return own;
  }

  private static String id(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private Map<String, SensorProfile> own() {
    if (own == null) {
      own = parsed(texts);
    }
    return own;
  }

  /** Names by which packets tell their sensor, in lower case, the shipped ones first. */
  public List<String> names() {
    List<String> names = new ArrayList<>(SensorProfile.NAMES);
    names.addAll(own().keySet());
    return names;
  }

  /** Whether there is a profile of this name, in whatever case. */
  public boolean has(String name) {
    return SensorProfile.NAMES.contains(id(name)) || own().containsKey(id(name));
  }

  /**
   * A profile.
   *
   * @param name in whatever case
   * @throws IllegalArgumentException which lists the names there are
   */
  public SensorProfile named(String name) {
    SensorProfile found = own().get(id(name));
    if (found != null) {
      return found;
    }
    if (!has(name)) {
      throw new IllegalArgumentException(
          "There is no sensor profile '"
              + name
              + "'; there are "
              + String.join(", ", names())
              + ".");
    }
    return SensorProfile.named(name);
  }
}
