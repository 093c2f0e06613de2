// A camera over time: its rate in its band, and the codes of its biases.
import { html } from './preact.js';
import { Chart } from './chart.js';
import { freshAt } from './live.js';
import { buckets, mean } from './points.js';

const rateOf = (points) => mean(points, (w) => w.rate.mean, (w) => w.windows || 1);

export function Rate({ windows, commands }) {
  const all = buckets(windows, 240);
  const last = (b) => b.points.at(-1);
  return html`<${Chart} title="Rate" unit="events/s" height=${300} times=${all.map((b) => b.t)} fresh=${freshAt('windows')}
      series=${[{ label: 'rate', values: all.map((b) => rateOf(b.points)) }]}
      band=${{ low: all.map((b) => last(b).bandLow), high: all.map((b) => last(b).bandHigh) }}
      marks=${commands.map((c) => ({ time: c.time, text: c.id })).reverse()} />
    <p class="soft">The band is shaded. A dashed line with a triangle is a command.</p>`;
}

export function Codes({ windows }) {
  const all = buckets(windows, 240);
  const names = [...new Set(windows.flatMap((w) => Object.keys(w.codes || {})))].sort();
  if (!names.length) return html`<p class="soft">The packets of this camera do not say which codes are in force.</p>`;
  return html`<${Chart} title="Bias codes" times=${all.map((b) => b.t)} fresh=${freshAt('windows')} steps=${true}
    series=${names.map((n) => ({ label: n, values: all.map((b) => b.points.at(-1).codes?.[n] ?? NaN) }))} />`;
}
