package io.flyball.local.pipe;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.connectors.stdio.InputLine;
import io.flyball.connectors.stdio.LinesSink;
import io.flyball.connectors.stdio.LinesSource;
import io.flyball.jobs.feedback.FeedbackDecoder;
import io.flyball.jobs.feedback.FeedbackMapping;
import io.flyball.jobs.feedback.FeedbackStreams;
import io.flyball.jobs.feedback.FeedbackTopology;
import io.flyball.jobs.feedback.Ingested;
import io.flyball.jobs.runtime.FlyballConfig;
import io.flyball.jobs.runtime.RecordMapping;
import io.flyball.jobs.runtime.SideInputs;
import io.flyball.schemas.ControlUpdate;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.flink.util.function.SerializableSupplier;

/** The feedback topology between two streams of JSON lines. */
public final class FeedbackPipe {
  private static final String STDIN = "stdin";

  private FeedbackPipe() {}

  /**
   * Defines the job; the caller executes it.
   *
   * @param in lines to read, opened in the task
   * @param out lines to write
   */
  public static void build(
      StreamExecutionEnvironment env,
      FlyballConfig config,
      SerializableSupplier<InputStream> in,
      SerializableSupplier<OutputStream> out) {
    int limit = config.feedback().maxRecordBytes();
    DataStream<Ingested> lines =
        env.fromSource(
                new LinesSource<>(in, limit, new Decode(config)),
                FeedbackTopology.eventTime(config.feedback()),
                "Lines in",
                TypeInformation.of(Ingested.class))
            .setParallelism(1)
            .uid("pipe-lines-in");
    DataStream<Ingested> control =
        lines
            .filter(line -> line.control() != null)
            .uid("pipe-control")
            .assignTimestampsAndWatermarks(SideInputs.neverHoldBack())
            .uid("pipe-control-time");
    DataStream<Ingested> data = lines.filter(line -> line.control() == null).uid("pipe-data");

    FeedbackStreams streams = FeedbackTopology.define(data, control, config.feedback());
    json(streams.attributed(), FeedbackMapping::toAvro, "attributed")
        .union(
            json(streams.alerts(), RecordMapping::toAvro, "alerts"),
            json(streams.deadLetters(), RecordMapping::toAvro, "dead-letters"))
        .sinkTo(new LinesSink(out))
        .uid("pipe-lines-out")
        .name("Lines out");
  }

  private static <T> DataStream<String> json(
      DataStream<T> stream, SerializableFunction<T, ? extends SpecificRecord> toAvro, String name) {
    MapFunction<T, String> write = record -> JsonWriter.write(toAvro.apply(record));
    return stream.map(write).returns(Types.STRING).uid("pipe-json-" + name);
  }

  private static final class Decode implements SerializableFunction<InputLine, Ingested> {
    private static final long serialVersionUID = 1;

    private final JsonLines lines;
    private final FeedbackDecoder decoder;

    Decode(FlyballConfig config) {
      lines =
          new JsonLines(
              STDIN,
              List.of(Exposure.class, FeedbackSignal.class, ControlUpdate.class),
              config.feedback().maxRecordBytes());
      decoder = new FeedbackDecoder(config.feedback(), "control");
    }

    @Override
    public Ingested apply(InputLine line) {
      long now = System.currentTimeMillis();
      JsonLines.Line decoded = lines.decode(line.number(), line.bytes(), line.truncated(), now);
      return decoder.ingest(decoded.raw(), decoded.decoded());
    }
  }
}
