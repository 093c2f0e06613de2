// A titled part of a page that names the topic or route its numbers are from.
import { html } from './preact.js';

export function Panel({ title, from, width = '', tools, children, id }) {
  const key = id || title.toLowerCase().replace(/[^a-z]+/g, '-');
  return html`<section class="panel ${width}" aria-labelledby="h-${key}" data-panel=${key}>
    <header>
      <h2 id="h-${key}">${title}</h2>
      <span class="from">${from && html`from <code>${from}</code>`}</span>
      ${tools}
    </header>
    ${children}
  </section>`;
}

/** A row of filters; each is {name, label, options: [value] or [[value, text]], value, all}. */
export function Filters({ fields, set }) {
  return html`<form class="filters" aria-label="Filters" onSubmit=${(e) => e.preventDefault()}>
    ${fields.map((f) => html`<label>${f.label}${f.options
      ? html`<select name=${f.name} value=${f.value ?? ''} onChange=${(e) => set({ [f.name]: e.target.value })}>
          ${f.all && html`<option value="">${f.all}</option>`}
          ${f.options.map((o) => html`<option value=${[o].flat()[0]} selected=${[o].flat()[0] === f.value}>${[o].flat()[1] ?? o}</option>`)}
        </select>`
      : html`<input name=${f.name} value=${f.value ?? ''} placeholder=${f.hint || ''} onChange=${(e) => set({ [f.name]: e.target.value.trim() })} />`}</label>`)}
  </form>`;
}

export const Head = ({ title, asks, children }) =>
  html`<div class="head"><h1>${title}<p>${asks}</p></h1>${children}</div>`;
