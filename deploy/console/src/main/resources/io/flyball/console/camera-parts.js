// Commands with what they changed, and the picture of the last packets.
import { html, useEffect, useState } from './preact.js';
import { clock, number, scaled } from './format.js';
import { link as stream } from './live.js';
import { Broken, NoData } from './states.js';
import { Table } from './table.js';

const WHY = { FAST: 'large error', SLOW_UP: 'rate too low', SLOW_DOWN: 'rate too high', TWEAK: 'small step', RESEND: 'sent again', LIMIT: 'end of range' };

/** The rate of the window of a time, or NaN. */
function rateAt(windows, time) {
  const found = windows.findLast((w) => w.t <= time);
  return found ? found.rate.last : NaN;
}

export function Commands({ commands, windows }) {
  const list = commands.flatMap((c, i) => c.settings.map((s) => {
    const before = commands.slice(i + 1).find((e) => e.codes?.[s.bias] !== undefined)?.codes[s.bias];
    return { ...s, key: `${c.key}/${s.bias}`, c, before, then: rateAt(windows, c.time), after: rateAt(windows, c.time + 3000) };
  }));
  const rate = (v) => { const s = scaled(v, 'events/s'); return `${s.value} ${s.unit}`; };
  return html`<${Table} label="Commands" limit=${10} rows=${list} columns=${[
    { key: 'time', label: 'time', show: (s) => clock(s.c.time) },
    { key: 'bias', label: 'bias', show: (s) => html`<code>${s.bias}</code>` },
    { key: 'code', label: 'code', num: true, show: (s) => `${s.before ?? '?'} → ${s.code}${s.saturated ? ' ▲ end' : ''}` },
    { key: 'why', label: 'why', show: (s) => html`${s.why} <span class="soft">${WHY[s.why] || ''}</span>` },
    { key: 'then', label: 'rate before', num: true, show: (s) => rate(s.then) },
    { key: 'after', label: '3 s later', num: true, show: (s) => rate(s.after) },
    { key: 'mode', label: 'mode', show: (s) => html`${s.c.mode}${s.c.controlVersion ? html` <span class="soft">update ${s.c.controlVersion}</span>` : ''}` },
  ]} />`;
}

/** Asked once a second while it is looked at; a picture that is not there says why. */
export function Picture({ camera }) {
  const [shown, show] = useState(null);
  useEffect(() => {
    let over = false;
    const read = async () => {
      if (!camera || document.hidden || stream.paused) return;
      try {
        const answer = await fetch(`/v1/cameras/${encodeURIComponent(camera)}/picture?ms=33`, { credentials: 'same-origin' });
        if (answer.status === 404) { if (!over) show({ none: true }); return; }
        if (!answer.ok) throw new Error((await answer.json()).detail);
        const bitmap = await createImageBitmap(await answer.blob()); // needs no address, which the content policy would refuse
        if (!over) show({ bitmap, on: +answer.headers.get('Flyball-On'), off: +answer.headers.get('Flyball-Off'), at: +answer.headers.get('Flyball-Timestamp') });
      } catch (error) {
        if (!over) show({ error });
      }
    };
    read();
    const timer = setInterval(read, 1000);
    return () => { over = true; clearInterval(timer); };
  }, [camera]);
  if (!camera || shown?.none) return html`<${NoData} what="no packet of this camera among the newest" />`;
  if (shown?.error) return html`<${Broken} what="The picture cannot be read" error=${shown.error} />`;
  if (!shown) return html`<div class="state" data-state="loading"><b>Reading the newest packets</b></div>`;
  return html`<canvas class="picture" role="img" aria-label="Events of the last 33 ms: ${shown.on} ON, ${shown.off} OFF" ref=${(c) => c && paint(c, shown.bitmap)}></canvas>
    <dl class="facts"><dt>ON, red</dt><dd>${number(shown.on)}</dd><dt>OFF, blue</dt><dd>${number(shown.off)}</dd><dt>taken</dt><dd>${clock(shown.at)}</dd></dl>`;
}

function paint(canvas, bitmap) {
  if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
  if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
}
