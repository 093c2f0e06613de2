// One number that is read from across the room.
import { html } from './preact.js';
import { scaled } from './format.js';

/** `value` is a number or a text; `level` marks the tile, and `note` says in words what the mark means. */
export function Tile({ label, value, unit = '', note, level = '', name }) {
  const shown = typeof value === 'number' ? scaled(value, unit) : { value: value ?? '–', unit };
  return html`<div class="tile ${level}" data-tile=${name || label}>
    <dt>${label}</dt>
    <dd><span class="value">${shown.value}</span>${shown.unit && html`<span class="unit">${shown.unit}</span>`}</dd>
    <dd class="note ${level}">${note}</dd>
  </div>`;
}

export const Tiles = ({ children, label }) => html`<dl class="tiles" aria-label=${label}>${children}</dl>`;

/** A line of the last values for a cell of a table; the cell's number says the newest. */
export function Spark({ values, label }) {
  const all = values.filter(Number.isFinite);
  if (all.length < 2) return html`<span class="soft">–</span>`;
  const low = Math.min(...all);
  const high = Math.max(...all);
  const step = 96 / (all.length - 1);
  const y = (v) => (high === low ? 11 : 20 - ((v - low) / (high - low)) * 18);
  const points = all.map((v, i) => `${(i * step).toFixed(1)},${y(v).toFixed(1)}`).join(' ');
  return html`<svg class="spark" viewBox="0 0 96 22" preserveAspectRatio="none" role="img" aria-label=${label}><polyline points=${points} /></svg>`;
}
