package io.flyball.client;

import io.flyball.core.bandit.join.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * How a policy is served now, and what was done with it since the client began.
 *
 * @param policy its name
 * @param version of the snapshot in use; 0 for none
 * @param age of that snapshot, from its event time to now; empty without one
 * @param stale the job has stopped publishing it: the fallback is shown
 * @param held the job holds newer statistics back
 * @param mode in force; empty without a snapshot
 * @param decided answers, of whatever source
 * @param fallbacks those of them without a usable snapshot
 * @param logged decisions and rewards that Kafka has acknowledged
 * @param dropped decisions and rewards that were dropped
 * @param failed decisions and rewards that Kafka refused
 * @param broken snapshots and control updates that were read and could not be used
 * @param fault what was wrong with the last of them; empty for none
 */
public record PolicyStatus(
    String policy,
    long version,
    Optional<Duration> age,
    boolean stale,
    boolean held,
    Optional<Mode> mode,
    long decided,
    long fallbacks,
    long logged,
    long dropped,
    long failed,
    long broken,
    Optional<String> fault) {}
