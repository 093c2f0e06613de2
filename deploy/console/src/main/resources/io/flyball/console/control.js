// What is in force, by whom? What would change?
import { html, useEffect, useState } from './preact.js';
import { ask } from './api.js';
import { ControlForm } from './control-form.js';
import { InForce, Updates } from './control-parts.js';
import { ago, millis } from './format.js';
import { newest, useLive } from './live.js';
import { Filters, Head, Panel } from './panel.js';
import { filter, link } from './route.js';
import { Broken, Loading, NoData } from './states.js';
import { Status } from './status.js';
import { Table } from './table.js';

export const channels = ['control', 'alerts'];

/** Reads a path again when `when` changes; {data, error, again}. */
function useAsked(path, when) {
  const [state, set] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (!path) return undefined;
    let over = false;
    ask(path).then((data) => !over && set({ data, path }), (error) => !over && set((held) => ({ ...held, error, path })));
    return () => { over = true; };
  }, [path, when, turn]);
  return { ...(state.path === path ? state : {}), again: () => setTurn((n) => n + 1) };
}

export const path = (target) => `/v1/control/${encodeURIComponent(target)}`;

function Targets({ list, target }) {
  return html`<${Table} label="Targets" rows=${list.map((t) => ({ ...t, key: t.target }))} selected=${target} open=${(t) => link('control', { target: t.target })} columns=${[
    { key: 'target', label: 'target', show: (t) => html`<code>${t.target}</code>` },
    { key: 'version', label: 'version', num: true, show: (t) => (t.version ? String(t.version) : 'none') },
    { key: 'age', label: 'age', num: true, show: (t) => (t.version ? ago(millis(t.time)) : '–') },
    { key: 'author', label: 'by', show: (t) => t.author || '–' },
    { key: 'state', label: 'state', show: (t) => (t.rejected ? html`<${Status} level="bad">rejected<//>` : t.version ? html`<${Status} level="ok">in force<//>` : html`<${Status} level="none">configuration<//>`) },
  ]} />`;
}

export function Page({ page, filters }) {
  useLive();
  // Every update and every rejection changes what is in force.
  const when = `${newest('control')?.partition}/${newest('control')?.offset}/${newest('alerts')?.offset}`;
  const list = useAsked('/v1/control', when);
  const targets = list.data?.targets || [];
  const target = filters.target || 'bandit';
  const one = useAsked(path(target), when);
  const names = targets.map((t) => t.target);
  return html`<${Head} title="${page.title} ${target}" asks=${page.asks}>
      <${Filters} set=${filter} fields=${[{ name: 'target', label: 'target', value: target, options: names.includes(target) ? names : [target, ...names] }]} />
    <//>
    <div class="grid">
      <${Panel} title="Targets" from="control" width="w4" id="targets">
        ${list.data ? html`<${Targets} list=${targets} target=${target} />` : list.error ? html`<${Broken} what="Control updates cannot be read" error=${list.error} retry=${list.again} />` : html`<${Loading} what="control updates" how="" />`}
      <//>
      <${Panel} title="In force" from="control" width="w8" id="in-force">
        ${one.error && !one.data ? html`<${Broken} what="${target} cannot be read" error=${one.error} retry=${one.again} />` : !one.data ? html`<${Loading} what=${target} how="" />` : html`<${InForce} t=${one.data} done=${one.again} />`}
      <//>
      ${one.data?.job && html`<${Panel} title="What would change" from="the keys of job ${one.data.job}" id="form"><${ControlForm} key=${target} t=${one.data} done=${() => { one.again(); list.again(); }} /><//>`}
      <${Panel} title="Updates before" from="control" id="updates">
        ${!one.data ? html`<${Loading} what="updates" how="" />` : one.data.history?.length ? html`<${Updates} history=${one.data.history} inForce=${one.data.inForce ?? one.data.version} />` : html`<${NoData} what="no update has been published for ${target}" hint="Its configuration counts." />`}
      <//>
    </div>`;
}
