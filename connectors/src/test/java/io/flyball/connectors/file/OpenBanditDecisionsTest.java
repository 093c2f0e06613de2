package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.core.bandit.LoggedDecision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenBanditDecisionsTest {
  private static final String HEADER = "item_id,position,click,propensity_score,user_feature_0\n";

  @TempDir Path folder;

  @Test
  void headerAloneHasNoArms() throws IOException {
    OpenBanditDecisions log = open(HEADER, OptionalInt.empty());
    assertThat(log.arms()).isEmpty();
    assertThat(log.rows()).isEmpty();
  }

  @Test
  void rowsAreDecisionsAmongTheItemsThatOccur() throws IOException {
    OpenBanditDecisions log =
        open(HEADER + "10,1,1,0.5,x\n2,2,0,0.25,y\n2,1,0,1,x\n", OptionalInt.empty());
    assertThat(log.arms()).containsExactly("2", "10");
    assertThat(log.dimension()).isEqualTo(3);
    List<LoggedDecision> rows = rows(log);
    assertThat(rows).extracting(LoggedDecision::arm).containsExactly("10", "2", "2");
    assertThat(rows).extracting(LoggedDecision::reward).containsExactly(1.0, 0.0, 0.0);
    assertThat(rows).extracting(LoggedDecision::propensity).containsExactly(.5, .25, 1.0);
    assertThat(rows.get(0).context()).containsExactly(1, 0, 1);
    assertThat(rows.get(1).context()).containsExactly(0, 1, 1);
    assertThat(rows.get(0).index()).isEqualTo(1);
    assertThat(rows(log)).as("a log can be read again").hasSize(3);
  }

  @Test
  void affinityColumnsCountTheArmsAndOnePositionCanBeAskedFor() throws IOException {
    OpenBanditDecisions log =
        open(
            """
            item_id,position,click,propensity_score,user-item_affinity_0,user-item_affinity_1
            1,1,0,0.5,0,0
            1,3,1,0.5,0,0
            """,
            OptionalInt.of(3));
    assertThat(log.arms()).containsExactly("0", "1");
    assertThat(rows(log)).extracting(LoggedDecision::reward).containsExactly(1.0);
  }

  @Test
  void aBrokenRowIsNamed() throws IOException {
    OpenBanditDecisions log = open(HEADER + "1,1,0,0.5,x\n1,1,0,0,x\n", OptionalInt.empty());
    assertThatThrownBy(() -> rows(log))
        .isInstanceOf(BrokenRowException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("propensity_score");
    assertThatThrownBy(() -> open("a,b\n1,2\n", OptionalInt.empty()))
        .hasMessageContaining("item_id");
  }

  private OpenBanditDecisions open(String csv, OptionalInt position) throws IOException {
    return OpenBanditDecisions.of(
        List.of(Samples.write(folder.resolve("log.csv"), csv.getBytes(UTF_8))), position);
  }

  private static List<LoggedDecision> rows(OpenBanditDecisions log) {
    try (Stream<LoggedDecision> rows = log.rows()) {
      return rows.toList();
    }
  }
}
