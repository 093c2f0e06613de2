package io.flyball.jobs.loop;

import io.flyball.core.loop.Source;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The configured scopes of what happens, by name; a part that is not known names no scope. */
final class Scopes implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int MOST_NAMES = 10_000;

  private final List<ScopeKind> kinds;
  private transient Map<ScopeKind, Map<String, String>> names;

  Scopes(LoopConfig config) {
    this.kinds = List.copyOf(config.scopes());
  }

  /**
   * The scopes of an event.
   *
   * @param source null for what is of several sources
   */
  List<String> of(String surface, String model, String cohort, Source source) {
    List<String> scopes = new ArrayList<>(kinds.size());
    for (ScopeKind kind : kinds) {
      switch (kind) {
        case ALL -> scopes.add("all");
        case SURFACE -> add(kind, "surface/", surface, scopes);
        case MODEL -> add(kind, "model/", model, scopes);
        case COHORT -> add(kind, "cohort/", cohort, scopes);
        case SOURCE -> add(kind, "source/", source == null ? "" : source.name(), scopes);
      }
    }
    return scopes;
  }

  /** The scope of a policy's decisions. */
  String ofPolicy(String policy) {
    return "policy/" + policy;
  }

  /** Names are made once each: there are few of them, and every event needs some. */
  private void add(ScopeKind kind, String prefix, String name, List<String> scopes) {
    if (name.isEmpty()) {
      return;
    }
    if (names == null) {
      names = new HashMap<>();
    }
    Map<String, String> known = names.computeIfAbsent(kind, k -> new HashMap<>());
    if (known.size() > MOST_NAMES) {
      known.clear();
    }
    scopes.add(known.computeIfAbsent(name, n -> prefix + n));
  }
}
