package io.flyball.connectors.file;

import io.flyball.connectors.text.TableRow;
import io.flyball.schemas.SignalKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the texts in a log's column of kinds stand for: a kind of signal, {@value #EXPOSURE}, or
 * {@value #IGNORED} for rows that are left out.
 *
 * @param names kind by text; empty where the texts are the kinds themselves, in any case
 */
public record KindNames(Map<String, String> names) {
  /** Stands for an item that was shown. */
  public static final String EXPOSURE = "EXPOSURE";

  /** Stands for rows that are left out. */
  public static final String IGNORED = "-";

  /** Texts that are kinds themselves. */
  public static final KindNames PLAIN = new KindNames(Map.of());

  /** The text that stands for all others. */
  public static final String OTHERS = "*";

  private static final List<String> SHOWN = List.of(EXPOSURE, "IMPRESSION", "SHOWN");
  private static final Map<String, SignalKind> KINDS =
      Arrays.stream(SignalKind.values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  public KindNames {
    names = Map.copyOf(names);
    for (String name : names.values()) {
      if (!name.equals(IGNORED) && !SHOWN.contains(name) && !KINDS.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no kind '" + name + "', only " + known() + ", and - to leave rows out");
      }
    }
  }

  /** The kinds that there are. */
  public static String known() {
    TreeSet<String> known = new TreeSet<>(SHOWN);
    known.addAll(KINDS.keySet());
    return String.join(", ", known);
  }

  /** Whether rows of a text are left out. */
  boolean isIgnored(String text) {
    return IGNORED.equals(name(text));
  }

  private String name(String text) {
    String name = names.get(text);
    return name == null ? names.get(OTHERS) : name;
  }

  /** The kind of signal of a text; empty where it stands for an exposure. */
  Optional<SignalKind> kind(TableRow row, String text) {
    String name = names.isEmpty() ? text.toUpperCase(Locale.ROOT) : name(text);
    if (name == null) {
      throw row.broken(
          "kind",
          "'"
              + text
              + "' is none of "
              + String.join(", ", new TreeSet<>(names.keySet()))
              + "; name what it is with --kind");
    }
    if (SHOWN.contains(name)) {
      return Optional.empty();
    }
    SignalKind kind = KINDS.get(name);
    if (kind == null) {
      throw row.broken("kind", "'" + text + "' is none of " + known());
    }
    return Optional.of(kind);
  }
}
