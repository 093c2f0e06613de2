// Tables of the overview.
import { html } from './preact.js';
import { bytes, clock, number, span } from './format.js';
import { letterGroups } from './incidents.js';
import { isRead } from './live.js';
import { Broken, Calm, Loading, NoData } from './states.js';
import { Status } from './status.js';
import { Table } from './table.js';
import { Spark } from './tile.js';

const LEVEL = { RUNNING: 'ok', FINISHED: 'none', CREATED: 'none', INITIALIZING: 'none' };
const sumOf = (list, value) => list.reduce((all, one) => all + (value(one) || 0), 0);

/** What the tiles say of a state; "–" where it is not known. */
export function total(state) {
  const jobs = state?.jobs?.list || [];
  const running = jobs.filter((j) => j.state === 'RUNNING');
  const topics = state?.topics?.list || [];
  const lags = topics.flatMap((t) => (t.lag || []).map((l) => ({ ...l, topic: t.topic }))).sort((a, b) => b.lag - a.lag);
  const old = running.filter((j) => j.checkpoint?.ageMs != null).sort((a, b) => b.checkpoint.ageMs - a.checkpoint.ageMs)[0];
  const codes = Object.entries(state?.gateway?.codes || {});
  const watched = state?.jobs && state.jobs.state !== 'off';
  return {
    perSecond: state?.topics?.state === 'live' ? sumOf(topics, (t) => t.inPerSecond) : undefined,
    jobs: watched ? `${running.length} of ${jobs.length}` : undefined,
    jobsDown: jobs.some((j) => !LEVEL[j.state]),
    jobsNote: state?.jobs?.state === 'off' ? 'not watched' : jobs.filter((j) => !LEVEL[j.state]).map((j) => `${j.job || j.name} ${j.state}`).join(', '),
    checkpoint: old ? span(old.checkpoint.ageMs) : undefined,
    checkpointOf: old ? old.job || old.name : watched ? 'none yet' : '',
    lag: lags.length ? lags[0].lag : undefined,
    lagOf: lags.length && lags[0].lag > 0 ? `${lags[0].group}, ${lags[0].topic}` : '',
    errors: state?.gateway ? sumOf(codes.filter(([code]) => code.startsWith('5')), ([, n]) => n) : undefined,
    answers: sumOf(codes, ([, n]) => n),
  };
}

export function Jobs({ state, now }) {
  const jobs = state?.jobs;
  if (!jobs) return html`<${Loading} what="jobs" how="The gateway asks Flink." />`;
  if (jobs.state === 'off') return html`<${NoData} what="jobs are not watched" hint="Set gateway.flink to the address of Flink, such as http://127.0.0.1:8081." />`;
  if (jobs.state === 'unavailable' && !jobs.list?.length) return html`<${Broken} what="Flink does not answer" error=${jobs.reason} />`;
  if (!jobs.list.length) return html`<${NoData} what="no job runs" hint="./flyball run starts one." />`;
  return html`<${Table} label="Jobs" rows=${jobs.list.map((j) => ({ ...j, key: j.id }))} columns=${[
    { key: 'job', label: 'job', show: (j) => j.job || j.name },
    { key: 'state', label: 'state', show: (j) => html`<${Status} level=${LEVEL[j.state] || 'bad'}>${j.state.toLowerCase()}<//>` },
    { key: 'since', label: 'for', num: true, show: (j) => span(now - j.since) },
    { key: 'restarts', label: 'restarts', num: true, show: (j) => number(j.restarts) },
    { key: 'checkpoint', label: 'checkpoint', num: true, show: (j) => (j.checkpoint?.ageMs != null ? `${span(j.checkpoint.ageMs)} ago` : 'none yet') },
  ]} />`;
}

export function Topics({ state, history }) {
  const topics = state?.topics;
  if (!topics) return html`<${Loading} what="topics" how="The gateway asks the brokers." />`;
  if (topics.state === 'unavailable' && !topics.list?.length) return html`<${Broken} what="Brokers do not answer" error=${topics.reason} />`;
  const past = history.slice(-60);
  const rate = (topic) => past.map((s) => s.topics?.list?.find((t) => t.topic === topic)?.inPerSecond);
  const worstLag = (t) => Math.max(...(t.lag || []).map((l) => l.lag));
  // Those of jobs that do not run are empty: they come last.
  const rows = topics.list.map((t) => ({ ...t, key: t.topic })).sort((a, b) => (b.records > 0) - (a.records > 0));
  return html`<${Table} label="Topics" limit=${20} rows=${rows} columns=${[
    { key: 'topic', label: 'topic', show: (t) => html`<code>${t.topic}</code>` },
    { key: 'in', label: 'in', num: true, unit: '/s', show: (t) => (t.there ? number(t.inPerSecond) : 'missing') },
    { key: 'spark', label: 'last minute', show: (t) => html`<${Spark} values=${rate(t.topic)} label="records a second into ${t.topic}" />` },
    { key: 'records', label: 'records', num: true, show: (t) => number(t.records) },
    { key: 'bytes', label: 'size', num: true, show: (t) => bytes(t.bytes ?? NaN) },
    { key: 'lag', label: 'largest lag', num: true, show: (t) => (t.lag?.length ? html`<span class=${worstLag(t) > 10000 ? 'warn' : ''} title=${t.lag.map((l) => `${l.group}: ${l.lag}`).join(', ')}>${worstLag(t) > 10000 ? '▲ ' : ''}${number(worstLag(t))}</span>` : '–') },
  ]} />`;
}

export function Rubbish({ points, now }) {
  if (!isRead('dead-letters')) return html`<${Loading} what="dead letters" />`;
  const groups = letterGroups(points, now).sort((a, b) => b.count - a.count);
  if (!groups.length) return html`<${Calm} what="No record was refused in the last hour" />`;
  return html`<${Table} label="Refused records" limit=${10} rows=${groups} open=${(g) => g.href} columns=${[
    { key: 'reason', label: 'reason', show: (g) => html`<code>${g.reason}</code>` },
    { key: 'topic', label: 'topic', show: (g) => html`<code>${g.topic}</code>` },
    { key: 'count', label: 'records', num: true, show: (g) => number(g.count) },
    { key: 'last', label: 'newest', num: true, show: (g) => clock(g.last, { zone: false }) },
  ]} />`;
}

export function Gateway({ own }) {
  if (!own) return html`<${Loading} what="the gateway's counters" how="" />`;
  const codes = Object.entries(own.codes || {}).sort();
  return html`<p><${Status} level=${own.ready ? 'ok' : 'bad'}>${own.ready ? 'ready' : `not ready: ${own.obstacle}`}<//></p>
    <dl class="facts" data-facts="gateway">
      <dt>accepted</dt><dd>${number(own.records?.accepted ?? 0)} records</dd>
      <dt>refused</dt><dd>${number(own.records?.refused ?? 0)} records</dd>
      <dt>not acknowledged</dt><dd>${number(own.records?.failed ?? 0)} records</dd>
      <dt>in flight</dt><dd>${bytes(own.inFlightBytes)} of ${bytes(own.maxInFlightBytes)}</dd>
      <dt>streams like this one</dt><dd>${number(own.sseClients)}</dd>
      <dt>runs for</dt><dd>${span(own.uptimeMs)}</dd>
      ${codes.map(([code, n]) => html`<dt>answers ${code}</dt><dd>${number(n)}</dd>`)}
    </dl>`;
}
