package io.flyball.core.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Carries feedback on a result back through the execution graph of one trace to the parameters that
 * made it, each with the minimal subgraph that explains it (Trace / OPTO, arXiv 2406.16218): the
 * nodes on the ways from the parameter to the result, and the parents of those.
 *
 * <p>Spans and feedback may come in any order: feedback on a span that is not there yet is held,
 * and a late span gives an updated result. An equal repeat of a span changes nothing; one that
 * differs, or a span that is its own parent, is an {@link IllegalArgumentException}. Cost: O(spans
 * + edges) per parameter and feedback.
 */
public final class FeedbackGraph {

  /** A node: what it was computed from, and whether it can be changed. */
  public record Span(String id, List<String> parents, boolean trainable) {
    public Span {
      parents = List.copyOf(parents);
      if (parents.contains(id)) {
        throw new IllegalArgumentException("span " + id + " is its own parent");
      }
    }
  }

  /**
   * Feedback as a parameter receives it.
   *
   * @param depth edges on the shortest way from the result to the parameter
   * @param subgraph ids of the minimal subgraph, sorted
   * @param updated whether it replaces an earlier result that lacked a late span
   */
  public record StageFeedback(
      String parameter,
      String result,
      String text,
      int depth,
      Set<String> subgraph,
      boolean updated) {}

  private final Map<String, Span> spans = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();
  private final Map<String, String> feedback = new LinkedHashMap<>();
  private final Map<String, StageFeedback> emitted = new HashMap<>();

  /** A span; returns what it changes. */
  public List<StageFeedback> span(Span span) {
    Span known = spans.putIfAbsent(span.id(), span);
    if (known != null) {
      if (!known.equals(span)) {
        throw new IllegalArgumentException("span " + span.id() + " was " + known + ", now " + span);
      }
      return List.of();
    }
    for (String parent : Set.copyOf(span.parents())) {
      children.computeIfAbsent(parent, key -> new ArrayList<>()).add(span.id());
    }
    return propagate();
  }

  /** Feedback on a span; a later text on the same span replaces the earlier one. */
  public List<StageFeedback> feedback(String result, String text) {
    feedback.put(result, text);
    return propagate();
  }

  /** Spans that feedback waits for: given feedback, but not seen yet. */
  public Set<String> awaited() {
    Set<String> awaited = new TreeSet<>(feedback.keySet());
    awaited.removeAll(spans.keySet());
    return awaited;
  }

  private List<StageFeedback> propagate() {
    List<StageFeedback> out = new ArrayList<>();
    feedback.forEach(
        (result, text) -> {
          if (spans.containsKey(result)) {
            Map<String, Integer> depths = ancestors(result);
            for (String id : new TreeSet<>(depths.keySet())) {
              if (spans.containsKey(id) && spans.get(id).trainable()) {
                changed(id, result, text, depths).ifPresent(out::add);
              }
            }
          }
        });
    return out;
  }

  private Optional<StageFeedback> changed(
      String parameter, String result, String text, Map<String, Integer> depths) {
    Set<String> subgraph = subgraph(parameter, depths.keySet());
    subgraph.add(result);
    String key = parameter + '\u0000' + result;
    StageFeedback before = emitted.get(key);
    StageFeedback now =
        new StageFeedback(parameter, result, text, depths.get(parameter), subgraph, before != null);
    if (before != null
        && before.subgraph().equals(subgraph)
        && before.text().equals(text)
        && before.depth() == now.depth()) {
      return Optional.empty();
    }
    emitted.put(key, now);
    return Optional.of(now);
  }

  /** Every span the result was computed from, itself too, by its distance. */
  private Map<String, Integer> ancestors(String result) {
    Map<String, Integer> depths = new HashMap<>();
    Deque<String> queue = new ArrayDeque<>();
    depths.put(result, 0);
    queue.add(result);
    while (!queue.isEmpty()) {
      String id = queue.remove();
      Span span = spans.get(id);
      if (span == null) {
        continue;
      }
      for (String parent : span.parents()) {
        if (depths.putIfAbsent(parent, depths.get(id) + 1) == null) {
          queue.add(parent);
        }
      }
    }
    return depths;
  }

  private Set<String> subgraph(String parameter, Set<String> ancestors) {
    Set<String> subgraph = new TreeSet<>();
    Set<String> visited = new TreeSet<>();
    Deque<String> queue = new ArrayDeque<>();
    queue.add(parameter);
    while (!queue.isEmpty()) {
      for (String child : children.getOrDefault(queue.remove(), List.of())) {
        if (ancestors.contains(child) && visited.add(child)) {
          subgraph.add(child);
          subgraph.addAll(spans.get(child).parents());
          queue.add(child);
        }
      }
    }
    return subgraph;
  }
}
