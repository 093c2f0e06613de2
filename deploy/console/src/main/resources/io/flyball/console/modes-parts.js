// Modes as numbers: entities, the chain of a segment, the newest window of a scope.
import { html } from './preact.js';
import { clock, number, percent } from './format.js';
import { cell, dwell, modeName, stay } from './modes-data.js';
import { Status } from './status.js';
import { Table } from './table.js';

/** Probability of the mode where it is hidden; a mode that was seen has none. */
const sure = (state) => (state.posterior.length ? percent(state.posterior[state.mode]) : '–');

export function Entities({ states, selected, open }) {
  return html`<${Table} label="Entities" limit=${10} rows=${states} selected=${selected} open=${open} columns=${[
    { key: 'entity', label: 'entity' },
    { key: 'mode', label: 'mode', show: (s) => (s.mode >= 0 ? modeName(s.mode) : html`<${Status} level=${s.burst ? 'warn' : 'ok'}>${s.burst ? 'in a burst' : 'at its level'}<//>`) },
    { key: 'posterior', label: 'posterior', num: true, show: sure },
    { key: 'dwell', label: 'for', num: true, show: dwell },
    { key: 'surprise', label: 'surprise', num: true, unit: 'nats', show: (s) => number(s.surprise) },
    { key: 'level', label: 'level', num: true, show: (s) => number(s.level) },
    { key: 'time', label: 'seen', num: true, show: (s) => clock(s.time, { zone: false }) },
  ]} />`;
}

/** Rates and first passages; rows are the mode that is left. */
export function Matrices({ row }) {
  const all = [...Array(row.states).keys()];
  const rows = all.map((i) => ({ key: i, i }));
  const columns = (field) => all.map((j) => ({ key: `to${j}`, label: `to ${j}`, num: true, show: ({ i }) => (i === j ? '·' : number(cell(row, field, i, j))) }));
  return html`<${Table} label="Rates" caption="Jumps a unit of time, from the mode of the row" rows=${rows} columns=${[
      { key: 'mode', label: 'mode', show: ({ i }) => i },
      { key: 'share', label: 'share', num: true, show: ({ i }) => percent(row.stationary[i]) },
      { key: 'stay', label: 'stay', num: true, show: ({ i }) => number(stay(row, i)) },
      ...columns('rates'),
    ]} />
    ${row.firstPassage.length > 0 && html`<${Table} label="First passages" caption="Units of time until a mode is first reached" rows=${rows}
      columns=${[{ key: 'mode', label: 'mode', show: ({ i }) => i }, ...columns('firstPassage')]} />`}`;
}

export const ChainFacts = ({ row }) => html`<dl class="facts" data-facts="chain">
    <dt>window ends</dt><dd>${clock(row.time)}</dd>
    <dt>method</dt><dd>${row.method}</dd>
    <dt>pairs of looks</dt><dd>${number(row.pairs)}</dd>
    ${row.impossible > 0 && html`<dt>pairs that allowed jumps cannot explain</dt><dd>${number(row.impossible)}</dd>`}
    <dt>relaxation time</dt><dd>${number(row.relaxationTime)}</dd>
    <dt>entropy production</dt><dd>${number(row.entropyProduction)}</dd>
    ${row.oneWayPairs > 0 && html`<dt>pairs left out of it, seen one way only</dt><dd>${number(row.oneWayPairs)}</dd>`}
    <dt>drift from the reference</dt><dd>${number(row.drift)}</dd>
  </dl>
  ${row.notIdentified && html`<p class="soft">Not identified: ${row.notIdentified}.</p>`}
  <p class="soft">Times are in units of <code>modes.rates.unit</code>.</p>`;

export const DiversityFacts = ({ row }) => html`<dl class="facts" data-facts="diversity">
    <dt>window ends</dt><dd>${clock(row.time)}</dd>
    <dt>successes of attempts</dt><dd>${number(row.successes)} of ${number(row.attempts)}</dd>
    ${Object.entries(row.scores).map(([name, score]) => html`<dt>score ${name}</dt><dd>${number(score)}</dd>`)}
  </dl>`;

export function Tipping({ row }) {
  return html`<${Table} label="Signs of a tipping point" limit=${6} rows=${row.tipping.map((s) => ({ ...s, key: s.mode }))} columns=${[
      { key: 'mode', label: 'of', show: (s) => (s.mode < 0 ? 'pairs' : modeName(s.mode)) },
      { key: 'pairs', label: 'pairs', num: true, show: (s) => number(s.pairs) },
      { key: 'area', label: 'area', num: true, show: (s) => number(s.hysteresisArea) },
      { key: 'gain', label: 'gain', num: true, show: (s) => number(s.gain) },
      { key: 'variance', label: 'variance', num: true, show: (s) => number(s.variance) },
      { key: 'autocorrelation', label: 'lag-1', num: true, show: (s) => number(s.autocorrelation) },
      { key: 'loopGain', label: 'loop gain', num: true, show: (s) => (s.loopGain > 4 ? `▲ ${number(s.loopGain)}` : number(s.loopGain)) },
    ]} />
    <p class="soft">An analogy: above a loop gain of 4 the fitted curve folds. It does not say why.</p>`;
}
