package io.flyball.connectors.vw;

import io.flyball.connectors.codec.Decoded;
import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.RawRecord;
import io.flyball.core.record.Reason;
import io.flyball.core.record.Refusal;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Lines of a log of Vowpal Wabbit as records of the bandit job. A line that cannot be read is a
 * refusal with the line and the reason. Serializable before it is used; not thread-safe.
 */
public final class VwLines implements Serializable {
  private static final long serialVersionUID = 1;

  /** How a log is written. */
  public enum Format {
    /** JSON lines, as Personalizer and rlclientlib log them. */
    DSJSON,
    /** Text examples. */
    VW
  }

  private final Format format;
  private final String policy;
  private final int actions;
  private transient Dsjson dsjson;
  private transient VwText text;
  private transient VwRecords records;

  /**
   * Reads one format.
   *
   * @param policy what stands before the slash of decision ids
   * @param actions of text lines without features of actions; 0 where every action has a line
   */
  public VwLines(Format format, String policy, int actions) {
    this.format = format;
    this.policy = policy;
    this.actions = actions;
  }

  /**
   * What a line brings: none, or several records; a refusal where it cannot be read.
   *
   * @param number of the line, from 0
   * @param now when it was read, epoch ms
   */
  public List<JsonLines.Line> read(long number, byte[] line, long now) {
    String content = new String(line, StandardCharsets.UTF_8);
    return lines(number, line, now, () -> read(content));
  }

  /** A line that was cut off. */
  public JsonLines.Line tooLong(long number, byte[] line, int limit, long now) {
    Refusal refusal =
        Refusal.of(Reason.TOO_LARGE, "", "the line is longer than the " + limit + " bytes allowed");
    return new JsonLines.Line(raw(number, line, now), new Decoded.Refused<SpecificRecord>(refusal));
  }

  private static RawRecord raw(long number, byte[] line, long now) {
    return new RawRecord("stdin", 0, number, now, null, line, Map.of());
  }

  private interface Reading {
    VwLine read() throws VwFormatException;
  }

  private VwLine read(String line) throws VwFormatException {
    return format == Format.DSJSON ? dsjson.read(line) : text.read(line);
  }

  private List<JsonLines.Line> lines(long number, byte[] line, long now, Reading reading) {
    open();
    RawRecord raw = raw(number, line, now);
    List<JsonLines.Line> read = new ArrayList<>();
    try {
      VwLine vw = reading.read();
      if (vw != null) {
        for (SpecificRecord record : records.of(vw, number)) {
          read.add(new JsonLines.Line(raw, new Decoded.Good<>(record)));
        }
      }
    } catch (VwFormatException e) {
      Refusal refusal = Refusal.of(Reason.BAD_TYPE, "", format + ": " + e.getMessage());
      read.add(new JsonLines.Line(raw, new Decoded.Refused<SpecificRecord>(refusal)));
    }
    return read;
  }

  private void open() {
    if (records == null) {
      dsjson = new Dsjson();
      text = new VwText(actions);
      records = new VwRecords(policy);
    }
  }
}
