package io.flyball.connectors.file;

import static io.flyball.connectors.file.RowFields.field;

import io.flyball.connectors.text.TableField;
import io.flyball.connectors.text.TableRow;
import io.flyball.connectors.text.TableShape;
import io.flyball.schemas.EpisodeTurn;
import io.flyball.schemas.FeedbackPolarity;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/** Rows that each hold one turn of an attempt at a task. */
final class TurnRows implements RowRecords {
  private static final List<TableField> FIELDS =
      List.of(
          field(
              "episode", true, "episode conversation conversationid session sessionid", "episode"),
          field("model", true, "model modelname", "model"),
          field("turn", true, "turn turnindex step", "turn step"),
          field("answer", true, "answer answerid output", "answer response output"),
          RowFields.time(),
          RowFields.id(),
          field("task", false, "task taskid", ""),
          field("user", false, "user userid", ""),
          field("text", false, "text", ""),
          field("score", false, "score", ""),
          field("judge", false, "judge", ""),
          field("feedback", false, "feedback", ""),
          field("right", false, "right correct", ""),
          field("last", false, "last final", ""));

  @Override
  public TableShape shape() {
    return new TableShape(FIELDS, RowFields.TIME, first -> null);
  }

  @Override
  public List<SpecificRecord> of(TableRow row, String id, LogLayout layout) {
    int turn = RowFields.whole(row, "turn", row.required("turn"));
    if (turn < 1) {
      throw row.broken("turn", "turns count from 1, not " + turn);
    }
    return List.of(
        EpisodeTurn.newBuilder()
            .setId(row.text(RowFields.ID).orElse(id))
            .setTime(RowFields.at(row))
            .setEpisode(row.required("episode"))
            .setTask(row.text("task").orElse(""))
            .setModel(row.required("model"))
            .setTurn(turn)
            .setAnswer(row.required("answer"))
            .setUser(row.text("user").orElse(""))
            .setText(row.text("text").orElse(null))
            .setScore(RowFields.number(row, "score", layout))
            .setJudge(row.text("judge").orElse(null))
            .setFeedback(
                row.text("feedback").map(text -> polarity(row, text)).orElse(FeedbackPolarity.NONE))
            .setRight(
                row.text("right").map(text -> RowFields.bool(row, "right", text)).orElse(null))
            .setLast(RowFields.flag(row, "last"))
            .build());
  }

  private static FeedbackPolarity polarity(TableRow row, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "good", "1", "up", "true", "positive" -> FeedbackPolarity.GOOD;
      case "bad", "-1", "0", "down", "false", "negative" -> FeedbackPolarity.BAD;
      case "none", "-" -> FeedbackPolarity.NONE;
      default -> throw row.broken("feedback", "good, bad or none is expected, not '" + text + "'");
    };
  }
}
