package io.flyball.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.flyball.bench.BenchReport.Row;
import io.flyball.jobs.runtime.FlinkConfig.Backend;
import io.flyball.jobs.runtime.KafkaConfig.Guarantee;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchReportTest {
  private static final Machine MACHINE =
      new Machine("cpu", 2, 1L << 34, 1L << 32, "os", "jvm", "2.3.0", "4.2.2");
  private static final long MIB = 1 << 20;
  private static final long STEADY = 1_550_000;
  private static final Subject SUBJECT = new FeedbackSubject(1);

  @Test
  void nothingHasNoMedian() {
    assertThatIllegalArgumentException().isThrownBy(() -> BenchReport.median(List.of()));
  }

  @Test
  void theMedianIsTheMiddleOrTheMeanOfTheTwoMiddles() {
    assertThat(BenchReport.median(List.of(3.0))).isEqualTo(3);
    assertThat(BenchReport.median(List.of(9.0, 1.0, 3.0))).isEqualTo(3);
    assertThat(BenchReport.median(List.of(9.0, 1.0, 4.0, 3.0))).isEqualTo(3.5);
  }

  @Test
  void aRatioIsTheJobBesideTheMedianFloor() {
    Row heap = report(10_000, run("heap", 50), run("rocksdb", 26)).rows().get(0);
    assertThat(heap.floor()).isEqualTo(100);
    assertThat(heap.value()).isEqualTo(50);
    assertThat(heap.ratio()).isEqualTo(0.5);
    assertThat(heap.bar()).isEqualTo(SUBJECT.bar(Backend.HEAP));
  }

  @Test
  void processorTimeIsAMicrosecondCostWhoseRatioIsTurnedOver() {
    Throughput floor = new Throughput("floor", 1_000_000, 4, 3, 5, List.of());
    Throughput heap = new Throughput("heap", 1_000_000, 10, 12, 12, List.of());
    BenchReport report =
        new BenchReport(
            MACHINE,
            SUBJECT,
            options(10_000, Backend.HEAP),
            List.of(floor),
            List.of(heap),
            List.of());
    assertThat(report.rows().get(1))
        .isEqualTo(new Row("processor time heap", "us/record", 3.0, 12, 0.25, null, null));
  }

  @Test
  void aRatioAtTheBarMeetsItAndOneBelowMissesIt() {
    assertThat(report(10_000, run("heap", 50), run("rocksdb", 25)).met()).isTrue();
    assertThat(report(10_000, run("heap", 49), run("rocksdb", 25)).met()).isFalse();
    assertThat(report(10_000, run("heap", 50), run("rocksdb", 24)).met()).isFalse();
  }

  @Test
  void driftIsTheSpreadOfTheFloors() {
    assertThat(report(10_000, run("heap", 50), run("rocksdb", 25)).drift())
        .isEqualTo(0.3, within(1e-9));
  }

  @Test
  void latencyStandsBesideTheFloorWithoutABar() {
    BenchReport report =
        new BenchReport(
            MACHINE,
            SUBJECT,
            options(10_000, Backend.HEAP),
            List.of(run("floor", 100)),
            List.of(run("heap", 80)),
            List.of(latency("floor", 2, 4), latency("heap", 6, 40)));
    assertThat(report.rows())
        .contains(
            new Row("latency p50 heap", "ms", 2.0, 6, 3.0, null, null),
            new Row("latency p99 heap", "ms", 4.0, 40, 10.0, null, null));
    assertThat(report.met()).isTrue();
  }

  @Test
  void tailWithAMillionPendingDecisionsIsAtMostFiveTimesTheFloors() {
    assertThat(pendingTail(1_000_000, 20).met()).isTrue();
    assertThat(pendingTail(1_000_000, 20.1).met()).isFalse();
    assertThat(pendingTail(999_999, 20.1).met()).isNull();
  }

  private static Row pendingTail(long records, double p99) {
    BenchReport report =
        new BenchReport(
            MACHINE,
            new BanditPendingSubject(1),
            options(records, Backend.HEAP),
            List.of(run("floor", 100)),
            List.of(run("heap", 80)),
            List.of(latency("floor", 2, 4), latency("heap", 6, p99)));
    return report.rows().get(3);
  }

  @Test
  void everyPendingDecisionIsAwaitedUnderTheIdOfItsRequest() {
    assertThat(new BanditPendingSubject(1).awaits(7)).isEqualTo(new BanditSubject(1).awaits(14));
  }

  @Test
  void memoryIsJudgedOnlyOnceTheStateIsFullFromTheFirstFifthOn() {
    Throughput growing = withHeap(100, 100, 112, 112);
    assertThat(memory(STEADY - 1, growing).met()).isNull();
    Row judged = memory(STEADY, growing);
    assertThat(judged.floor()).isEqualTo(100);
    assertThat(judged.value()).isEqualTo(112);
    assertThat(judged.met()).isFalse();
  }

  @Test
  void memoryThatGrowsByLessThanATenthIsSteady() {
    assertThat(memory(STEADY, withHeap(100, 100, 108, 108)).met()).isTrue();
  }

  @Test
  void aMillionPendingDecisionsMustFitIntoAGibibyteOfHeap() {
    assertThat(pending(1_000_000, withHeap(900, 1000, 1024)).get(3).met()).isTrue();
    assertThat(pending(1_000_000, withHeap(900, 1000, 1025)).get(3).met()).isFalse();
    assertThat(pending(999_999, withHeap(9, 10, 11))).hasSize(3);
  }

  @Test
  void tooFewAndTooManyRecordsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(BenchOptions.FEWEST - 1, Backend.HEAP));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new JobBench(
                    SUBJECT,
                    options(SUBJECT.limit() + 1, Backend.HEAP),
                    "127.0.0.1:1",
                    Path.of("."),
                    null));
    assertThatIllegalArgumentException().isThrownBy(() -> options(10_000));
  }

  private static Row memory(long records, Throughput job) {
    BenchReport report =
        new BenchReport(
            MACHINE,
            SUBJECT,
            options(records, Backend.HEAP),
            List.of(run("floor", 100)),
            List.of(job),
            List.of());
    return report.rows().get(2);
  }

  private static List<Row> pending(long records, Throughput job) {
    BenchReport report =
        new BenchReport(
            MACHINE,
            new BanditPendingSubject(1),
            options(records, Backend.HEAP),
            List.of(run("floor", 100)),
            List.of(job),
            List.of());
    return report.rows();
  }

  /** Floors of 100, 120 and 90 records/s. */
  private static BenchReport report(long records, Throughput heap, Throughput rocksdb) {
    return new BenchReport(
        MACHINE,
        SUBJECT,
        options(records, Backend.HEAP, Backend.ROCKSDB),
        List.of(run("floor", 100), run("floor", 120), run("floor", 90)),
        List.of(heap, rocksdb),
        List.of());
  }

  private static BenchOptions options(long records, Backend... backends) {
    return new BenchOptions(records, 2, Guarantee.EXACTLY_ONCE, List.of(backends), 1, false);
  }

  private static Throughput run(String name, double perSecond) {
    return new Throughput(name, (long) (10 * perSecond), 10, 20 * perSecond / 1e6, 12, List.of());
  }

  private static Throughput withHeap(long... mebibytes) {
    List<Long> bytes = Arrays.stream(mebibytes).map(m -> m * MIB).boxed().toList();
    return new Throughput("heap", 1000, 10, 2, 12, bytes);
  }

  private static Latency latency(String run, double p50, double p99) {
    return new Latency(run, 1000, 500, 0, p50, p99, 2 * p99);
  }
}
