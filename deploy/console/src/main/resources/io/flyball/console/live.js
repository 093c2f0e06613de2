// One stream of a tab: what it brings is kept by channel, bounded, and told to the page at most four times a second.
import { useEffect, useState } from './preact.js';

const MOST = 10000;
const STATES = 600; // ten minutes of whole states
const DEAD_MS = 15000;
const channels = new Map();
const listeners = new Set();
let source = null;
let wanted = '';
let timer = 0;
let heard = 0;
let retries = 0;
let reopening = 0;

/** How the stream is: state is connecting, live or broken; `since` says from when. */
export const link = { state: 'connecting', since: Date.now(), paused: 0, why: '' };

function channel(name) {
  if (!channels.has(name)) channels.set(name, { points: new Map(), rows: null, status: null, at: 0, heard: false });
  return channels.get(name);
}

/** Points of a channel, oldest first. */
export function rows(name) {
  const held = channel(name);
  held.rows ??= [...held.points.values()];
  return held.rows;
}

/** {state, reason, unreadable, from} as the gateway said last, or null before. */
export const status = (name) => channel(name).status;

/** When something new came: receipt, or the newest time of what was there before. */
export const freshAt = (name) => channel(name).at;

/** True once the gateway has sent the history of a channel, or said that it has none. */
export const isRead = (name) => channel(name).heard || ['live', 'unavailable'].includes(channel(name).status?.state);

export const newest = (name) => rows(name).at(-1);

function keyOf(point) {
  if (point.topic && point.offset !== undefined && !point.t) return `${point.partition}/${point.offset}`;
  if (point.now !== undefined) return point.now;
  return `${point.policy ?? point.camera ?? point.segment ?? ''}/${point.t}`;
}

const timeOf = (point) => point.timestamp ?? point.now ?? point.t;

function take(data) {
  const held = channel(data.channel);
  if (data.reset) held.points.clear();
  for (const point of data.points) {
    const key = keyOf(point);
    held.points.set(key, point);
  }
  const over = held.points.size - (data.points[0]?.now === undefined ? MOST : STATES);
  if (over > 0) for (const key of [...held.points.keys()].slice(0, over)) held.points.delete(key);
  held.rows = null;
  held.heard = true;
  const last = data.points.length ? timeOf(data.points.at(-1)) : 0;
  if (data.points.length) held.at = data.reset ? Math.min(Date.now(), last) : Date.now();
  changed();
}

function changed() {
  if (timer || link.paused) return;
  timer = setTimeout(() => {
    timer = 0;
    for (const listener of listeners) listener();
  }, 250);
}

function turn(state, why = '') {
  if (link.state !== state) {
    link.state = state;
    link.since = Date.now();
  }
  link.why = why;
  changed();
}

function open() {
  close();
  if (!wanted || document.hidden) return;
  source = new EventSource(`/v1/live?channels=${wanted}`);
  heard = Date.now();
  const on = (name, act) => source.addEventListener(name, (event) => {
    heard = Date.now();
    if (link.state !== 'live') turn('live');
    retries = 0;
    act(JSON.parse(event.data));
  });
  on('points', take);
  on('heartbeat', () => {});
  on('status', (data) => {
    channel(data.channel).status = data;
    changed();
  });
  on('draining', () => turn('broken', 'The gateway is stopping.'));
  source.onerror = () => {
    turn('broken', 'The stream from the gateway is cut.');
    if (source?.readyState === EventSource.CLOSED) refused();
  };
}

/** The stream was answered with an error: without a token no second try helps. */
async function refused() {
  close();
  try {
    const answer = await fetch('/v1/session', { credentials: 'same-origin' });
    if (answer.status === 401) {
      turn('locked', 'The gateway asks for a token.');
      return;
    }
  } catch {
    // no gateway at all: try again
  }
  again();
}

/** Opens the stream again at once, after somebody has signed in. */
export function reopen() {
  retries = 0;
  turn('connecting');
  open();
}

function again() {
  close();
  const wait = Math.min(10000, 1000 * 2 ** Math.min(4, retries++));
  reopening = setTimeout(open, wait);
}

function close() {
  clearTimeout(reopening);
  source?.close();
  source = null;
}

setInterval(() => {
  if (source && Date.now() - heard > DEAD_MS) {
    turn('broken', `Nothing came from the gateway for ${DEAD_MS / 1000} s.`);
    again();
  }
  changed(); // ages on the page go on
}, 1000);

// A hidden tab costs the gateway nothing; it reads the ring again when it is shown.
document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));

/** Chooses what the one stream brings. */
export function want(names) {
  const next = [...new Set(names)].sort().join();
  if (next === wanted) return;
  wanted = next;
  open();
}

export function pause() {
  link.paused = link.paused ? 0 : Date.now();
  for (const listener of listeners) listener();
}

/** Calls back when something came; returns how to stop. */
export function onChange(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Draws a component again when something came. */
export function useLive() {
  const [, set] = useState(0);
  useEffect(() => onChange(() => set((n) => n + 1)), []);
}
