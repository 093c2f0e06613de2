// The parameters of an update while they are written: those that are in it, and a way to add one.
import { html, useState } from './preact.js';

function choices(key) {
  const all = (key.allowed || '').replace(/^one of /, '').split(/,\s*/).filter(Boolean);
  return /\bone of /.test(`${key.allowed} ${key.type}`) && all.length > 1 ? all : key.type === 'boolean' || key.type === 'true or false' ? ['true', 'false'] : null;
}

function Value({ name, description, value, change }) {
  const options = description && choices(description);
  const id = `p-${name.replace(/[^A-Za-z0-9]/g, '-')}`;
  return html`<td>${options && (value === '' || options.includes(value))
    ? html`<select id=${id} name=${name} aria-label=${name} value=${value} onChange=${(e) => change(e.target.value)}>${(options.includes(value) ? options : ['', ...options]).map((o) => html`<option value=${o} selected=${o === value}>${o}</option>`)}</select>`
    : html`<input id=${id} name=${name} aria-label=${name} value=${value} autocomplete="off" onInput=${(e) => change(e.target.value)} />`}</td>`;
}

const described = (keys, name) => keys.find((k) => k.key === name) || keys.find((k) => k.pattern && name.startsWith(k.key.split('<')[0]));

export function Draft({ keys, parameters, change }) {
  const names = Object.keys(parameters);
  const free = keys.filter((k) => !names.includes(k.key));
  const [chosen, choose] = useState('');
  const [part, setPart] = useState('');
  const key = free.find((k) => k.key === chosen) || free[0];
  const name = key && (key.pattern ? key.key.replace(/<[^>]*>/, part) : key.key);
  const without = (gone) => { const { [gone]: dropped, ...rest } = parameters; change(rest); };
  const add = () => { change({ ...parameters, [name]: key.once ? '' : String(key.value || key.configured || key.default || '') }); setPart(''); };
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Parameters of the update"><table>
      <thead><tr><th scope="col">key</th><th scope="col">value</th><th scope="col">allowed</th><th scope="col" class="num">configured</th><th scope="col">meaning</th><th scope="col"><span class="unseen">drop</span></th></tr></thead>
      <tbody>${names.map((n) => { const d = described(keys, n); return html`<tr key=${n}>
        <td><code>${n}</code>${d?.once ? html` <span class="warn">▲ once</span>` : ''}</td>
        <${Value} name=${n} description=${d} value=${parameters[n]} change=${(v) => change({ ...parameters, [n]: v })} />
        <td>${d ? `${d.allowed || d.type}${d.unit ? ` (${d.unit})` : ''}` : 'unknown key'}</td><td class="num">${d?.configured || '–'}</td><td>${d?.meaning}</td>
        <td><button type="button" class="plain small" onClick=${() => without(n)} aria-label="Drop ${n}">Drop</button></td></tr>`; })}
        ${!names.length && html`<tr><td colspan="6" class="soft">No parameter: such an update falls back to the configuration.</td></tr>`}</tbody></table></div>
    ${key && html`<div class="filters"><label>add a key<select name="add-key" value=${key.key} onChange=${(e) => choose(e.target.value)}>${free.map((k) => html`<option value=${k.key} selected=${k === key}>${k.key}${k.once ? ' (once)' : ''}</option>`)}</select></label>
      ${key.pattern && html`<label>${key.key.match(/<([^>]*)>/)?.[1].toLowerCase()}<input name="part" value=${part} onInput=${(e) => setPart(e.target.value.trim())} /></label>`}
      <button type="button" class="plain" name="add" disabled=${key.pattern && !part} onClick=${add}>Add</button>
      <span class="soft">${key.meaning} Allowed: ${key.allowed || key.type}. Configured: ${key.configured || 'empty'}${key.unit ? ` ${key.unit}` : ''}.</span></div>`}`;
}
