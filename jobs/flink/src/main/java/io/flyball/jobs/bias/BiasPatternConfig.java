package io.flyball.jobs.bias;

import io.flyball.jobs.runtime.config.Key;
import java.time.Duration;

/** The {@code bias.patterns} section: what an operator must hear about a camera. */
public record BiasPatternConfig(
    @Key(
            value = "10",
            min = "2",
            max = "1000",
            unit = "windows",
            meaning =
                "PINNED_AT_RAIL is this many windows out of the band on one side with the"
                    + " refractory at its end, within pinned-within.")
        int pinnedWindows,
    @Key(value = "15 s", min = "1 ms", max = "1 d", meaning = "Time span of a PINNED_AT_RAIL.")
        Duration pinnedWithin,
    @Key(
            value = "2",
            min = "1",
            max = "100",
            unit = "swings",
            meaning =
                "HUNTING is a window above the band, one below and one above again, this many times"
                    + " within hunting-within.")
        int huntingSwings,
    @Key(value = "10 s", min = "1 ms", max = "1 d", meaning = "Time span of a HUNTING.")
        Duration huntingWithin,
    @Key(
            value = "10",
            min = "1",
            max = "1000",
            unit = "windows",
            meaning = "SILENT is this many windows without an event within silent-within.")
        int silentWindows,
    @Key(value = "15 s", min = "1 ms", max = "1 d", meaning = "Time span of a SILENT.")
        Duration silentWithin,
    @Key(
            value = "2",
            min = "1",
            max = "1000",
            meaning =
                "A window is flooded when its rate is above this many times the band's upper end.")
        double floodFactor,
    @Key(
            value = "5",
            min = "1",
            max = "1000",
            unit = "windows",
            meaning = "FLOODING is this many flooded windows within flooding-within.")
        int floodingWindows,
    @Key(value = "5 s", min = "1 ms", max = "1 d", meaning = "Time span of a FLOODING.")
        Duration floodingWithin,
    @Key(
            value = "3",
            min = "1",
            max = "1000",
            unit = "windows",
            meaning = "PACKET_LOSS is this many windows that lost packets within loss-within.")
        int lossWindows,
    @Key(value = "10 s", min = "1 ms", max = "1 d", meaning = "Time span of a PACKET_LOSS.")
        Duration lossWithin,
    @Key(
            value = "2 s",
            max = "1 h",
            meaning =
                "How far a camera that only this machine's clock can see is silent may run ahead of"
                    + " the others before theirs count as late for a pattern.")
        Duration outOfOrderness) {}
