// Lines over time on uPlot, each with a dash of its own and a table of the same points.
import { html, useEffect, useLayoutEffect, useRef, useState } from './preact.js';
import { clock, number } from './format.js';
import { colour, options } from './chart-options.js';
import { NoData } from './states.js';
import { Table } from './table.js';

const QUIET_MS = 10000;

export const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]];

/**
 * `times` in epoch ms, ascending; `series`: {label, values}; `band`: {low, high} arrays or numbers;
 * `marks`: {time, text}. `fresh` is when something new came last, in epoch ms: after `quiet` ms the head says "no data since".
 */
export function Chart({ title, unit = '', times, series, band, marks = [], height = 190, fresh = 0, quiet = QUIET_MS, what, steps = false, range }) {
  const [twin, setTwin] = useState(false);
  if (!times.length) return html`<${NoData} what=${what || title} />`;
  const stale = fresh > 0 && Date.now() - fresh > quiet;
  return html`<figure data-chart=${title}>
    <div class="chart-head">
      <ul class="legend">${series.map((s, i) => html`<li>
        <svg viewBox="0 0 26 10" aria-hidden="true">${s.hollow ? html`<circle class="k${(colour(s, i) % 6) + 1}" cx="13" cy="5" r="3.5" />` : html`<path class="k${(colour(s, i) % 6) + 1}" d="M1 5h24" stroke-dasharray=${DASHES[colour(s, i) % 6].join(' ')} />`}</svg>
        ${s.label} <b data-last=${s.label}>${number(lastOf(s.values))}</b> ${unit}</li>`)}</ul>
      ${stale && html`<span class="stale">no data since ${clock(fresh)}</span>`}
      <button class="plain small" aria-pressed=${twin ? 'true' : 'false'} onClick=${() => setTwin(!twin)} aria-label="Table of ${title}">Table</button>
    </div>
    ${twin
      ? html`<${Table} caption="${title}, newest first" limit=${20} columns=${[{ key: 't', label: 'time', show: (r) => clock(r.t) },
          ...series.map((s, i) => ({ key: `s${i}`, label: s.label, num: true, unit, show: (r) => number(s.values[r.i]) }))]}
          rows=${times.map((t, i) => ({ t, i, key: `${t}/${i}` })).reverse()} />`
      : html`<${Plot} ...${{ title, unit, times, series, band, marks, height, steps, range }} />`}
  </figure>`;
}

function lastOf(values) {
  for (let i = values.length - 1; i >= 0; i--) if (Number.isFinite(values[i])) return values[i];
  return null;
}

function words({ title, unit, series, times }) {
  const each = series.map((s) => {
    const all = s.values.filter(Number.isFinite);
    return all.length ? `${s.label} ${number(all[all.length - 1])} ${unit}, between ${number(Math.min(...all))} and ${number(Math.max(...all))}` : `${s.label}: none`;
  });
  return `${title} from ${clock(times[0])} to ${clock(times[times.length - 1])}. ${each.join('; ')}.`;
}

function Plot(props) {
  const place = useRef(null);
  const plot = useRef(null);
  const latest = useRef(props);
  latest.current = props;
  const shape = `${props.series.map((s) => s.label).join()}|${props.height}|${props.unit}|${location.search}`;
  const data = () => [latest.current.times.map((t) => t / 1000), ...latest.current.series.map((s) => s.values.map((v) => (Number.isFinite(v) ? v : null)))];
  useEffect(() => {
    const draw = () => {
      plot.current?.destroy();
      const width = place.current.clientWidth || 300;
      plot.current = new globalThis.uPlot(options(latest, width), data(), place.current);
    };
    draw();
    const size = new ResizeObserver(() => {
      const width = place.current?.clientWidth;
      if (width && Math.abs(width - plot.current.width) > 1) plot.current.setSize({ width, height: latest.current.height });
    });
    size.observe(place.current);
    addEventListener('flyball-theme', draw);
    return () => {
      size.disconnect();
      removeEventListener('flyball-theme', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape]);
  useLayoutEffect(() => {
    plot.current?.setData(data());
  });
  return html`<div class="chart" role="img" aria-label=${words(props)} ref=${place}></div>`;
}
