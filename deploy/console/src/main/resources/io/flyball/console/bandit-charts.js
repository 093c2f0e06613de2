// Share, reward and spread of a policy over event time.
import { html } from './preact.js';
import { Chart } from './chart.js';
import { freshAt } from './live.js';
import { added, groups, interval, mean, rank, sum, whole } from './points.js';

const LINES = 5;

/** Share of the most shown arms; what is left is one line more. */
export function Shares({ decisions }) {
  const all = whole(groups(decisions, 90));
  const top = rank(added(decisions, (d) => d.arms)).slice(0, LINES).map(([arm]) => arm);
  const of = all.map((b) => {
    const arms = added(b.points, (d) => d.arms);
    const total = Object.values(arms).reduce((a, n) => a + n, 0) + sum(b.points, (d) => d.otherArms);
    const shares = top.map((arm) => (100 * (arms[arm] || 0)) / total);
    return { shares, rest: 100 - shares.reduce((a, s) => a + s, 0), total };
  });
  const series = top.map((arm, i) => ({ label: arm, values: of.map((o) => (o.total ? o.shares[i] : NaN)) }));
  if (of.some((o) => o.rest > 1e-9)) series.push({ label: 'others', values: of.map((o) => (o.total ? o.rest : NaN)) });
  return html`<${Chart} title="Share of each arm" unit="%" times=${all.map((b) => b.t)} series=${series} range=${[0, 100]} fresh=${freshAt('decisions')} />`;
}

export function Rewards({ outcomes }) {
  const all = whole(groups(outcomes, 60)).map((b) => ({ t: b.t, ...interval(b.points.map((p) => p.reward).filter(Boolean)) }));
  return html`<${Chart} title="Mean reward with its 95 % interval" times=${all.map((b) => b.t)} fresh=${freshAt('outcomes')}
    series=${[{ label: 'mean reward', values: all.map((b) => b.mean) }]}
    band=${{ low: all.map((b) => b.mean - b.half), high: all.map((b) => b.mean + b.half) }} />`;
}

export function Spread({ decisions }) {
  const all = whole(groups(decisions.filter((d) => d.count > d.refused), 120));
  const weight = (d) => d.count - d.refused;
  const times = all.map((b) => b.t);
  return html`<${Chart} title="Effective arms" height=${130} times=${times} fresh=${freshAt('decisions')}
    series=${[{ label: 'effective arms, e to the entropy', values: all.map((b) => Math.exp(mean(b.points, (d) => d.entropy, weight))) }]} />
  <${Chart} title="Propensity of what is shown" height=${130} times=${times} fresh=${freshAt('decisions')}
    series=${[
      { label: 'mean propensity', values: all.map((b) => mean(b.points, (d) => d.propensity.mean, weight)) },
      { label: 'lowest propensity', values: all.map((b) => Math.min(...b.points.map((d) => d.propensity.min))) },
    ]} />`;
}
