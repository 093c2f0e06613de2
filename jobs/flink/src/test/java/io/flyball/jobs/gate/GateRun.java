package io.flyball.jobs.gate;

import static io.flyball.jobs.harness.Replay.text;

import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.jobs.harness.Replay;
import io.flyball.jobs.harness.Replay.Pace;
import io.flyball.jobs.runtime.ControlRecord;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The whole topology on a list of arrivals. */
final class GateRun {
  private GateRun() {}

  static Replay of(GateConfig config, List<RawRecord> arrivals, Pace pace, ControlRecord... control)
      throws Exception {
    GateDecoder decoder = new GateDecoder(config);
    return Replay.of(
        new Configuration(),
        arrivals.stream().map(decoder).toList(),
        GateInput.class,
        GateTopology.eventTime(config),
        in -> in.raw().topic() + in.raw().partition(),
        pace,
        (env, input) -> outputs(GateTopology.define(input, control(env, control), config)));
  }

  static List<DataStream<String>> outputs(GateStreams out) {
    return List.of(
        text(out.verdicts(), "verdict", row -> JsonWriter.write(GateMapping.toAvro(row))),
        text(out.failures(), "failure", row -> JsonWriter.write(GateMapping.toAvro(row))),
        text(out.next(), "next", row -> JsonWriter.write(GateMapping.toAvro(row))),
        text(out.alerts(), "alert", alert -> JsonWriter.write(RecordMapping.toAvro(alert))),
        text(out.deadLetters(), "letter", letter -> letter.reason() + "@" + letter.offset()));
  }

  static DataStream<ControlRecord> control(
      StreamExecutionEnvironment env, ControlRecord... updates) {
    List<ControlRecord> all = new ArrayList<>(List.of(updates));
    all.add(Fixtures.control(0, 0, Map.of()));
    return env.fromData(all, TypeInformation.of(ControlRecord.class))
        .uid("control")
        .filter(record -> record.update().version() > 0)
        .uid("given-control")
        .assignTimestampsAndWatermarks(SideInputs.<ControlRecord>neverHoldBack())
        .uid("control-time");
  }
}
