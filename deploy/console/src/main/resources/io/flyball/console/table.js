// Rows of records. Numbers stand right with their unit; a row with a link can be walked to with j and k.
import { html, useState } from './preact.js';

/** `columns`: {key, label, num, unit, show(row)}; `open(row)` gives the address of a row. */
export function Table({ columns, rows, caption, open, limit = 50, selected, label }) {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, limit);
  return html`<div class="scroll" tabindex="0" role="group" aria-label=${label || caption}>
    <table>
      ${caption && html`<caption>${caption}</caption>`}
      <thead><tr>${columns.map((c) => html`<th scope="col" class=${c.num ? 'num' : ''}>${c.label}</th>`)}</tr></thead>
      <tbody>
        ${shown.map((row, i) => html`<tr key=${row.key ?? i} data-key=${row.key ?? i} tabindex=${open ? -1 : undefined} aria-selected=${selected !== undefined && row.key === selected ? 'true' : undefined}>
          ${columns.map((c, at) => cell(c, row, at === 0 && open))}
        </tr>`)}
      </tbody>
    </table>
    ${rows.length > limit && html`<button class="plain small" onClick=${() => setAll(!all)}>${all ? `Show the first ${limit}` : `Show all ${rows.length} rows`}</button>`}
  </div>`;
}

function cell(column, row, open) {
  const value = column.show ? column.show(row) : row[column.key];
  const body = html`${value ?? '–'}${column.unit && value !== '–' && value != null ? html`<span class="unit">${column.unit}</span>` : ''}`;
  const address = open && open(row);
  return html`<td class=${column.num ? 'num' : ''} data-col=${column.key}>${address ? html`<a href=${address}>${body}</a>` : body}</td>`;
}
