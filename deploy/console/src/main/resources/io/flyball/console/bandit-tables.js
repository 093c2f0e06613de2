// Arms and other policies, as numbers.
import { html } from './preact.js';
import { clock, number, percent } from './format.js';
import { added, rank, sum } from './points.js';
import { Status } from './status.js';
import { Table } from './table.js';

/** Every arm with how often it was shown and what it earned: {arm, shown, share, n, mean}. */
export function armsOf(decisions, outcomes) {
  const shown = added(decisions, (d) => d.arms);
  const earned = added(outcomes, (o) => o.arms, (a, b) => ({ n: (a?.n || 0) + b.n, sum: (a?.sum || 0) + b.sum }));
  const other = sum(decisions, (d) => d.otherArms);
  const all = Object.values(shown).reduce((a, b) => a + b, 0) + other;
  for (const arm of Object.keys(earned)) shown[arm] ??= 0;
  const arms = rank(shown).map(([arm, n]) => ({ key: arm, arm, shown: n, share: n / all, n: earned[arm]?.n || 0, mean: earned[arm]?.n ? earned[arm].sum / earned[arm].n : NaN }));
  return other ? [...arms, { key: '…', arm: 'other arms', shown: other, share: other / all, n: 0, mean: NaN }] : arms;
}

export function ArmTable({ arms, regret, outcomes }) {
  const best = arms.filter((a) => a.n >= 10).reduce((m, a) => (m === null || a.mean > m.mean ? a : m), null);
  return html`<${Table} label="Arms" limit=${8} rows=${arms} columns=${[
      { key: 'arm', label: 'arm', show: (a) => html`<code>${a.arm}</code>${a === best ? html` <span class="soft">best mean</span>` : ''}` },
      { key: 'shown', label: 'shown', num: true, show: (a) => number(a.shown) },
      { key: 'share', label: 'share', num: true, show: (a) => percent(a.share) },
      { key: 'mean', label: 'mean reward', num: true, show: (a) => number(a.mean) },
      { key: 'n', label: 'resolved', num: true, show: (a) => number(a.n) },
    ]} />
    <dl class="facts" data-facts="outcomes">
      <dt>best mean less mean shown, a proxy of regret</dt><dd>${number(regret)}</dd>
      <dt>rewarded</dt><dd>${number(sum(outcomes, (o) => o.rewarded))}</dd>
      <dt>defaulted: no reward came</dt><dd>${number(sum(outcomes, (o) => o.defaulted))}</dd>
      <dt>censored: nothing learned</dt><dd>${number(sum(outcomes, (o) => o.censored))}</dd>
    </dl>`;
}

/** The newest row of each candidate; an estimate that the log cannot carry has no value here either. */
export function EvaluationTable({ rows }) {
  const newest = new Map();
  for (const row of rows) if (!newest.has(row.candidate)) newest.set(row.candidate, row);
  const value = (name) => (e) => (e.trusted ? number(e.values[name]) : '–');
  return html`<${Table} label="Other policies" rows=${[...newest.values()].map((e) => ({ ...e, key: e.candidate }))} columns=${[
    { key: 'candidate', label: 'candidate', show: (e) => html`<b>${e.candidate}</b><br /><code class="soft">${e.algorithm}</code>` },
    { key: 'trusted', label: 'estimate', show: (e) => (e.trusted ? html`<${Status} level="ok">from the log<//>` : html`<${Status} level="none">the log cannot tell<//>`) },
    { key: 'rows', label: 'outcomes', num: true, show: (e) => number(e.rows) },
    { key: 'ess', label: 'effective', num: true, show: (e) => number(e.values.effectiveSampleSize) },
    { key: 'ips', label: 'IPS', num: true, show: value('ips') },
    { key: 'snips', label: 'SNIPS', num: true, show: value('snips') },
    { key: 'dr', label: 'DR', num: true, show: value('doublyRobust') },
    { key: 'interval', label: 'interval', num: true, show: (e) => (e.trusted ? `${number(e.values.lower)} to ${number(e.values.upper)}` : '–') },
    { key: 'time', label: 'of', num: true, show: (e) => clock(e.time, { zone: false }) },
  ]} />`;
}
