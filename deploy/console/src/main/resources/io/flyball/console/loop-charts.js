// A metric beside its random holdout, with alarms as marks; the governor's weight.
import { html } from './preact.js';
import { Chart } from './chart.js';
import { ago, clock, number } from './format.js';
import { freshAt } from './live.js';
import { records } from './points.js';
import { link } from './route.js';
import { NoData } from './states.js';

const LABEL = { GINI_OVER_N: 'Gini over n', ENTROPY_NATS: 'entropy', HEAD_SHARE: 'head', TAIL_SHARE: 'tail', COVERAGE: 'coverage' };

export function Beside({ title, of, names, kind, alerts, length }) {
  const lines = names.flatMap((name) => [
    { label: LABEL[name] || name, points: of(name) },
    { label: `${LABEL[name] || name}, holdout`, points: of(name, `holdout-${kind}`) },
  ]).filter((l) => l.points.length);
  const times = [...new Set(lines.flatMap((l) => l.points.filter((p) => Number.isFinite(p.value)).map((p) => p.t)))].sort((a, b) => a - b);
  const from = times[0];
  const to = times.at(-1);
  const inside = alerts.filter((a) => a.time >= from && a.time <= to);
  const values = (line, early) => { const at = new Map(line.points.filter((p) => p.early === early).map((p) => [p.t, p.value])); return times.map((t) => at.get(t) ?? NaN); };
  const drawn = lines.flatMap((l, i) => [
    { label: l.label, values: values(l, false), like: i, final: l.points.some((p) => !p.early) },
    { label: `${l.label}, so far`, values: values(l, true), like: i, hollow: true, final: l.points.some((p) => p.early) },
  ]).filter((l) => l.final);
  return html`<${Chart} title=${title} unit=${names[0].endsWith('NATS') ? 'nats' : ''} times=${times} fresh=${Math.max(freshAt('metrics'), freshAt('early'))}
      quiet=${3 * length + 10000} series=${drawn} marks=${inside.map((a) => ({ time: a.time, text: a.kind })).reverse()} />
    ${inside.length > 0 && html`<${BeforeAfter} alert=${inside[0]} line=${lines[0]} />`}`;
}

/** What the newest alarm of the chart separates. */
function BeforeAfter({ alert, line }) {
  const of = (list) => (list.length ? number(list.reduce((a, p) => a + p.value, 0) / list.length) : '–');
  const finite = line.points.filter((p) => Number.isFinite(p.value));
  return html`<p class="soft">▼ ${alert.kind} at ${clock(alert.time)}: ${line.label} ${of(finite.filter((p) => p.t <= alert.time))} before, ${of(finite.filter((p) => p.t > alert.time))} after.</p>`;
}

export function Governor({ scope }) {
  const updates = records('control').filter((u) => u.target.startsWith('ranking/') && (scope === 'all' || u.target === `ranking/${scope}`));
  if (!updates.length) return html`<${NoData} what="the governor moves nothing here" hint="loop.governor.scopes turns it on." />`;
  const newest = updates[0];
  const same = updates.filter((u) => u.target === newest.target).reverse();
  const weights = same.map((u) => +u.parameters.demote);
  return html`<${Chart} title="Governor of ${newest.target}" height=${120} times=${same.map((u) => u.time)} series=${[{ label: 'demote', values: weights }]} steps=${true} />
    <dl class="facts"><dt>weight</dt><dd>${number(weights.at(-1))}</dd>
      <dt>moved</dt><dd>${ago(newest.time)}</dd>
      <dt>last step</dt><dd>${same.length > 1 ? number(weights.at(-1) - weights.at(-2)) : '–'}</dd>
      ${Object.entries(newest.parameters).filter(([k]) => k !== 'demote').map(([k, v]) => html`<dt>${k}</dt><dd>${v}</dd>`)}
      <dt>by</dt><dd>${newest.author || '–'}</dd></dl>
    <p><a href=${link('control', { target: newest.target })}>Its updates</a></p>`;
}
