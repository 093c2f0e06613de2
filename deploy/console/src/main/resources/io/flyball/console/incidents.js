// What is wrong now, oldest first: each {key, level, since, what, where, href}. Pure, but for when a fault was first seen.
import { bytes, number, span } from './format.js';
import { link } from './route.js';
import { severity } from './status.js';

const seen = new Map();
const HOUR = 3600000;
const LAG = 10000;
const GONE = ['FAILED', 'FAILING', 'RESTARTING', 'CANCELED', 'CANCELLING', 'SUSPENDED'];

/** When this fault was first seen here, for faults that carry no time of their own. */
function first(key, now) {
  if (!seen.has(key)) seen.set(key, now);
  return seen.get(key);
}

function jobs(state, now) {
  const found = [];
  if (state.jobs?.state === 'unavailable') found.push({ key: 'flink', level: 'bad', what: `Flink does not answer: ${state.jobs.reason}`, where: 'Flink' });
  for (const job of state.jobs?.list || []) {
    const name = job.job || job.name;
    const href = link('overview');
    if (GONE.includes(job.state)) found.push({ key: `job/${name}/${job.state}`, level: 'bad', since: job.since, what: `Job ${name} is ${job.state}${job.failure ? `: ${job.failure}` : ''}`, where: name, href });
    else if (job.restarts > 0) found.push({ key: `job/${name}/restarts/${job.restarts}`, level: 'warn', since: job.since, what: `Job ${name} restarted ${job.restarts} ${job.restarts === 1 ? 'time' : 'times'}${job.failure ? `: ${job.failure}` : ''}`, where: name, href });
    if (job.state === 'RUNNING' && job.checkpoint?.ageMs > 300000) found.push({ key: `job/${name}/checkpoint`, level: 'warn', since: job.checkpoint.at, what: `Job ${name} has completed no checkpoint for ${span(job.checkpoint.ageMs)}`, where: name, href });
  }
  return found.map((f) => ({ ...f, since: f.since || first(f.key, now) }));
}

function topics(state, now) {
  const found = [];
  if (state.topics?.state === 'unavailable') found.push({ key: 'brokers', level: 'bad', what: `Brokers do not answer: ${state.topics.reason}`, where: 'Kafka' });
  for (const topic of state.topics?.list || []) {
    if (!topic.there) found.push({ key: `topic/${topic.topic}`, level: 'warn', what: `Topic ${topic.topic} does not exist`, where: topic.topic });
    for (const { group, lag } of topic.lag || []) {
      if (lag > LAG) found.push({ key: `lag/${group}/${topic.topic}`, level: 'warn', what: `${group} is ${number(lag)} records behind on ${topic.topic}`, where: topic.topic });
    }
  }
  return found.map((f) => ({ ...f, since: first(f.key, now) }));
}

function gateway({ gateway: own }, now) {
  if (!own) return [];
  const found = [];
  if (!own.ready) found.push({ key: 'gateway', level: 'bad', what: `The gateway is not ready: ${own.obstacle}`, where: 'gateway' });
  if (own.inFlightBytes > 0.8 * own.maxInFlightBytes) found.push({ key: 'in-flight', level: 'warn', what: `The gateway has ${bytes(own.inFlightBytes)} in flight, of ${bytes(own.maxInFlightBytes)}`, where: 'gateway' });
  if (own.records?.failed > 0) found.push({ key: `failed/${own.records.failed}`, level: 'warn', what: `${number(own.records.failed)} records were not acknowledged by brokers`, where: 'gateway' });
  return found.map((f) => ({ ...f, since: first(f.key, now) }));
}

function equations(counts, now) {
  const broken = [];
  for (const job of counts?.jobs || []) {
    for (const e of job.equations || []) {
      if (e.state === 'broken') broken.push({ key: `sum/${job.job}/${e.whole}`, level: 'bad', since: first(`sum/${job.job}/${e.whole}`, now), what: `Job ${job.job}: the parts of "${e.whole}" do not add up to ${number(e.value)}`, where: job.job, href: link('feedback') });
    }
  }
  return broken;
}

/** Alerts and dead letters of one kind are one incident that began with the first of them. */
function clusters(points, now, of) {
  const groups = new Map();
  for (const point of points) {
    if (!point.record || now - point.timestamp > HOUR) continue;
    const one = of(point.record);
    const held = groups.get(one.key);
    if (held) {
      held.count++;
      held.last = point.timestamp;
      held.since = Math.min(held.since, point.timestamp);
    } else groups.set(one.key, { ...one, count: 1, since: point.timestamp, last: point.timestamp });
  }
  return [...groups.values()];
}

const PAGE = { feedback: 'feedback', reward: 'bandit', bandit: 'bandit', bias: 'camera', loop: 'loop', modes: 'modes', dataloop: 'loop', gate: 'loop', gateway: 'feedback' };

export const alertGroups = (points, now) => clusters(points, now, (a) => ({
  key: `alert/${a.job}/${a.kind}`, level: severity(a.severity), what: `${a.kind} of ${a.scope}: ${a.summary}`, kind: a.kind, job: a.job, where: a.job, href: link(PAGE[a.job] || 'overview'),
}));

export const letterGroups = (points, now) => clusters(points, now, (d) => ({
  key: `letter/${d.topic}/${d.reason}`, level: 'warn', what: `${d.reason} in ${d.topic}${d.field ? `, field ${d.field}` : ''}`, reason: d.reason, topic: d.topic, job: d.job, where: d.topic, href: link('feedback', { reason: d.reason, topic: d.topic }),
}));

export function incidents({ state, counts, alerts, letters }, now) {
  const all = [
    ...(state ? [...jobs(state, now), ...topics(state, now), ...gateway(state, now)] : []),
    ...equations(counts, now),
    ...alertGroups(alerts, now).filter((a) => a.level !== 'ok').map((a) => ({ ...a, what: a.count > 1 ? `${a.what} (${number(a.count)} alike)` : a.what })),
    ...letterGroups(letters, now).map((l) => ({ ...l, what: `${number(l.count)} ${l.count === 1 ? 'record' : 'records'} refused: ${l.what}` })),
  ];
  for (const key of seen.keys()) if (!all.some((i) => i.key === key)) seen.delete(key);
  return all.sort((a, b) => a.since - b.since);
}
