// Numbers and times as every page writes them.
const SMALL = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const SHORT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A number with at most four significant digits below 10,000; "–" where there is none. */
export function number(value) {
  if (value === null || value === undefined || value === '' || !Number.isFinite(+value)) return '–';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e12)) return (+value).toExponential(2);
  return (size >= 1000 ? WHOLE : SMALL).format(value);
}

/** Half a width of an interval: two digits say enough. */
export const rough = (value) => (Number.isFinite(value) ? String(+value.toPrecision(2)) : '–');

/** A number and the unit it is best read in, such as {value: '1.24', unit: 'M/s'}. */
export function scaled(value, unit = '') {
  if (value === null || value === undefined || !Number.isFinite(+value)) return { value: '–', unit };
  const size = Math.abs(value);
  const gap = unit.length > 2 ? ' ' : '';
  for (const [step, prefix] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (size >= (step === 1e3 ? 1e4 : step) && (step > 1e3 || unit)) return { value: SMALL.format(value / step), unit: prefix + gap + unit };
  }
  return { value: number(value), unit };
}

export const percent = (share) => (Number.isFinite(share) ? `${SMALL.format(Math.round(share * 1e4) / 100)} %` : '–');

export function bytes(count) {
  if (!Number.isFinite(count)) return '–';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let at = 0;
  let rest = count;
  while (Math.abs(rest) >= 1024 && at < units.length - 1) {
    rest /= 1024;
    at++;
  }
  return `${SHORT.format(rest)} ${units[at]}`;
}

/** A length of time in its largest unit, or its two largest: 4 min, 2 h 5 min. */
export function span(ms) {
  if (!Number.isFinite(ms)) return '–';
  const all = Math.max(0, ms);
  if (all < 1000) return `${Math.round(all)} ms`;
  const s = Math.floor(all / 1000);
  if (s < 120) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 120) return `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 48) return min % 60 ? `${h} h ${min % 60} min` : `${h} h`;
  return `${Math.floor(h / 24)} d`;
}

export const isLocal = () => new URLSearchParams(location.search).get('tz') === 'local';

const two = (n) => String(n).padStart(2, '0');

/** Time of day, with its date where that is not today; in UTC, or local after `u`. */
export function clock(ms, { date = false, local = isLocal(), zone = true } = {}) {
  if (!Number.isFinite(ms) || ms <= 0) return '–';
  const d = new Date(ms);
  const now = new Date();
  const [y, mo, da, h, mi, s] = local
    ? [d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()]
    : [d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCHours(), d.getUTCMinutes(), d.getUTCSeconds()];
  const today = local
    ? now.toDateString() === d.toDateString()
    : now.toISOString().slice(0, 10) === d.toISOString().slice(0, 10);
  const day = date || !today ? `${y}-${two(mo + 1)}-${two(da)} ` : '';
  return `${day}${two(h)}:${two(mi)}:${two(s)}${zone ? (local ? ' local' : ' UTC') : ''}`;
}

export const ago = (ms, now = Date.now()) => (Number.isFinite(ms) && ms > 0 ? `${span(now - ms)} ago` : 'never');

/** Epoch milliseconds of an ISO text or a number. */
export const millis = (time) => (typeof time === 'string' ? Date.parse(time) : time);
