package io.flyball.connectors.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.flyball.schemas.ArmOption;
import io.flyball.schemas.DecisionRequest;
import io.flyball.schemas.Exposure;
import io.flyball.schemas.FeedbackSignal;
import io.flyball.schemas.ItemSource;
import io.flyball.schemas.SignalKind;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Open Bandit Dataset (Saito, Aihara, Matsutani, Narita, arXiv:2008.07146): what the fashion
 * shop ZOZOTOWN recommended, with the propensity of each choice, and what was clicked. Each row is
 * a decision that was made and the exposure that carried it out; a row with a click is followed by
 * the click as a signal on that exposure.
 *
 * <p>What the log does not say, and what stands in for it: it has no user ids, so users with the
 * same four hashed features count as one user, whose id is a digest of the four; it has no click
 * times, so a click bears the time of its impression; nothing tells who made an item, so its source
 * is UNKNOWN. Rows are in time order, microseconds are cut to milliseconds.
 */
public final class OpenBanditLog {
  /** There is one such column for each item of the campaign. */
  private static final String AFFINITY = "user-item_affinity_";

  private static final int USER_FEATURES = 4;
  private static final int SLATE = 3;
  private static final int USER_ID_BYTES = 8;

  private final String policy;
  private final String campaign;
  private final MessageDigest digest;

  private OpenBanditLog(String policy, String campaign) {
    this.policy = policy;
    this.campaign = campaign;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The records of one log in time order, read as they are asked for; close the stream to close the
   * file.
   *
   * @param policy behaviour policy of the log: {@code random}, whose exposures count as random
   *     holdout, or {@code bts} (Bernoulli Thompson sampling)
   * @param campaign {@code men}, {@code women} or {@code all}
   * @throws IOException when the file cannot be opened
   * @throws BrokenRowException from the stream, at the first broken row
   */
  public static Stream<FileRecord> read(Path file, String policy, String campaign)
      throws IOException {
    OpenBanditLog log = new OpenBanditLog(policy, campaign);
    return CsvRows.read(file).flatMap(log::records);
  }

  private Stream<FileRecord> records(CsvRow row) {
    Exposure exposure = exposure(row);
    FileRecord decided = FileRecord.of(request(row, exposure));
    FileRecord shown = FileRecord.of(exposure);
    return row.integer("click", 0, 1) == 0
        ? Stream.of(decided, shown)
        : Stream.of(decided, shown, FileRecord.of(click(exposure)));
  }

  private Exposure exposure(CsvRow row) {
    // the index column has no name
    long index = row.integer("", 0, Long.MAX_VALUE);
    String id = "obd-" + policy + "-" + campaign + "-" + index;
    Instant time = row.time("timestamp");
    return Exposure.newBuilder()
        .setId(id)
        .setTime(time)
        .setUser(user(row))
        .setItem(row.required("item_id"))
        .setDecisionId("obd-" + policy + "-" + campaign + "/" + index)
        .setSurface("zozotown/" + campaign)
        .setPosition((int) row.integer("position", 1, SLATE))
        .setItemSource(ItemSource.UNKNOWN)
        .setModelVersion(policy)
        .setPropensity(row.probability("propensity_score"))
        .setRandomHoldout(policy.equals("random"))
        .build();
  }

  /** The decision behind an impression, as the log has it: a choice among all items. */
  private static DecisionRequest request(CsvRow row, Exposure exposure) {
    return DecisionRequest.newBuilder()
        .setId(exposure.getDecisionId())
        .setTime(exposure.getTime())
        .setArms(
            row.columns(AFFINITY).stream()
                .map(
                    column ->
                        new ArmOption(
                            column.substring(AFFINITY.length()), List.of(), true, Map.of()))
                .toList())
        .setLoggedArm(exposure.getItem())
        .setLoggedPropensity(exposure.getPropensity())
        .build();
  }

  private static FeedbackSignal click(Exposure exposure) {
    return FeedbackSignal.newBuilder()
        .setId(exposure.getId() + "-click")
        .setTime(exposure.getTime())
        .setUser(exposure.getUser())
        .setKind(SignalKind.CLICK)
        .setExposureId(exposure.getId())
        .build();
  }

  private String user(CsvRow row) {
    for (int feature = 0; feature < USER_FEATURES; feature++) {
      digest.update(row.required("user_feature_" + feature).getBytes(UTF_8));
      digest.update((byte) 0);
    }
    return "obd-user-" + HexFormat.of().formatHex(digest.digest(), 0, USER_ID_BYTES);
  }
}
