package io.flyball.core.feedback;

import java.util.List;

/**
 * One item shown to one user.
 *
 * @param id unique id and idempotency key
 * @param time when it was shown, epoch ms
 * @param user who saw it
 * @param item what was shown
 * @param decisionId the decision it carries out; null when none was made
 * @param session visit it belongs to; null when unknown
 * @param surface page, feed or widget
 * @param position slate position from 1; 0 outside a slate
 * @param itemSource who made the item
 * @param categories what the item is about
 * @param modelVersion the policy that chose it; null when unknown
 * @param propensity probability in (0, 1] of showing this item here; null when not logged
 * @param randomHoldout true when the item was drawn at random to keep an unbiased view
 * @param shift how the time was moved for the sender's clock; null when it was not
 */
public record Exposure(
    String id,
    long time,
    String user,
    String item,
    String decisionId,
    String session,
    String surface,
    int position,
    ItemSource itemSource,
    List<String> categories,
    String modelVersion,
    Double propensity,
    boolean randomHoldout,
    SenderShift shift) {}
