// What the page of modes computes from states, rates and diversities.
import { span } from './format.js';
import { sum } from './points.js';

/** As messages and tables name a mode; a value has none. */
export const modeName = (mode) => (mode >= 0 ? `mode ${mode}` : '–');

/** The newest state of each entity, the one seen last on top. */
export function newestStates(points) {
  const newest = new Map();
  for (const point of points) {
    for (const state of point.entities) {
      const held = newest.get(state.entity);
      if (!held || state.time >= held.time) newest.set(state.entity, { ...state, key: state.entity });
    }
  }
  return [...newest.values()].sort((a, b) => b.time - a.time || a.entity.localeCompare(b.entity, 'en', { numeric: true }));
}

/** What is held of one entity, oldest first; of each time the last one. */
export function historyOf(points, entity) {
  const byTime = new Map();
  for (const point of points) for (const state of point.entities) if (state.entity === entity) byTime.set(state.time, state);
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

/** Mean surprise of points, nats; NaN without a hidden mode. */
export function surpriseOf(points) {
  const n = sum(points, (p) => p.surprise.n);
  return sum(points, (p) => p.surprise.mean * p.surprise.n) / n;
}

/** The numbers of a row of S x S, by state. */
export const cell = (row, field, i, j) => row[field]?.[i * row.states + j] ?? NaN;

/** Mean stay in a state: one over the rate at which it is left. */
export function stay(row, i) {
  let out = 0;
  for (let j = 0; j < row.states; j++) if (j !== i) out += cell(row, 'rates', i, j);
  return 1 / out;
}

/** How long the entity has been in its mode, in event time. */
export const dwell = (state) => (state.mode >= 0 ? span(state.time - state.since) : '–');

/** Ms after which a series of windows is late: three of its windows. */
export function quiet(times) {
  const gaps = times.slice(1).map((t, i) => t - times[i]).filter((gap) => gap > 0);
  return gaps.length ? 3 * Math.min(...gaps) + 10000 : 3 * 3600000;
}
