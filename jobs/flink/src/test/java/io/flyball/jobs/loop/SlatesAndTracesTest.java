package io.flyball.jobs.loop;

import static io.flyball.jobs.loop.Events.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.flyball.schemas.AttributedFeedback;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackActor;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import io.flyball.schemas.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** What is told of slates and of execution graphs. */
class SlatesAndTracesTest {
  private static final long START = Events.NOON - Events.NOON % HOUR;

  private static Exposure place(
      String decision, int rank, String item, ItemSource source, String... categories) {
    return Events.exposure(decision + "/" + rank, START + 1, "u", item)
        .setDecisionId(decision)
        .setPosition(rank)
        .setItemSource(source)
        .setCategories(List.of(categories))
        .build();
  }

  /** Human ranks 1 and 4, generated ranks 2 and 1: the known answers of Source Echo Chamber. */
  @Test
  void twoCopiesInOneSlateHaveTheKnownRelativeDelta() throws Exception {
    List<Exposure> shown = new ArrayList<>();
    shown.add(place("d1", 1, "a", ItemSource.HUMAN));
    shown.add(place("d1", 2, "a", ItemSource.AI));
    shown.add(place("d2", 4, "b", ItemSource.HUMAN));
    shown.add(place("d2", 1, "b", ItemSource.AI));
    // The same copy again, further down: its best rank counts.
    shown.add(place("d2", 9, "b", ItemSource.AI));
    Collections.reverse(shown);
    LocalRun run = LocalRun.of(2, List.of(shown), List.of(), "loop.scopes=all");
    assertThat(value(run, "source.DELTA_NDCG_1_PERCENT")).isEqualTo(0);
    assertThat(value(run, "source.DELTA_NDCG_3_PERCENT")).isCloseTo(-47.9625, within(5e-5));
    assertThat(value(run, "source.DELTA_NDCG_5_PERCENT")).isCloseTo(-13.0816, within(5e-5));
    assertThat(value(run, "source.DELTA_MAP_3_PERCENT")).isCloseTo(-40, within(1e-9));
    assertThat(value(run, "source.DELTA_MAP_5_PERCENT")).isCloseTo(-18.1818, within(5e-5));
    assertThat(value(run, "source.GENERATED_PREFERRED")).isEqualTo(0.5);
  }

  @Test
  void diversityIsTheMeanOverSlates() throws Exception {
    List<Exposure> shown =
        List.of(
            place("same", 1, "a", ItemSource.HUMAN, "x"),
            place("same", 2, "b", ItemSource.HUMAN, "x"),
            place("different", 1, "c", ItemSource.HUMAN, "x", "y"),
            place("different", 2, "d", ItemSource.HUMAN, "y", "z"),
            place("alone", 1, "e", ItemSource.HUMAN, "x"));
    LocalRun run = LocalRun.of(1, List.of(shown), List.of(), "loop.scopes=all");
    assertThat(value(run, "slate.MEAN_INTRA_LIST_DIVERSITY"))
        .isCloseTo((0 + 2 / 3.0) / 2, within(1e-12));
  }

  private static double value(LocalRun run, String metric) {
    Map<Long, Double> values = run.newest("all", metric);
    assertThat(values).as(metric).containsOnlyKeys(START);
    return values.get(START);
  }

  private static Span span(String id, long at, boolean trainable, String... parents) {
    return new Span(
        "t", id, Instant.ofEpochMilli(START + at), List.of(parents), "op", trainable, null);
  }

  private static AttributedFeedback feedback(String span, long at, String text) {
    var signal =
        Events.signal("f" + at, START + at, "u")
            .setTraceId("t")
            .setSpanId(span)
            .setItem("answer")
            .setText(text)
            .build();
    return Events.attributed("f" + at, START + at, "u", signal).build();
  }

  /** The graph that Trace (arXiv 2406.16218) gives for c=f(a,b), d=g(c,x), e=k(b), out=h(d,e). */
  private static List<SpecificRecord> sevenNodes() {
    return new ArrayList<>(
        List.of(
            span("a", 1, true),
            span("b", 2, true),
            span("x", 3, false),
            span("c", 4, false, "a", "b"),
            span("d", 5, false, "c", "x"),
            span("e", 6, false, "b"),
            span("y", 7, false, "a"),
            span("out", 8, false, "d", "e")));
  }

  @Test
  void feedbackReachesTheParametersWithTheirKnownSubgraphsInAnyOrderOfArrival() throws Exception {
    List<SpecificRecord> records = sevenNodes();
    records.add(feedback("out", 9, "wrong"));
    for (int seed = 0; seed < 2; seed++) {
      Collections.shuffle(records, new Random(seed));
      List<StageFeedbackRow> stages =
          LocalRun.of(2, List.of(records), List.of(), "loop.scopes=all").stages();
      assertThat(stages)
          .extracting(StageFeedbackRow::parameter)
          .containsExactlyInAnyOrder("a", "b");
      assertThat(stages)
          .filteredOn(row -> row.parameter().equals("a"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.subgraph()).containsExactly("a", "b", "c", "d", "e", "out", "x");
                assertThat(row.depth()).isEqualTo(3);
                assertThat(row.feedback()).isEqualTo("wrong");
                assertThat(row.revision()).isZero();
              });
    }
  }

  /** NExT-Search: an edit counts once, an edit and its inverse change nothing in the end. */
  @Test
  void editsOfUsersAreMeasuredAgainstWhatTheSpanGave() throws Exception {
    List<SpecificRecord> records = new ArrayList<>();
    records.add(span("a", 1, true));
    records.add(span("out", 2, false, "a"));
    ((Span) records.get(1)).setText("doc7 doc2");
    records.add(edit(3, "doc2 doc7", FeedbackActor.USER));
    records.add(edit(4, "something else", FeedbackActor.SHADOW));
    records.add(edit(5, "doc7 doc2", FeedbackActor.USER));
    Collections.shuffle(records, new Random(3));
    assertThat(LocalRun.of(2, List.of(records), List.of(), "loop.scopes=all").stages())
        .extracting(row -> row.time() - START, StageFeedbackRow::edits, StageFeedbackRow::netEdit)
        .containsExactlyInAnyOrder(tuple(3L, 1, 2), tuple(4L, 1, 2), tuple(5L, 2, 0));
  }

  private static SpecificRecord edit(long at, String text, FeedbackActor actor) {
    FeedbackSignal signal =
        Events.signal("f" + at, START + at, "u")
            .setKind(SignalKind.CORRECTION)
            .setActor(actor)
            .setTraceId("t")
            .setSpanId("out")
            .setItem("answer")
            .setText(text)
            .build();
    return Events.attributed("f" + at, START + at, "u", signal).build();
  }

  @Test
  void feedbackWaitsForItsSpanAndALateSpanTellsItAgain() throws Exception {
    List<SpecificRecord> records = new ArrayList<>();
    records.add(feedback("out", 1, "wrong"));
    records.add(span("a", 2, true));
    records.add(span("out", 3, false, "a", "b"));
    records.add(span("b", 4, true));
    List<StageFeedbackRow> stages =
        LocalRun.of(1, List.of(records), List.of(), "loop.scopes=all").stages();
    assertThat(stages)
        .extracting(row -> row.parameter() + row.revision() + " " + (row.time() - START))
        .containsExactlyInAnyOrder("a0 3", "b0 4");
  }
}
