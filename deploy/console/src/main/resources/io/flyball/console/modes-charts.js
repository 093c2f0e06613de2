// Modes over time: occupancy, surprise, one entity, rates of a segment, diversity of a scope.
import { html } from './preact.js';
import { Chart } from './chart.js';
import { freshAt } from './live.js';
import { modeName, quiet, surpriseOf } from './modes-data.js';
import { added, buckets, rank, sum, whole } from './points.js';

const LINES = 5;

/** Share of observations in each mode; what is beyond the commonest is one line more. */
export function Occupancy({ points }) {
  const all = whole(buckets(points, 90));
  const top = rank(added(points, (p) => p.modes)).slice(0, LINES).map(([mode]) => mode).sort((a, b) => a - b);
  const of = all.map((b) => {
    const modes = added(b.points, (p) => p.modes);
    const total = Object.values(modes).reduce((a, n) => a + n, 0) + sum(b.points, (p) => p.otherModes);
    const shares = top.map((mode) => (100 * (modes[mode] || 0)) / total);
    return { shares, rest: 100 - shares.reduce((a, s) => a + s, 0), total };
  });
  const series = top.map((mode, i) => ({ label: modeName(+mode), values: of.map((o) => (o.total ? o.shares[i] : NaN)) }));
  if (of.some((o) => o.rest > 1e-9)) series.push({ label: 'others', values: of.map((o) => (o.total ? o.rest : NaN)) });
  return html`<${Chart} title="Share of observations in each mode" unit="%" times=${all.map((b) => b.t)} series=${series} range=${[0, 100]} fresh=${freshAt('states')} />`;
}

export function Surprise({ points }) {
  const all = whole(buckets(points, 90));
  return html`<${Chart} title="Mean surprise" unit="nats" times=${all.map((b) => b.t)} fresh=${freshAt('states')}
    series=${[{ label: 'mean surprise', values: all.map((b) => surpriseOf(b.points)) }]} />`;
}

/** The law of a hidden mode, else the mode, else the slow level. */
export function EntityChart({ history }) {
  const times = history.map((s) => s.time);
  const last = history.at(-1);
  const common = { times, fresh: freshAt('states'), height: 210 };
  if (last.posterior.length) {
    const likeliest = last.posterior.map((_, m) => [m, Math.max(...history.map((s) => s.posterior[m] || 0))])
      .sort((a, b) => b[1] - a[1]).slice(0, LINES + 1).map(([m]) => m).sort((a, b) => a - b);
    return html`<${Chart} title="Posterior" ...${common} range=${[0, 1]} series=${likeliest.map((m) => ({ label: modeName(m), values: history.map((s) => s.posterior[m] ?? NaN) }))} />`;
  }
  if (last.mode >= 0) return html`<${Chart} title="Mode" ...${common} steps=${true} series=${[{ label: 'mode', values: history.map((s) => (s.mode >= 0 ? s.mode : NaN)) }]} />`;
  return html`<${Chart} title="Slow level" ...${common} series=${[{ label: 'slow level', values: history.map((s) => s.level ?? NaN) }]}
      marks=${history.filter((s, i) => s.burst && !history[i - 1]?.burst).map((s) => ({ time: s.time, text: 'burst' }))} />
    <p class="soft">A dashed line with a triangle is the start of a burst.</p>`;
}

/** Windows of a segment, oldest first; what was not identified is a hole. */
export function Movement({ rows, alerts }) {
  const times = rows.map((r) => r.time);
  const of = (field) => rows.map((r) => r[field] ?? NaN);
  const marks = alerts.filter((a) => a.kind === 'TRAPPED').map((a) => ({ time: a.time, text: a.kind })).reverse();
  const common = { times, fresh: freshAt('rates'), quiet: quiet(times), height: 130 };
  const nats = [{ label: 'entropy production', values: of('entropyProduction') }, { label: 'drift from the reference', values: of('drift') }]
    .filter((s) => s.values.some(Number.isFinite));
  return html`<${Chart} title="Relaxation time" ...${common} marks=${marks} series=${[{ label: 'relaxation time', values: of('relaxationTime') }]} />
    ${nats.length > 0 && html`<${Chart} title="Entropy production and drift" unit="nats a unit" ...${common} series=${nats} />`}`;
}

export function Diversity({ rows, alerts }) {
  const times = rows.map((r) => r.time);
  const of = (field) => rows.map((r) => r[field] ?? NaN);
  const marks = alerts.filter((a) => a.kind === 'DIVERSITY_LOST').map((a) => ({ time: a.time, text: a.kind })).reverse();
  const common = { times, fresh: freshAt('diversity'), quiet: quiet(times), height: 150 };
  return html`<${Chart} title="Effective modes" unit="modes" ...${common} marks=${marks} series=${[{ label: 'effective modes', values: of('effectiveModes') }]} />
    <${Chart} title="Entropy and divergence" ...${common} series=${[
      { label: 'entropy', values: of('entropy') },
      { label: 'mean of contexts', values: of('conditionalEntropy') },
      { label: 'divergence from the own past', values: of('divergence') },
    ].filter((s) => s.values.some(Number.isFinite))} />`;
}
