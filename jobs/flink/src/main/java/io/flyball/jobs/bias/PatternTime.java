package io.flyball.jobs.bias;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Gives signs the time of their windows, and lets event time go on where only a clock saw a camera
 * fall silent: then nothing arrives that could move it, and an alert would wait for ever. It
 * follows such signs, which come without a timestamp, at a distance, so that cameras which do send
 * are not late. Where event time closed the windows it is left alone, or what many cameras missed
 * at once would depend on which is told first.
 */
final class PatternTime extends AbstractStreamOperator<CameraSign>
    implements OneInputStreamOperator<CameraSign, CameraSign> {
  private static final long serialVersionUID = 1;

  private final long distance;
  private transient long reached;

  PatternTime(long distance) {
    this.distance = distance;
  }

  @Override
  public void open() throws Exception {
    super.open();
    reached = Long.MIN_VALUE;
  }

  @Override
  public void processElement(StreamRecord<CameraSign> element) throws Exception {
    CameraSign sign = element.getValue();
    output.collect(new StreamRecord<>(sign, sign.time()));
    if (!element.hasTimestamp()) {
      advance(sign.time() - distance);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    advance(mark.getTimestamp());
  }

  private void advance(long time) throws Exception {
    if (time > reached) {
      reached = time;
      super.processWatermark(new Watermark(time));
    }
  }
}
