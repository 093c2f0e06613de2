// One dead letter, whole: as text with its wrong field marked, as Avro, as bytes.
import { html, useEffect, useRef, useState } from './preact.js';
import { clock } from './format.js';

/** Rows of sixteen bytes, with what they are in ASCII. */
function dump(hex) {
  const lines = [];
  for (let at = 0; at < hex.length; at += 32) {
    const pairs = hex.slice(at, at + 32).match(/../g) || [];
    const text = pairs.map((p) => { const c = parseInt(p, 16); return c >= 32 && c < 127 ? String.fromCharCode(c) : '.'; }).join('');
    lines.push(`${(at / 2).toString(16).padStart(4, '0')}  ${pairs.join(' ').padEnd(47)}  ${text}`);
  }
  return lines.join('\n');
}

function Marked({ value }) {
  const { text, mark } = value;
  if (!mark) return html`<pre class="hex" tabindex="0">${text}</pre>`;
  return html`<pre class="hex" tabindex="0">${text.slice(0, mark.start)}<mark>${text.slice(mark.start, mark.end)}</mark>${text.slice(mark.end)}</pre>`;
}

/** Marks the line of a field's last name in indented JSON. */
function Avro({ value, field }) {
  const name = field.split(/[.[\]]+/).filter((p) => p && !/^\d+$/.test(p)).pop();
  return html`<pre class="hex" tabindex="0">${JSON.stringify(value.avro.record, null, 2).split('\n').map((line) =>
    html`${name && line.trimStart().startsWith(`"${name}":`) ? html`<mark>${line}</mark>` : line}${'\n'}`)}</pre>`;
}

export function Letter({ letter, close }) {
  const value = letter.value || { form: 'null', bytes: 0 };
  const forms = [value.avro && 'avro', value.text != null && 'text', 'hex'].filter(Boolean);
  const [form, setForm] = useState(forms[0]);
  const top = useRef(null);
  useEffect(() => { setForm(forms[0]); top.current?.scrollIntoView({ block: 'nearest' }); }, [letter.id]);
  const now = forms.includes(form) ? form : forms[0];
  return html`<section class="panel" aria-labelledby="letter-title" data-letter=${letter.id} ref=${top}>
    <header><h3 id="letter-title">${letter.reason}${letter.field ? html` in <code>${letter.field}</code>` : ''}</h3>
      <span class="from"><code>${letter.id}</code></span>
      ${forms.map((f) => html`<button class="plain small" aria-pressed=${f === now ? 'true' : 'false'} onClick=${() => setForm(f)}>${{ avro: 'Avro', text: 'Text', hex: 'Bytes' }[f]}</button>`)}
      <a href=${close}>Close</a></header>
    <p>${letter.message}</p>
    ${value.form === 'null' ? html`<p class="soft">The record had no value.</p>`
      : now === 'avro' ? html`<${Avro} value=${value} field=${letter.field} />`
        : now === 'text' ? html`<${Marked} value=${value} />`
          : html`<pre class="hex" tabindex="0">${dump(value.hex || '')}</pre>`}
    ${value.truncated && html`<p class="soft">The first 4,096 of ${value.bytes} bytes.</p>`}
    <dl class="facts"><dt>refused by</dt><dd>${letter.job}, ${clock(letter.timestamp)}</dd>
      <dt>came from</dt><dd><code>${letter.sourceOffset < 0 ? `${letter.topic}, by HTTP` : `${letter.topic}/${letter.sourcePartition}/${letter.sourceOffset}`}</code>, ${clock(letter.time)}</dd>
      <dt>key</dt><dd><code>${letter.key ? letter.key.text ?? letter.key.hex : '–'}</code></dd>
      ${Object.entries(letter.headers || {}).map(([name, h]) => html`<dt>header ${name}</dt><dd><code>${h.text ?? h.hex}</code></dd>`)}</dl>
  </section>`;
}
