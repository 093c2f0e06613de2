package io.flyball.jobs.gate;

import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;

/** The {@code gate.patterns} section. */
public record GatePatternConfig(
    @Key(
            value = "1 h",
            min = "1 ms",
            max = "30 d",
            meaning =
                "LOOPING is the same primitive failed as often in a row as supervision.loop of the"
                    + " rules has it, within this time.")
        Duration loopingWithin,
    @Key(
            value = "10 min",
            min = "1 ms",
            max = "30 d",
            meaning =
                "BLOCKED_AGAIN is a task's action blocked, proposed anew and blocked, within this"
                    + " time.")
        Duration blockedAgainWithin,
    @Key(
            value = "10 s",
            min = "1 ms",
            max = "1 d",
            meaning =
                "REJECTED_AFTER_EXECUTION is a critique that would have blocked an action, within"
                    + " this time after a verdict that lets it run. Each such action is remembered"
                    + " so long.")
        Duration rejectedWithin)
    implements Serializable {}
