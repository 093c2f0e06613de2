// The chain of a segment as a picture.
import { html } from './preact.js';
import { number } from './format.js';
import { cell } from './modes-data.js';

const SIZE = 340;
const CENTRE = SIZE / 2;
const RING = 118;
const LEAST_SHOWN = 0.02;

const place = (i, states) => ({ x: CENTRE + RING * Math.sin((2 * Math.PI * i) / states), y: CENTRE - RING * Math.cos((2 * Math.PI * i) / states) });

function Arrow({ row, from, to, largest, radius }) {
  const a = place(from, row.states);
  const b = place(to, row.states);
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
  const bend = 8 + length / 12;
  const [start, end] = [radius(from) + 2, radius(to) + 5];
  const rate = cell(row, 'rates', from, to);
  const at = [a.x + ux * start - uy * 3, a.y + uy * start + ux * 3, (a.x + b.x) / 2 - uy * bend, (a.y + b.y) / 2 + ux * bend, b.x - ux * end - uy * 3, b.y - uy * end + ux * 3].map((v) => v.toFixed(1));
  return html`<path d="M${at[0]} ${at[1]}Q${at[2]} ${at[3]} ${at[4]} ${at[5]}" stroke-width=${(0.6 + (4 * rate) / largest).toFixed(2)} marker-end="url(#chain-head)"><title>${from} to ${to}: ${number(rate)}</title></path>`;
}

/** Modes on a circle, their area the share of time in them, arrows as wide as rates. */
export function Chain({ row }) {
  const all = [...Array(row.states).keys()];
  const share = (i) => row.stationary[i] ?? 1 / row.states;
  const radius = (i) => 9 + 34 * Math.sqrt(share(i));
  const pairs = all.flatMap((i) => all.filter((j) => j !== i).map((j) => [i, j]));
  const largest = Math.max(...pairs.map(([i, j]) => cell(row, 'rates', i, j)));
  const words = row.stationary.length ? all.map((i) => `mode ${i} ${number(100 * share(i))} %`).join(', ') : 'shares are not identified';
  return html`<svg class="chain" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="Chain of modes, with the share of time in each: ${words}">
    <defs><marker id="chain-head" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="head" d="M0 0 8 4 0 8z" /></marker></defs>
    ${pairs.filter(([i, j]) => largest > 0 && cell(row, 'rates', i, j) >= LEAST_SHOWN * largest).map(([i, j]) => html`<${Arrow} row=${row} from=${i} to=${j} largest=${largest} radius=${radius} />`)}
    ${all.map((i) => {
      const { x, y } = place(i, row.states);
      return html`<circle cx=${x.toFixed(1)} cy=${y.toFixed(1)} r=${radius(i).toFixed(1)} /><text x=${x.toFixed(1)} y=${(y + 5).toFixed(1)}>${i}</text>`;
    })}
  </svg>`;
}
