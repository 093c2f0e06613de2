package io.flyball.core.bandit.serve;

import io.flyball.core.bandit.join.OpenDecision;
import io.flyball.core.state.Store;

/**
 * All that is remembered of one policy.
 *
 * @param head what is not of an arm or a decision
 * @param arms packed statistics by arm id; an array that was got may be changed in place and put
 *     back
 * @param open decisions by id, until they are forgotten
 * @param early rewards that wait for their decision, by its id
 * @param slots number of ids on the agenda of a time
 * @param agenda ids of decisions to look at, by time and part
 * @param published what was published last
 * @param lastModel the model of it; kept only where a later one may be held
 * @param evaluations running sums by candidate
 * @param rivals what candidates with statistics of their own have learned
 * @param shares what each shard of a hot policy has learned, by shard; sums that were got may be
 *     changed in place and put back
 * @param offered when an arm was offered last, in requests, by its id; kept only where arms may
 *     have to go
 * @param clicks where a click model is estimated: examination of positions under an empty key, and
 *     attraction by arm; sums that were got may be changed in place and put back
 */
public record ServingState(
    Cell<PolicyHead> head,
    ArmStore arms,
    Store<String, OpenDecision> open,
    Store<String, HeldReward[]> early,
    Store<Long, Integer> slots,
    Store<String, String[]> agenda,
    Cell<Published> published,
    Cell<PublishedModel> lastModel,
    Store<String, double[]> evaluations,
    Cell<Rivals> rivals,
    Store<String, Share> shares,
    Store<String, Long> offered,
    Store<String, double[]> clicks) {}
