package io.flyball.connectors.file;

import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.FeedbackPolarity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Episodes of MINT (Wang et al., arXiv 2309.10691): language models that solve tasks in several
 * turns, and what a judge said of each answer. The judge is provider and form of the feedback, such
 * as {@code gpt-4-0613/no_GT-textual}; whether an answer was right is known of the last turn alone.
 *
 * <p>What the log does not say, and what stands in for it: it has no times, so rows are a second
 * apart from {@link #START} on; an episode's limit of turns is part of its id.
 */
public final class MintLog {
  /** Where the made-up clock starts. */
  public static final Instant START = Instant.parse("2023-09-19T00:00:00Z");

  private static final String NONE = "none";

  private MintLog() {}

  /**
   * The turns of the episodes that were allowed so many turns, in the order of the log, read as
   * they are asked for; close the stream to close the file.
   *
   * @param limit 1 to 5
   * @throws IOException when the file cannot be opened
   * @throws BrokenRowException from the stream, at the first broken row
   */
  public static Stream<FileRecord> read(Path file, int limit) throws IOException {
    AtomicLong rows = new AtomicLong();
    return CsvRows.read(file)
        .filter(row -> row.integer("max_turns", 1, 5) == limit)
        .map(row -> turn(row, START.plus(Duration.ofSeconds(rows.getAndIncrement()))))
        .map(FileRecord::of);
  }

  private static EpisodeTurn turn(CsvRow row, Instant time) {
    String form = row.required("feedback_form");
    String judge = form.equals(NONE) ? null : row.required("feedback_provider") + "/" + form;
    String task = row.required("task") + "/" + row.required("task_id");
    String episode =
        String.join(
            "/",
            row.required("model"),
            judge == null ? NONE : judge,
            row.required("max_turns"),
            task);
    // An episode that broke off before its first answer has one row, numbered 0.
    int turn = (int) Math.max(1, row.integer("turn", 0, 5));
    boolean last = row.integer("is_last", 0, 1) == 1;
    String action = row.required("action");
    return EpisodeTurn.newBuilder()
        .setId(episode + "/" + turn)
        .setTime(time)
        .setEpisode(episode)
        .setTask(task)
        .setModel(row.required("model"))
        .setTurn(turn)
        .setAnswer(action.equals(NONE) ? "" : row.required("answer_hash"))
        .setProposal(action.equals("solution"))
        .setJudge(judge)
        .setFeedback(polarity(row))
        .setRight(last ? row.integer("success", 0, 1) == 1 : null)
        .setLast(last)
        .build();
  }

  private static FeedbackPolarity polarity(CsvRow row) {
    String text = row.text("feedback_polarity");
    return switch (text) {
      case "" -> FeedbackPolarity.NONE;
      case "good" -> FeedbackPolarity.GOOD;
      case "bad" -> FeedbackPolarity.BAD;
      case "other" -> FeedbackPolarity.OTHER;
      default ->
          throw row.broken(
              "feedback_polarity", "good, bad, other or nothing is expected, not " + text);
    };
  }
}
