// What pages compute from points: windows, buckets, sums, an interval of a mean.
import { isRead, rows, status } from './live.js';
import { html } from './preact.js';
import { Broken, Loading, NoData } from './states.js';

/** Points of a key in the last minutes before the newest of them. */
export function within(points, minutes, pick = () => true) {
  const own = points.filter(pick);
  const last = own.reduce((at, p) => Math.max(at, p.t), 0);
  return own.filter((p) => p.t > last - minutes * 60000).sort((a, b) => a.t - b.t);
}

/** At most `most` groups of neighbouring points, each {t, points}; widths are whole seconds. */
export function buckets(points, most = 180) {
  if (!points.length) return [];
  const first = points[0].t;
  const width = Math.max(1, Math.ceil((points.at(-1).t - first + 1000) / most / 1000)) * 1000;
  const groups = new Map();
  for (const point of points) {
    const t = point.t - (((point.t % width) + width) % width);
    if (!groups.has(t)) groups.set(t, { t, width, points: [] });
    groups.get(t).points.push(point);
  }
  return [...groups.values()];
}

/** Of few points fewer groups, so that a share is one of several decisions. */
export const groups = (points, most) => buckets(points, Math.max(12, Math.min(most, points.length >> 2)));

/** The same with an empty group at both ends of a hole, so that no line crosses it. */
export function whole(groups) {
  return groups.flatMap((g, i) => {
    const next = groups[i + 1];
    return next && next.t - g.t > 4 * g.width ? [g, { ...g, t: g.t + g.width, points: [] }, { ...g, t: next.t - g.width, points: [] }] : [g];
  });
}

export const sum = (points, value) => points.reduce((all, p) => all + (value(p) || 0), 0);

/** A mean of means, each with its weight; NaN of nothing. */
export const mean = (points, value, weight) => sum(points, (p) => value(p) * weight(p)) / sum(points, weight);

/** Adds the maps of several points. */
export function added(points, map, plus = (a, b) => (a || 0) + b) {
  const all = {};
  for (const point of points) for (const [key, value] of Object.entries(map(point) || {})) all[key] = plus(all[key], value);
  return all;
}

/** Mean and the half width of its 95 % interval, from count, sum and sum of squares. */
export function interval(rewards) {
  const n = sum(rewards, (r) => r.n);
  const total = sum(rewards, (r) => r.sum);
  const m = total / n;
  const variance = Math.max(0, (sum(rewards, (r) => r.sumOfSquares) - n * m * m) / (n - 1));
  return { n, mean: m, half: n > 1 ? 1.96 * Math.sqrt(variance / n) : NaN };
}

export const rank = (map) => Object.entries(map).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));

export const distinct = (points, value) => [...new Set(points.map(value).filter((v) => v !== null && v !== undefined))].sort();

/** Decoded records of a channel, newest first, with their place in the topic. */
export const records = (name) => rows(name).filter((p) => p.record)
  .map((p) => ({ ...p.record, at: p.timestamp, key: `${p.partition}/${p.offset}`, place: `${p.topic}/${p.partition}/${p.offset}` })).reverse();

/** Shows a part once its channel is read; before, and when it is broken, what is known of it. */
export function Read({ channel, what, empty, children, hint }) {
  const known = status(channel);
  if (rows(channel).length === 0 && known?.state === 'unavailable') {
    return html`<${Broken} what="${what} cannot be read" error=${known.reason} />`;
  }
  if (!isRead(channel)) return html`<${Loading} what=${what} />`;
  if (empty ?? rows(channel).length === 0) return html`<${NoData} what=${`no ${what} in the last hour`} hint=${hint} />`;
  return children;
}
