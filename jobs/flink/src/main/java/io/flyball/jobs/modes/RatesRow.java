package io.flyball.jobs.modes;

import java.util.List;

/**
 * The rates of a segment at the end of a window; matrices row by row, times in {@code
 * modes.rates.unit}.
 *
 * @param end of the window, epoch ms
 * @param rates empty where too few pairs were seen
 * @param notIdentified why what follows from the rates is not told; null where it is
 * @param transition of the model that was learned from symbols; empty where none was
 * @param learned symbols in the window that were learned from
 */
public record RatesRow(
    String segment,
    long end,
    String method,
    int states,
    double pairs,
    double impossible,
    List<Double> rates,
    String notIdentified,
    List<Double> stationary,
    Double relaxationTime,
    List<Double> firstPassage,
    Double entropyProduction,
    int oneWayPairs,
    Double drift,
    List<Double> transition,
    List<Double> emission,
    long learned) {}
