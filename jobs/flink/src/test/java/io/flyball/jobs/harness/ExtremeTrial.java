package io.flyball.jobs.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.codec.JsonLines;
import io.flyball.connectors.codec.JsonWriter;
import io.flyball.core.record.DeadLetter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the operators of a job must make of records at the limits of their schemas: no record stops
 * them or touches another key, every number that comes out is finite, and what is refused leaves no
 * trace.
 */
public final class ExtremeTrial {
  private static final int LONGEST = 400;

  private ExtremeTrial() {}

  /** What came of lines: the records for the topics, and the lines that were refused. */
  public record Outcome(List<? extends SpecificRecord> outputs, List<DeadLetter> letters) {
    List<String> texts() {
      return outputs.stream().map(JsonWriter::write).sorted().toList();
    }

    List<String> good() {
      return texts().stream().filter(text -> text.contains(ExtremeInputs.GOOD)).toList();
    }

    List<String> reasons() {
      return letters.stream()
          .map(
              letter ->
                  letter.offset()
                      + " "
                      + letter.reason()
                      + " "
                      + new String(letter.value(), 0, Math.min(200, letter.value().length), UTF_8))
          .sorted()
          .toList();
    }

    Set<Long> refused() {
      return letters.stream().map(DeadLetter::offset).collect(Collectors.toSet());
    }
  }

  /** The operators of a job on lines by number. */
  public interface Job {
    Outcome run(List<JsonLines.Line> lines) throws Exception;
  }

  /**
   * Plays extreme and good records by turns.
   *
   * @param types that the job reads
   */
  public static void check(
      List<Class<? extends SpecificRecord>> types,
      List<String> extremes,
      List<String> good,
      Job job)
      throws Exception {
    TreeMap<Long, String> mixed = new TreeMap<>();
    TreeMap<Long, String> alone = new TreeMap<>();
    for (int i = 0; i < extremes.size(); i++) {
      mixed.put(2L * i, extremes.get(i));
    }
    for (int i = 0; i < good.size(); i++) {
      alone.put(2L * i + 1, good.get(i));
    }
    mixed.putAll(alone);

    Outcome all = job.run(lines(types, mixed));
    all.outputs().forEach(ExtremeTrial::requireFinite);

    Outcome undisturbed = job.run(lines(types, alone));
    assertThat(undisturbed.good()).isNotEmpty();
    assertThat(all.good()).isEqualTo(undisturbed.good());

    mixed.keySet().removeAll(all.refused());
    Outcome accepted = job.run(lines(types, mixed));
    assertThat(accepted.reasons()).as("refused as %s", all.reasons()).isEmpty();
    assertThat(differences(all.texts(), accepted.texts()))
        .as("with and without what is refused as %s", all.reasons())
        .isEmpty();
  }

  private static List<String> differences(List<String> with, List<String> without) {
    List<String> differences = new ArrayList<>();
    with.stream().filter(text -> !without.contains(text)).forEach(t -> add(differences, "+", t));
    without.stream().filter(text -> !with.contains(text)).forEach(t -> add(differences, "-", t));
    if (differences.isEmpty() && with.size() != without.size()) {
      differences.add(with.size() + " outputs, " + without.size() + " without what is refused");
    }
    return differences;
  }

  private static void add(List<String> differences, String sign, String text) {
    differences.add(sign + text.substring(0, Math.min(LONGEST, text.length())));
  }

  private static List<JsonLines.Line> lines(
      List<Class<? extends SpecificRecord>> types, Map<Long, String> texts) {
    JsonLines json = new JsonLines("test", types, 1 << 20);
    return texts.entrySet().stream()
        .map(
            line ->
                json.decode(
                    line.getKey(), line.getValue().getBytes(UTF_8), false, ExtremeInputs.NOW))
        .toList();
  }

  private static void requireFinite(Object value) {
    if (value instanceof Double number) {
      assertThat(number).isFinite();
    } else if (value instanceof IndexedRecord record) {
      record
          .getSchema()
          .getFields()
          .forEach(
              field -> {
                Object part = record.get(field.pos());
                if (part instanceof Double number) {
                  assertThat(number).as("%s of %s", field.name(), record).isFinite();
                } else {
                  requireFinite(part);
                }
              });
    } else if (value instanceof Collection<?> items) {
      items.forEach(ExtremeTrial::requireFinite);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(ExtremeTrial::requireFinite);
    }
  }
}
