// How uPlot draws here: colours of the theme, times of the chosen zone, the band behind, marks before the lines.
import { clock, isLocal, number } from './format.js';
import { DASHES } from './chart.js';

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function axis(more) {
  return {
    stroke: css('--soft'),
    grid: { stroke: css('--grid'), width: 1 },
    ticks: { stroke: css('--line'), width: 1, size: 4 },
    font: '12px system-ui, sans-serif',
    ...more,
  };
}


/** Seconds between ticks: nothing here is finer than a second. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200,
  ...[1, 2, 7, 14, 30, 90, 180, 365, 730, 1825].map((days) => days * 86400)];

/** A series "so far" has the colour of the one it goes on. */
export const colour = (s, i) => s.like ?? i;

const at = (edge, i) => (Array.isArray(edge) ? edge[i] : edge);

function drawBand(u, band) {
  const { ctx } = u;
  const x = u.data[0];
  ctx.save();
  ctx.fillStyle = css('--band');
  ctx.beginPath();
  let open = false;
  const points = [];
  for (let i = 0; i < x.length; i++) if (Number.isFinite(at(band.low, i)) && Number.isFinite(at(band.high, i))) points.push(i);
  const left = u.bbox.left;
  const right = left + u.bbox.width;
  const clamp = (v) => Math.min(right, Math.max(left, v));
  for (const i of points) {
    const px = clamp(u.valToPos(x[i], 'x', true));
    const py = u.valToPos(at(band.high, i), 'y', true);
    if (open) ctx.lineTo(px, py);
    else ctx.moveTo(px, py);
    open = true;
  }
  for (const i of points.reverse()) ctx.lineTo(clamp(u.valToPos(x[i], 'x', true)), u.valToPos(at(band.low, i), 'y', true));
  ctx.rect(left, u.bbox.top, 0, 0);
  ctx.closePath();
  ctx.clip();
  ctx.fillRect(left, u.bbox.top, u.bbox.width, u.bbox.height);
  ctx.restore();
}

function drawMarks(u, marks) {
  const { ctx } = u;
  ctx.save();
  ctx.strokeStyle = css('--bad');
  ctx.fillStyle = css('--bad');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks.slice(-40)) {
    const px = u.valToPos(mark.time / 1000, 'x', true);
    if (px < u.bbox.left || px > u.bbox.left + u.bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(px, u.bbox.top);
    ctx.lineTo(px, u.bbox.top + u.bbox.height);
    ctx.stroke();
    const r = 4 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(px - r, u.bbox.top);
    ctx.lineTo(px + r, u.bbox.top);
    ctx.lineTo(px, u.bbox.top + 1.6 * r);
    ctx.fill();
  }
  ctx.restore();
}

/** Ticks as 24-hour times, with the day below where it is not today and changes; as days where they are days apart. */
function times(u, ticks, index, space, step) {
  let before = '';
  return ticks.map((t) => {
    const [day, time] = clock(t * 1000, { date: true, zone: false }).split(' ');
    if (step >= 86400) return day;
    const short = step % 60 === 0 ? time.slice(0, 5) : time;
    const now = clock(t * 1000, { zone: false }).length > 8 && day !== before;
    before = day;
    return now ? `${short}\n${day}` : short;
  });
}

/** Ticks that fit their axis: 1.5 M rather than 1,500,000. */
function amounts(u, ticks) {
  const most = Math.max(...ticks.map(Math.abs));
  const [step, prefix] = most >= 1e9 ? [1e9, ' G'] : most >= 1e6 ? [1e6, ' M'] : most >= 1e4 ? [1e3, ' k'] : [1, ''];
  return ticks.map((t) => (t === 0 ? '0' : `${number(t / step)}${prefix}`));
}

/** A value between two holes is on no line: it is drawn as a point. */
function lonely(u, i) {
  const values = u.data[i];
  return [...values.keys()].filter((k) => values[k] != null && values[k - 1] == null && values[k + 1] == null);
}

/** `latest.current` has what is drawn now, so that an update needs no new plot. */
export function options(latest, width) {
  const { series, height, steps, range } = latest.current;
  const paths = steps ? globalThis.uPlot.paths.stepped({ align: 1 }) : undefined;
  return {
    width,
    height,
    legend: { show: false },
    // Room for half of the last time.
    padding: [null, 30, null, null],
    cursor: { drag: { x: false, y: false } },
    tzDate: (s) => (isLocal() ? new Date(s * 1000) : globalThis.uPlot.tzDate(new Date(s * 1000), 'Etc/UTC')),
    scales: { x: { time: true }, y: range ? { range } : { range: (u, low, high) => around(latest.current, low, high) } },
    axes: [axis({ incrs: STEPS, values: times, space: 90, size: (u, values) => (values?.some((v) => v?.includes('\n')) ? 46 : 30) }), axis({ size: 58, values: amounts })],
    series: [{}, ...series.map((s, i) => ({
      label: s.label, stroke: css(`--c${(colour(s, i) % 6) + 1}`), width: 1.8, dash: DASHES[colour(s, i) % 6], spanGaps: false,
      paths: s.hollow ? () => null : paths,
      points: { show: !!s.hollow, filter: s.hollow ? () => null : lonely, size: s.hollow ? 8 : 6, width: 1.8, fill: css(s.hollow ? '--panel' : `--c${(colour(s, i) % 6) + 1}`) },
    }))],
    hooks: {
      drawAxes: [(u) => latest.current.band && drawBand(u, latest.current.band)],
      draw: [(u) => drawMarks(u, latest.current.marks || [])],
    },
  };
}

function around({ band }, low, high) {
  const edges = band ? [band.low, band.high].flat().filter(Number.isFinite) : [];
  const min = Math.min(low ?? 0, ...edges);
  const max = Math.max(high ?? 1, ...edges);
  const room = (max - min || Math.abs(max) || 1) * 0.08;
  return [min >= 0 && min - room < 0 ? 0 : min - room, max + room];
}
