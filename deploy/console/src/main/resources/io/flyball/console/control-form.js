// A form from the job's keys. An update replaces the one before it, so everything that shall count is in it.
import { html, useState } from './preact.js';
import { ask } from './api.js';
import { Draft } from './control-draft.js';
import { asText } from './control-parts.js';
import { Table } from './table.js';

export function ControlForm({ t, done }) {
  const [draft, setDraft] = useState(null); // null: as in force
  const [dry, setDry] = useState(null);
  const [typed, setTyped] = useState('');
  const [said, say] = useState(null);
  const parameters = draft ?? t.parameters ?? {};
  const change = (next) => { setDraft(next); setDry(null); say(null); setTyped(''); };
  const irrevocable = dry?.irrevocable || [];
  const confirmed = !irrevocable.length || typed.trim() === t.target;
  const send = async (dryRun) => {
    try {
      const answer = await ask(`/v1/control/${encodeURIComponent(t.target)}${dryRun ? '?dry-run' : ''}`, { method: 'POST', body: { parameters, author: 'console' }, headers: { 'If-Match': `"${t.version}"` } });
      if (dryRun) {
        setDry(answer);
        say({ ok: true, text: answer.changes?.length ? 'The job would take it.' : 'Nothing would change.' });
      } else {
        setDry(null);
        setDraft(null);
        setTyped('');
        say({ ok: true, text: `Version ${answer.version} is published.` });
        done();
      }
    } catch (e) {
      setDry(null);
      say({ ok: false, text: e.status === 412 ? `${e.message} Read what is in force now, then try again.` : e.message });
      if (e.status === 412) done();
    }
  };
  return html`<form class="field" data-form=${t.target} onSubmit=${(e) => { e.preventDefault(); send(true); }}>
    <${Draft} keys=${t.keys || []} parameters=${parameters} change=${change} />
    <p>Update: <code data-update>${asText(parameters)}</code> ${draft && html`<button type="button" class="plain small" onClick=${() => change(null)}>As in force</button>`}</p>
    ${dry && html`<${Diff} changes=${dry.changes || []} />`}
    ${irrevocable.length > 0 && html`<label class="said warn">▲ ${irrevocable.join(', ')} cannot be undone. Type ${t.target} to publish.
      <input name="confirm" value=${typed} onInput=${(e) => setTyped(e.target.value)} autocomplete="off" /></label>`}
    <div class="chart-head">
      <button type="submit" class="plain">Dry run</button>
      <button type="button" class="plain main-act" name="publish" disabled=${!dry || !confirmed || !dry.changes?.length} onClick=${() => send(false)}>Publish${dry ? ` version ${dry.version}` : ''}</button>
      <span class="said ${said ? (said.ok ? 'ok' : 'bad') : ''}" role="status">${said?.text}</span>
    </div>
  </form>`;
}

function Diff({ changes }) {
  if (!changes.length) return null;
  return html`<${Table} label="What would change" rows=${changes.map((c) => ({ ...c }))} columns=${[
    { key: 'name', label: 'key', show: (c) => html`<code>${c.key}</code>` },
    { key: 'before', label: 'now', show: (c) => html`− <del>${c.before || 'empty'}</del>` },
    { key: 'after', label: 'then', show: (c) => html`+ <ins>${c.after || 'empty'}</ins>` },
  ]} />`;
}
