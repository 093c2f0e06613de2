package io.flyball.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.loop.FeedbackGraph.Span;
import io.flyball.core.loop.FeedbackGraph.StageFeedback;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The graph c = f(a, b), d = g(c, x), e = k(b), y = m(a), out = h(d, e) as Trace propagates it. */
class FeedbackGraphTest {
  private static final List<Span> SPANS =
      List.of(
          new Span("a", List.of(), true),
          new Span("b", List.of(), true),
          new Span("x", List.of(), false),
          new Span("c", List.of("a", "b"), false),
          new Span("d", List.of("c", "x"), false),
          new Span("e", List.of("b"), false),
          new Span("y", List.of("a"), false),
          new Span("out", List.of("d", "e"), false));

  private static final Set<String> ALL_SEVEN = Set.of("a", "b", "x", "c", "e", "d", "out");

  @Test
  void theMinimalSubgraphHasSevenNodesAndNotTheSideComputation() {
    FeedbackGraph graph = new FeedbackGraph();
    SPANS.forEach(span -> assertThat(graph.span(span)).isEmpty());
    assertThat(graph.feedback("out", "too long"))
        .containsExactly(
            new StageFeedback("a", "out", "too long", 3, ALL_SEVEN, false),
            new StageFeedback("b", "out", "too long", 2, ALL_SEVEN, false));
  }

  @Test
  void aParameterSeesOnlyTheWaysThroughItself() {
    FeedbackGraph graph = new FeedbackGraph();
    graph.span(new Span("b", List.of(), true));
    graph.span(new Span("c", List.of("a"), false));
    graph.span(new Span("d", List.of("c", "x"), false));
    graph.span(new Span("e", List.of("b"), false));
    graph.span(new Span("out", List.of("d", "e"), false));
    assertThat(graph.feedback("out", "no").get(0).subgraph()).containsExactly("b", "d", "e", "out");
  }

  @Test
  void feedbackBeforeItsSpanIsHeldAndALateSpanUpdates() {
    FeedbackGraph graph = new FeedbackGraph();
    assertThat(graph.feedback("out", "no")).isEmpty();
    assertThat(graph.awaited()).containsExactly("out");
    graph.span(SPANS.get(1));
    graph.span(SPANS.get(5));
    List<StageFeedback> first = graph.span(SPANS.get(7));
    assertThat(first)
        .containsExactly(
            new StageFeedback("b", "out", "no", 2, Set.of("b", "d", "e", "out"), false));
    assertThat(graph.awaited()).isEmpty();
    List<StageFeedback> late = graph.span(SPANS.get(4));
    assertThat(late).isEmpty();
    assertThat(graph.span(SPANS.get(3)))
        .containsExactly(new StageFeedback("b", "out", "no", 2, ALL_SEVEN, true));
  }

  @Test
  void anyOrderEndsInTheSameFeedback() {
    for (int seed = 0; seed < 50; seed++) {
      List<Object> events = new ArrayList<>(SPANS);
      events.add("feedback");
      Collections.shuffle(events, new Random(seed));
      FeedbackGraph graph = new FeedbackGraph();
      Map<String, Set<String>> last = new TreeMap<>();
      for (Object event : events) {
        List<StageFeedback> out =
            event instanceof Span span ? graph.span(span) : graph.feedback("out", "no");
        out.forEach(f -> last.put(f.parameter(), f.subgraph()));
      }
      assertThat(last).isEqualTo(Map.of("a", ALL_SEVEN, "b", ALL_SEVEN));
    }
  }

  @Test
  void repeatsSayNothingAndContradictionsAreRefused() {
    FeedbackGraph graph = new FeedbackGraph();
    SPANS.forEach(graph::span);
    assertThat(graph.feedback("out", "no")).hasSize(2);
    assertThat(graph.feedback("out", "no")).isEmpty();
    assertThat(graph.span(SPANS.get(3))).isEmpty();
    assertThatThrownBy(() -> graph.span(new Span("c", List.of("a"), false)))
        .hasMessageContaining("span c");
    assertThatThrownBy(() -> new Span("s", List.of("s"), false)).hasMessageContaining("own parent");
  }

  @Test
  void aCycleEnds() {
    FeedbackGraph graph = new FeedbackGraph();
    graph.span(new Span("p", List.of("q"), true));
    graph.span(new Span("q", List.of("p"), false));
    assertThat(graph.feedback("q", "no").get(0).subgraph()).containsExactly("p", "q");
  }
}
