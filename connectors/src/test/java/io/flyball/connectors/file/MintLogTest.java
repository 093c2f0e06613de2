package io.flyball.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.FeedbackPolarity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MintLogTest {
  private static final String HEADER =
      "model,feedback_provider,feedback_form,max_turns,task,task_id,turn,action,answer_hash,"
          + "feedback_polarity,is_last,success,terminate_reason\n";

  @TempDir Path folder;

  @Test
  void headerAloneIsAnEmptyLog() throws IOException {
    assertThat(read("", 5)).isEmpty();
  }

  @Test
  void aTurnKnowsItsJudgeAndOnlyTheLastOneTheTruth() throws IOException {
    List<EpisodeTurn> turns =
        read(
            """
            m,gpt-4,no_GT-textual,5,math,7,1,solution,aa,bad,0,0,
            m,gpt-4,no_GT-textual,5,math,7,2,solution,bb,,1,1,done
            """,
            5);
    assertThat(turns).extracting(EpisodeTurn::getJudge).containsOnly("gpt-4/no_GT-textual");
    assertThat(turns)
        .extracting(EpisodeTurn::getFeedback)
        .containsExactly(FeedbackPolarity.BAD, FeedbackPolarity.NONE);
    assertThat(turns).extracting(EpisodeTurn::getRight).containsExactly(null, true);
    assertThat(turns)
        .extracting(EpisodeTurn::getEpisode)
        .containsOnly("m/gpt-4/no_GT-textual/5/math/7");
    assertThat(turns.get(1).getTime()).isAfter(turns.get(0).getTime());
  }

  @Test
  void aTurnWithoutAnActionHasNoAnswer() throws IOException {
    EpisodeTurn turn = read("m,None,none,1,math,7,1,none,,,1,0,error\n", 1).get(0);
    assertThat(turn.getAnswer()).isEmpty();
    assertThat(turn.getProposal()).isFalse();
    assertThat(turn.getJudge()).isNull();
    assertThat(turn.getRight()).isFalse();
  }

  @Test
  void episodesOfAnotherLimitAreLeftOut() throws IOException {
    assertThat(read("m,None,none,1,math,7,1,solution,aa,,1,0,\n", 5)).isEmpty();
  }

  @Test
  void anUnknownPolarityIsNamedWithItsPlace() {
    assertThatThrownBy(() -> read("m,gpt-4,t,5,math,7,1,solution,aa,fine,1,0,\n", 5))
        .isInstanceOf(BrokenRowException.class)
        .hasMessageContaining("feedback_polarity")
        .hasMessageContaining("fine");
  }

  private List<EpisodeTurn> read(String rows, int limit) throws IOException {
    Path file = Files.writeString(folder.resolve("turns.csv"), HEADER + rows);
    try (Stream<FileRecord> records = MintLog.read(file, limit)) {
      return records.map(record -> (EpisodeTurn) record.record()).toList();
    }
  }
}
