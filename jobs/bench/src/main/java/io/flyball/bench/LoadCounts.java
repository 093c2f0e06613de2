package io.flyball.bench;

/**
 * What is known of a load before any job has seen it: records = exposures + signals + copies.
 *
 * @param records all of them
 * @param exposures distinct exposures
 * @param signals distinct signals
 * @param copies exact copies of earlier records
 * @param orphans signals whose exposure never was
 */
public record LoadCounts(long records, long exposures, long signals, long copies, long orphans) {}
