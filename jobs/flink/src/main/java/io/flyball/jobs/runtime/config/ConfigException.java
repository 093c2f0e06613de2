package io.flyball.jobs.runtime.config;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message holds every fault found, one line each. */
public final class ConfigException extends IllegalArgumentException {

  /**
   * One fault.
   *
   * @param key dotted path; empty when the fault is not about one key
   * @param value the text found, or null when there is none to show
   * @param origin where it was given, such as {@code flyball.yaml:3}; empty when unknown
   * @param problem what is wrong or what is allowed
   */
  public record Fault(String key, String value, String origin, String problem)
      implements Serializable {

    /** One sentence: {@code key = value (origin): problem}. */
    public String sentence() {
      StringBuilder text = new StringBuilder(key);
      if (value != null) {
        text.append(" = ").append(value);
      }
      if (!origin.isEmpty()) {
        text.append(text.isEmpty() ? origin : " (" + origin + ")");
      }
      return text.append(text.isEmpty() ? "" : ": ").append(problem).toString();
    }
  }

  private final List<Fault> faults;

  /**
   * A value that a section's constructor refuses.
   *
   * @param key the component's key relative to the section, in kebab-case
   * @param value what was found
   * @param allowed what is allowed, as the end of the sentence "must be ..."
   */
  public ConfigException(String key, Object value, String allowed) {
    this(List.of(new Fault(key, ValueType.display(value), "", "must be " + allowed)));
  }

  ConfigException(List<Fault> faults) {
    super(faults.stream().map(Fault::sentence).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** All faults, in the order in which they were found; at least one. */
  public List<Fault> faults() {
    return faults;
  }
}
