// The report's equations, and attributed rows over event time.
import { html } from './preact.js';
import { Chart } from './chart.js';
import { number } from './format.js';
import { freshAt } from './live.js';
import { buckets, sum, whole } from './points.js';
import { Broken, Loading, NoData } from './states.js';
import { Status } from './status.js';
import { Table } from './table.js';

const LEVELS = { broken: 'bad', moving: 'none', holds: 'ok' };
const SEVERITY = Object.keys(LEVELS);

export function Equations({ counts }) {
  if (!counts) return html`<${Loading} what="the counters of the jobs" how="The gateway asks Flink." />`;
  if (counts.state === 'off') return html`<${NoData} what="the counters of the jobs" hint="Set gateway.flink to the address of Flink, such as http://127.0.0.1:8081." />`;
  if (counts.state === 'unavailable') return html`<${Broken} what="Flink does not answer" error=${counts.reason} />`;
  const all = (counts.jobs || []).flatMap((j) => (j.equations || []).map((e) => ({ ...e, job: j.job, key: `${j.job}/${e.whole}` })));
  if (!all.length) return html`<${NoData} what="no job of this cluster has counted anything" />`;
  all.sort((a, b) => SEVERITY.indexOf(a.state) - SEVERITY.indexOf(b.state));
  return html`<${Table} label="Equations" rows=${all} limit=${14} columns=${[
    { key: 'state', label: 'state', show: (e) => html`<${Status} level=${LEVELS[e.state]}>${e.state === 'moving' ? 'records on their way' : e.state}<//>` },
    { key: 'job', label: 'job' },
    { key: 'whole', label: 'whole' },
    { key: 'value', label: 'records', num: true, show: (e) => number(e.value) },
    { key: 'parts', label: 'is the sum of', show: (e) => Object.entries(e.parts).map(([name, n]) => `${number(n)} ${name}`).join(' + ') },
  ]} />`;
}

export function Statuses({ points }) {
  const all = whole(buckets(points, 90));
  const names = [...new Set(points.flatMap((p) => Object.keys(p.statuses || {})))].sort().slice(0, 6);
  return html`<${Chart} title="Rows by status" unit="rows" times=${all.map((b) => b.t)} fresh=${freshAt('attributed')}
    series=${names.map((n) => ({ label: n.toLowerCase().replace('_', ' '), values: all.map((b) => sum(b.points, (p) => p.statuses?.[n])) }))} />`;
}

export function Delay({ points }) {
  const all = whole(buckets(points, 90));
  const most = (b, name) => Math.max(...b.points.map((p) => p.delayMs[name])) / 1000;
  return html`<${Chart} title="Delay" unit="s" times=${all.map((b) => b.t)} fresh=${freshAt('attributed')}
    series=${[{ label: 'median', values: all.map((b) => most(b, 'p50')) }, { label: '95 %', values: all.map((b) => most(b, 'p95')) }]} />`;
}
