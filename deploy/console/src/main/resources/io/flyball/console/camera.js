// In band? Who moved which bias, did it help? Hunting, pinned, silent?
import { html } from './preact.js';
import { AlertTable, alertsOf } from './alerts.js';
import { Codes, Rate } from './camera-charts.js';
import { Commands, Picture } from './camera-parts.js';
import { number, percent, scaled } from './format.js';
import { rows, useLive } from './live.js';
import { Filters, Head, Panel } from './panel.js';
import { Read, distinct, records, sum, within } from './points.js';
import { filter } from './route.js';
import { Shape } from './status.js';
import { Tile, Tiles } from './tile.js';

export const channels = ['windows', 'commands', 'alerts'];
const MINUTES = [['all', 'all that is held'], ['1', 'last min'], ['5', 'last 5 min'], ['60', 'last hour']];
const FAULTS = { PINNED_AT_RAIL: 'pinned at the end of a bias', HUNTING: 'hunting: it swings round the band', SILENT: 'silent', FLOODING: 'flooding', PACKET_LOSS: 'losing packets' };

function verdict(last, alerts) {
  if (!last) return { level: 'none', text: 'No window', more: 'No camera has sent a rate window in the last hour.' };
  const rate = scaled(last.rate.last, 'events/s');
  const [low, high] = [last.bandLow, last.bandHigh].map((v) => scaled(v, 'events/s'));
  const band = `band ${low.value} ${low.unit} to ${high.value} ${high.unit}`;
  const recent = alerts.find((a) => FAULTS[a.kind] && last.t - a.time < 30000);
  if (recent) return { level: recent.severity === 'CRITICAL' ? 'bad' : 'warn', text: `${last.camera} is ${FAULTS[recent.kind]}`, more: recent.summary };
  if (last.rate.last < last.bandLow) return { level: 'warn', text: 'Below the band', more: `${rate.value} ${rate.unit}, ${band}` };
  if (last.bandHigh > 0 && last.rate.last > last.bandHigh) return { level: 'warn', text: 'Above the band', more: `${rate.value} ${rate.unit}, ${band}` };
  return { level: 'ok', text: 'In band', more: `${rate.value} ${rate.unit}, ${band}` };
}

export function Page({ page, filters }) {
  useLive();
  const cameras = [...new Set([...distinct(rows('windows'), (w) => w.camera), ...distinct(records('commands'), (c) => c.camera)])].sort();
  const camera = filters.camera || cameras[0];
  const minutes = MINUTES.some(([m]) => m === filters.minutes) ? filters.minutes : 'all';
  const windows = within(rows('windows'), minutes === 'all' ? Infinity : +minutes, (w) => w.camera === camera);
  const from = windows[0]?.t ?? 0;
  const commands = records('commands').filter((c) => c.camera === camera && c.time >= from - 60000);
  const alerts = alertsOf(['bias'], (a) => !camera || a.scope === camera);
  const last = windows.at(-1);
  const all = sum(windows, (w) => w.windows);
  const inside = sum(windows, (w) => w.inside);
  const lost = sum(windows, (w) => w.lostPackets);
  const under = sum(windows, (w) => w.undercounted);
  const v = verdict(last, alerts);
  const on = sum(windows, (w) => w.on);
  const off = sum(windows, (w) => w.off);
  const rate = scaled(last?.rate.last, 'events/s');
  return html`<${Head} title="${page.title}${camera ? ` ${camera}` : ''}" asks=${page.asks}>
      <${Filters} set=${filter} fields=${[
        { name: 'camera', label: 'camera', value: camera, options: cameras.includes(camera) || !camera ? cameras : [camera, ...cameras] },
        { name: 'minutes', label: 'event time', value: minutes, options: MINUTES },
      ]} />
    <//>
    <div class="verdict ${v.level}" data-verdict=${v.level} role="status"><${Shape} level=${v.level} /><strong>${v.text}</strong><p>${v.more}</p></div>
    <${Tiles} label="Camera">
      <${Tile} label="Rate" name="rate" value=${rate.value} unit=${rate.unit} note=${last?.sensor || ''} />
      <${Tile} label="Windows in band" name="inside" value=${all ? percent(inside / all) : '–'} note="${number(inside)} of ${number(all)} windows" />
      <${Tile} label="ON to OFF" name="polarity" value=${off ? number(on / off) : '–'} note="${number(on)} ON, ${number(off)} OFF" />
      <${Tile} label="Undercounted" name="undercounted" value=${last ? number(under) : '–'} unit="windows" level=${under ? 'warn' : ''} note=${under ? 'the true rate is at least this' : ''} />
      <${Tile} label="Lost packets" name="lost" value=${last ? number(lost) : '–'} level=${lost ? 'warn' : ''} />
      <${Tile} label="Commands" name="commands" value=${commands.length} note=${commands[0] ? commands[0].settings.map((s) => `${s.bias} ${s.why}`).join(', ') : ''} />
    <//>
    <div class="grid">
      <${Panel} title="Rate against its band" from="camera.windows" width="w8" id="rate"><${Read} channel="windows" what="rate windows" empty=${!windows.length} hint="./flyball camera drive or a bridge sends packets."><${Rate} windows=${windows} commands=${commands} /><//><//>
      <${Panel} title="The last 33 ms" from="camera.packets" width="w4" id="picture"><${Picture} camera=${camera} /><//>
      <${Panel} title="Bias codes" from="camera.windows" width="w6" id="codes"><${Read} channel="windows" what="rate windows" empty=${!windows.length}><${Codes} windows=${windows} /><//><//>
      <${Panel} title="Alerts" from="alerts" width="w6"><${AlertTable} alerts=${alerts} what="alerts of this camera" /><//>
      <${Panel} title="Commands" from="camera.commands" id="commands"><${Read} channel="commands" what="commands" empty=${!commands.length}><${Commands} commands=${commands} windows=${windows} /><//><//>
    </div>`;
}
