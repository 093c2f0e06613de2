package io.flyball.jobs.loop;

import io.flyball.core.drift.Direction;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * What windows tell the diagnoses: the phase of generated content, and what a judge changes. Only
 * first reports of tumbling windows count, for a diagnosis is not taken back.
 *
 * <p>The rows of a window come one after the other, so that what is remembered from one to the next
 * is never needed across a checkpoint.
 */
final class WindowFindings extends RichFlatMapFunction<MetricRow, Finding> {
  private static final long serialVersionUID = 1;

  private final long window;
  private final double judgeErrors;
  private transient MetricRow delta;

  WindowFindings(LoopConfig config) {
    this.window = config.window().toMillis();
    this.judgeErrors = config.diagnoses().judgeErrors();
  }

  @Override
  public void flatMap(MetricRow row, Collector<Finding> out) {
    if (row.revision() > 0 || row.windowEnd() - row.windowStart() != window) {
      return;
    }
    switch (row.metric()) {
      case "source.PHASE" -> {
        if (!Double.isNaN(row.value())) {
          out.collect(finding(row, Finding.PHASE, Direction.UP, 0, row.value()));
        }
      }
      case "judge.SUCCESS_DELTA" -> delta = row;
      case "judge.SUCCESS_DELTA_Z" -> {
        if (!Double.isNaN(row.value()) && delta != null && delta.scope().equals(row.scope())) {
          Direction direction = row.value() <= -judgeErrors ? Direction.DOWN : Direction.UP;
          out.collect(finding(row, Finding.JUDGE, direction, delta.value(), row.value()));
        }
      }
      default -> {}
    }
  }

  private static Finding finding(
      MetricRow row, String what, Direction direction, double before, double after) {
    return new Finding(
        row.id(),
        row.scope(),
        what,
        direction,
        row.windowEnd() - 1,
        row.windowStart(),
        before,
        after,
        row.events(),
        Double.NaN,
        false);
  }
}
