package io.flyball.jobs.deployment;

import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;

/** The {@code gateway.live} section: what the gateway shows of the topics. */
public record LiveConfig(
    @Key(
            value = "1 h",
            min = "0 s",
            meaning =
                "How far before its end a topic is read when its first reader comes; at most a"
                    + " million records, or gateway.live.points where each is shown.")
        Duration history,
    @Key(
            value = "10000",
            min = "1",
            unit = "points",
            meaning = "Points that a channel keeps; older ones are dropped.")
        int points,
    @Key(
            value = "134217728",
            min = "1048576",
            unit = "bytes",
            meaning = "Bytes that the points of all channels take together.")
        long bytes,
    @Key(
            value = "262144",
            min = "16384",
            unit = "bytes",
            meaning =
                "Bytes that wait for a slow reader; it gets nothing more until they are sent.")
        int queueBytes,
    @Key(
            value = "30 s",
            min = "100 ms",
            meaning = "A reader that takes nothing for so long is closed.")
        Duration stalledAfter,
    @Key(value = "1000", min = "1", unit = "readers", meaning = "Further readers are answered 503.")
        int readers,
    @Key(
            value = "10 min",
            min = "0 s",
            meaning = "How long a channel is kept up after its last reader has gone.")
        Duration keep) {}
