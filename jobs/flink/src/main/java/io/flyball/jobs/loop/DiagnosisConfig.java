package io.flyball.jobs.loop;

import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;

/** The {@code loop.diagnoses} section: what alarms must come together for a diagnosis. */
public record DiagnosisConfig(
    @Key(
            value = "24 h",
            min = "1 ms",
            max = "366 d",
            meaning =
                "An ECHO_CHAMBER is a head that grows and a tail that shrinks, then users whose"
                    + " categories become fewer, within this time.")
        Duration echoChamberWithin,
    @Key(
            value = "30 d",
            min = "1 ms",
            max = "3660 d",
            meaning =
                "A SOURCE_TAKEOVER is two windows in a row within this time, the second in a later"
                    + " phase of generated content; the windows of a HARMFUL_JUDGE lie within it,"
                    + " too.")
        Duration takeoverWithin,
    @Key(
            value = "24 h",
            min = "1 ms",
            max = "366 d",
            meaning =
                "REWARD_HACKING is immediate feedback that rises and departs from hindsight, which"
                    + " does not rise, within this time.")
        Duration hackingWithin,
    @Key(
            value = "3",
            min = "1",
            max = "100",
            unit = "standard errors",
            meaning =
                "A HARMFUL_JUDGE lowers the share of episodes solved in a window by this much at"
                    + " least, against those that nobody judged.")
        double judgeErrors,
    @Key(
            value = "1",
            min = "1",
            max = "100",
            unit = "windows",
            meaning = "So many windows in a row, in which the judge was heard, must say so.")
        int judgeWindows)
    implements Serializable {}
