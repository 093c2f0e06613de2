// Dead letters: a page at a time, one opened, all that match sent back after a dry run.
import { html, useEffect, useState } from './preact.js';
import { ask } from './api.js';
import { clock } from './format.js';
import { Letter } from './letter.js';
import { newest } from './live.js';
import { Replay } from './replay.js';
import { link } from './route.js';
import { Broken, Loading, NoData } from './states.js';
import { Table } from './table.js';

/** Where the record lay; one that came by HTTP lay nowhere. */
export const place = (l) => (l.sourceOffset < 0 ? `${l.topic}, by HTTP` : `${l.topic}/${l.sourcePartition}/${l.sourceOffset}`);

export const query = (filters) => {
  const q = new URLSearchParams();
  for (const name of ['reason', 'topic', 'job', 'from']) if (filters[name]) q.set(name, filters[name]);
  return q;
};

export function Letters({ filters }) {
  const [page, setPage] = useState(null);
  const [error, setError] = useState(null);
  const [again, setAgain] = useState(0);
  const asked = query(filters).toString();
  const head = newest('dead-letters')?.offset; // a new letter: read again
  useEffect(() => {
    let over = false;
    ask(`/v1/dead-letters?limit=50${asked ? `&${asked}` : ''}`).then((p) => { if (!over) { setPage(p); setError(null); } }, (e) => !over && setError(e));
    return () => { over = true; };
  }, [asked, again, head]);
  const more = async () => {
    try {
      const next = await ask(`/v1/dead-letters?limit=50&before=${encodeURIComponent(page.next)}${asked ? `&${asked}` : ''}`);
      setPage({ ...next, letters: [...page.letters, ...next.letters] });
    } catch (e) {
      setError(e);
    }
  };
  if (error) return html`<${Broken} what="Dead letters cannot be read" error=${error} retry=${() => setAgain(again + 1)} />`;
  if (!page) return html`<${Loading} what="dead letters" />`;
  const open = page.letters.find((l) => l.id === filters.letter);
  const { letter, ...kept } = filters;
  if (!page.letters.length && !page.next) return html`<${NoData} what=${asked ? 'no dead letter matches' : 'no record was refused'} hint=${asked ? 'Choose other filters.' : ''} />`;
  return html`<${Replay} asked=${asked} filters=${filters} done=${() => setAgain(again + 1)} />
    <${Table} label="Dead letters" rows=${page.letters.map((l) => ({ ...l, key: l.id }))} selected=${open?.id} open=${(l) => link('feedback', { ...kept, letter: l.id })} columns=${[
      { key: 'time', label: 'refused', show: (l) => clock(l.timestamp) },
      { key: 'reason', label: 'reason', show: (l) => html`<code>${l.reason}</code>` },
      { key: 'field', label: 'field', show: (l) => (l.field ? html`<code>${l.field}</code>` : 'whole record') },
      { key: 'message', label: 'message' },
      { key: 'job', label: 'job' },
      { key: 'place', label: 'came from', show: (l) => html`<code>${place(l)}</code>` },
      { key: 'replayed', label: 'replayed', show: (l) => (l.replayed ? 'yes' : 'no') },
    ]} />
    ${page.next && html`<p><button class="plain" onClick=${more}>Older letters</button></p>`}
    ${open && html`<${Letter} letter=${open} close=${link('feedback', kept)} />`}`;
}
