// Rows of loop.metrics: of several revisions of a window only the highest counts.

/** Newest revisions, oldest window first; `early` rows are of windows that are still open: a final one replaces them. */
export function newestRevisions(rows, early = []) {
  const newest = new Map();
  // Records come newest first; of a window that is open only the newest row counts.
  for (const row of [...early].reverse()) newest.set(`${row.scope}|${row.metric}|${row.windowStart}|${row.windowEnd}`, { ...row, early: true, revision: -1 });
  for (const row of rows) {
    const key = `${row.scope}|${row.metric}|${row.windowStart}|${row.windowEnd}`;
    const held = newest.get(key);
    if (!held || row.revision > held.revision) newest.set(key, row);
  }
  return [...newest.values()].sort((a, b) => a.windowEnd - b.windowEnd);
}

/** One metric: {t, value, standardError, place}, a window each. */
export const series = (windows, metric) => windows.filter((m) => m.metric === metric)
  .map((m) => ({ t: m.windowEnd, start: m.windowStart, value: m.value ?? NaN, standardError: m.standardError, events: m.events, early: Boolean(m.early) }));

/** Mean of the second half less mean of the first, relative to the latter. */
export function slope(points) {
  const values = points.map((p) => p.value).filter(Number.isFinite);
  if (values.length < 2) return NaN;
  const half = values.length >> 1;
  const of = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const before = of(values.slice(0, half));
  return (of(values.slice(half)) - before) / (Math.abs(before) || 1);
}
