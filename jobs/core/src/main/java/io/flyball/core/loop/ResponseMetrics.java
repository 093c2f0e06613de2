package io.flyball.core.loop;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model says to its users, and how they take it: whether a reward model's scores foretell
 * good feedback and pay for length ({@link RewardModelHealth}), which closing phrase reaches how
 * many users ({@link PhraseSpread}), and whose feedback is unlike all others' ({@link
 * AdversarialFeedback}). No feedback is not good feedback, as with reactions, which are sparse.
 *
 * <p>The responses of scope judging/MODEL are reported as model/MODEL, their widest phrases as
 * phrase/PHRASE@MODEL; other scopes have none.
 */
final class ResponseMetrics {
  private static final String SCOPES = JudgeMetrics.SCOPE + "/";

  /** A phrase is told when it reached so many users, and the widest of those. */
  private static final int LEAST_USERS = 5;

  private static final int PHRASES = 3;

  private ResponseMetrics() {}

  static void add(String scope, Collection<Attempt> attempts, List<MetricValue> out) {
    if (!scope.startsWith(SCOPES)) {
      return;
    }
    String model = scope.substring(SCOPES.length());
    RewardModelHealth health = new RewardModelHealth();
    PhraseSpread phrases = new PhraseSpread();
    Map<Long, Reactions.Of> users = new TreeMap<>();
    long responses = 0;
    long scored = 0;
    for (Attempt attempt : attempts) {
      for (Attempt.Step step : attempt.steps()) {
        boolean good = step.feedback() == Polarity.GOOD;
        Attempt.Response response = step.response();
        if (response != null) {
          responses++;
          if (attempt.user() != IdNumber.NONE) {
            phrases.add(attempt.user(), response.closing());
          }
          if (!Double.isNaN(response.score())) {
            scored++;
            health.add(response.score(), good, response.length());
          }
        }
        if (attempt.user() != IdNumber.NONE && step.feedback() != Polarity.NONE) {
          users.computeIfAbsent(attempt.user(), user -> new Reactions.Of()).add(good);
        }
      }
    }
    if (responses == 0 && users.isEmpty()) {
      return;
    }
    MetricValue.Sheet sheet = new MetricValue.Sheet(out, "model/" + model, "response");
    sheet.put("RESPONSES", (double) responses);
    sheet.put("SCORED", (double) scored);
    sheet.put("AUROC", health.auroc());
    sheet.put("CALIBRATION_ERROR", health.calibrationError());
    sheet.put("BASE_RATE", health.baseRate());
    sheet.put("SCORE_LENGTH_CORRELATION", health.lengthCorrelation());
    Reactions.suspects(users.values(), sheet);
    phrases(model, phrases, sheet, out);
  }

  private static void phrases(
      String model, PhraseSpread phrases, MetricValue.Sheet sheet, List<MetricValue> out) {
    List<PhraseSpread.Spread> widest = phrases.widest(1);
    sheet.put("USERS_TOLD", (double) phrases.users());
    sheet.put(
        "WIDEST_PHRASE_USER_SHARE", widest.isEmpty() ? Double.NaN : widest.get(0).userShare());
    for (PhraseSpread.Spread spread : widest.subList(0, Math.min(PHRASES, widest.size()))) {
      if (spread.users() >= LEAST_USERS) {
        MetricValue.Sheet own =
            new MetricValue.Sheet(out, "phrase/" + spread.phrase() + "@" + model, "phrase");
        own.put("USERS", (double) spread.users());
        own.put("USER_SHARE", spread.userShare());
      }
    }
  }
}
