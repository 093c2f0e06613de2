// The update in force with its rejection beside it, undo, and the updates before.
import { html, useState } from './preact.js';
import { ask } from './api.js';
import { ago, clock, millis } from './format.js';
import { Shape, Status } from './status.js';
import { Table } from './table.js';

export const asText = (parameters) => Object.entries(parameters || {}).map(([k, v]) => `${k}=${v}`).join(', ') || 'no parameters';

function Undo({ t, done }) {
  const [said, say] = useState(null);
  const [dry, setDry] = useState(null);
  const send = async (dryRun) => {
    try {
      const answer = await ask(`/v1/control/${encodeURIComponent(t.target)}/undo${dryRun ? '?dry-run' : ''}`, { method: 'POST', headers: { 'If-Match': `"${t.version}"` } });
      setDry(dryRun ? answer : null);
      say({ ok: true, text: dryRun ? `Undo would publish version ${answer.version}: ${asText(answer.parameters)}.` : `Version ${answer.version} is published: ${asText(answer.parameters)}.` });
      if (!dryRun) done();
    } catch (e) {
      say({ ok: false, text: e.message });
    }
  };
  return html`<div class="chart-head" data-undo>
    <button class="plain" disabled=${!t.undo?.possible} onClick=${() => send(true)}>Undo: dry run</button>
    <button class="plain main-act" disabled=${!dry || !t.undo?.possible} onClick=${() => send(false)}>Undo version ${t.version}</button>
    <span>${t.undo?.possible ? `Back to ${asText(t.undo.parameters)}` : t.undo?.why}</span>
    <span class="said ${said ? (said.ok ? 'ok' : 'bad') : ''}" role="status">${said?.text}</span>
  </div>`;
}

export function InForce({ t, done }) {
  if (!t.version) return html`<p>No update: the configuration counts.</p><${Keys} t=${t} />`;
  return html`<dl class="facts" data-facts="in-force">
      <dt>version</dt><dd>${t.version}</dd>
      <dt>published</dt><dd>${clock(millis(t.time))}, ${ago(millis(t.time))}</dd>
      <dt>by</dt><dd>${t.author || '–'}</dd>
      <dt>parameters</dt><dd><code>${asText(t.parameters)}</code></dd>
    </dl>
    ${t.rejected
      ? html`<p class="said bad" role="alert"><${Shape} level="bad" /> The job rejected this version at ${clock(millis(t.rejected.time))}: ${t.rejected.message} ${t.inForce ? `Version ${t.inForce} stays in force.` : 'The configuration stays in force.'}</p>`
      : html`<p><${Status} level="ok">not rejected by the job<//></p>`}
    ${t.job && html`<${Undo} t=${t} done=${done} />`}
    <${Keys} t=${t} />`;
}

const FROM = { update: 'this update', job: 'the update for the whole job', configuration: 'configuration' };

function Keys({ t }) {
  const set = (t.keys || []).filter((k) => !k.once && k.value !== undefined && k.value !== '' && !k.pattern);
  if (!set.length) return null;
  return html`<${Table} label="Values in force" limit=${8} rows=${[...set].sort((a, b) => (b.from === 'update') - (a.from === 'update'))} columns=${[
    { key: 'key', label: 'key', show: (k) => html`<code>${k.key}</code>` },
    { key: 'value', label: 'value', num: true, show: (k) => html`${k.value}${k.unit ? html`<span class="unit">${k.unit}</span>` : ''}` },
    { key: 'from', label: 'from', show: (k) => FROM[k.from] || k.from },
  ]} />`;
}

export function Updates({ history, inForce }) {
  return html`<${Table} label="Updates" limit=${10} rows=${history.map((h) => ({ ...h, key: h.version }))} columns=${[
    { key: 'version', label: 'version', num: true, show: (h) => String(h.version) },
    { key: 'time', label: 'time', show: (h) => clock(millis(h.time)) },
    { key: 'author', label: 'by', show: (h) => h.author || '–' },
    { key: 'parameters', label: 'parameters', show: (h) => html`<code>${asText(h.parameters)}</code>` },
    { key: 'state', label: 'state', show: (h) => (h.rejected ? html`<${Status} level="bad">rejected<//> ${h.rejected.message}` : h.version === inForce ? html`<${Status} level="ok">in force<//>` : html`<span class="soft">replaced</span>`) },
  ]} />`;
}
