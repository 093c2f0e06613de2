package io.flyball.jobs.feedback;

import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;

/** The {@code feedback.patterns} section: what counts as abuse of feedback. */
public record PatternConfig(
    @Key(
            value = "30",
            min = "2",
            max = "1000",
            unit = "signals",
            meaning = "A BURST is this many signals of one user within burst-within.")
        int burstSignals,
    @Key(value = "10 s", min = "1 ms", max = "30 d", meaning = "Time span of a BURST.")
        Duration burstWithin,
    @Key(
            value = "10 min",
            min = "1 ms",
            max = "30 d",
            meaning =
                "A FLIP_FLOP is like, dislike, like of one user on one target within this time.")
        Duration flipFlopWithin,
    @Key(
            value = "5",
            min = "2",
            max = "100",
            unit = "users",
            meaning =
                "A REPEATED_TEXT is one text from this many users within repeated-text-within.")
        int repeatedTextUsers,
    @Key(value = "1 h", min = "1 ms", max = "30 d", meaning = "Time span of a REPEATED_TEXT.")
        Duration repeatedTextWithin,
    @Key(
            value = "20",
            min = "1",
            unit = "characters",
            meaning = "Shorter texts are repeated by chance and are not looked at.")
        int repeatedTextMinLength,
    @Key(
            value = "1",
            min = "1",
            max = "1000",
            unit = "signals",
            meaning =
                "A SIGNAL_BEFORE_EXPOSURE is this many signals of one user, each older than its"
                    + " exposure, within early-within.")
        int earlySignals,
    @Key(
            value = "1 h",
            min = "1 ms",
            max = "30 d",
            meaning = "Time span of a SIGNAL_BEFORE_EXPOSURE.")
        Duration earlyWithin) {}
