package io.flyball.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.flyball.connectors.text.TextOptions;
import io.flyball.schemas.DriveResponse;
import io.flyball.schemas.ModeObservation;
import io.flyball.schemas.ModeOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationRowsTest {
  private static final String HEADER =
      "entity,time,segment,policy,state,symbol,value,mode,context,success,drive,response\n";

  @TempDir private Path folder;

  private LogTable table(String... rows) throws IOException {
    Path file =
        Files.writeString(folder.resolve("looks.csv"), HEADER + String.join("\n", rows) + "\n");
    return LogTable.open(
        file,
        LogLayout.of(
            LogKind.OBSERVATIONS,
            new TextOptions(
                null, null, null, List.of(), null, Map.of(), null, null, false, false)));
  }

  @Test
  void eachOfTheFiveKindsIsRead() throws IOException {
    List<SpecificRecord> read =
        table(
                "e,1700000000000,s,v1,2,,,,,,,",
                "e,1700000001000,,,,3,,,,,,",
                "e,1700000002000,,,,,-0.5,,,,,",
                "e,1700000003000,,,,,,1,home,false,,",
                "e,1700000004000,,,,,,,,,0.25,0.5")
            .records()
            .toList();
    List<ModeObservation> seen = read.stream().map(ModeObservation.class::cast).toList();
    assertThat(seen)
        .extracting(ModeObservation::getState)
        .containsExactly(2, null, null, null, null);
    assertThat(seen.get(0).getSegment()).isEqualTo("s");
    assertThat(seen.get(0).getPolicyVersion()).isEqualTo("v1");
    assertThat(seen.get(0).getId()).isEqualTo("looks.csv/2");
    assertThat(seen.get(0).getTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(seen.get(1).getSymbol()).isEqualTo(3);
    assertThat(seen.get(2).getValue()).isEqualTo(-0.5);
    assertThat(seen.get(3).getOutcome()).isEqualTo(new ModeOutcome("home", 1, false));
    assertThat(seen.get(4).getPair()).isEqualTo(new DriveResponse(0.25, 0.5));
  }

  @Test
  void aRowThatSaysNothingOrTooMuchIsSkippedWithItsReason() throws IOException {
    LogTable table =
        table(
            "e,1700000000000,,,,,,,,,,",
            "e,1700000000000,,,1,1,,,,,,",
            "e,1700000000000,,,1.5,,,,,,,",
            "e,1700000000000,,,-1,,,,,,,",
            "e,1700000000000,,,,,,,,,1,",
            "e,1700000000000,,,,,NaN,,,,,",
            ",1700000000000,,,1,,,,,,,",
            "e,1700000000000,,,1,,,,,,,");
    assertThat(table.records()).hasSize(1);
    assertThat(table.report().skipped()).isEqualTo(7);
    assertThat(String.join("\n", table.report().lines()))
        .contains("exactly one of state, symbol, value, mode, and drive with response");
  }
}
