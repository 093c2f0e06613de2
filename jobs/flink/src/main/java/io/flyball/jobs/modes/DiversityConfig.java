package io.flyball.jobs.modes;

import io.flyball.jobs.runtime.config.Key;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** The {@code modes.diversity} section: how many modes are used. */
public record DiversityConfig(
    @Key(value = "1 d", min = "1 s", meaning = "Windows in which modes are counted.")
        Duration window,
    @Key(value = "entity, policy", meaning = "Whose modes are counted.") List<ModeScope> scopes,
    @Key(
            value = "false",
            meaning =
                "Whether a context without a success counts as one without diversity, or not at"
                    + " all.")
        boolean includeEmpty,
    @Key(
            value = "true",
            meaning =
                "Whether entropies of few successes are corrected: (modes seen - 1) / (2 N) is"
                    + " added, by Miller and Madow.")
        boolean corrected,
    @Key(
            value = "7",
            min = "1",
            max = "1000",
            meaning =
                "Earlier windows that a window is compared with; a scope that is silent for"
                    + " longer is forgotten.")
        int past,
    @Key(
            value = "0.5",
            min = "0.000001",
            max = "1000000",
            meaning = "Successes imagined in each mode of the earlier windows.")
        double imagined,
    @Key(
            value = "50",
            min = "1",
            meaning = "Fewest successes, then and now, for an alert (DIVERSITY_LOST).")
        long least,
    @Key(
            value = "0.2",
            min = "0",
            max = "1",
            meaning = "Fall of the entropy below that of the earlier windows that is an alert.")
        double lost)
    implements Serializable {}
