// The keyboard, on every page. Keys do nothing while somebody types, nor with Ctrl, Alt or Meta.
import { PAGES, go, link } from './route.js';

const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');

export const KEYS = [
  ...PAGES.map((page) => [`g ${page.key}`, `go to ${page.title}`]),
  ['/', 'go to the first filter'],
  ['j k', 'next, previous row'],
  ['Enter', 'open the row'],
  ['t', 'light or dark theme'],
  ['u', 'UTC or local time'],
  ['p', 'pause, go on'],
  ['?', 'this list'],
];

function rows() {
  return [...document.querySelectorAll('main tbody tr[tabindex]')];
}

function move(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(document.activeElement);
  all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))].focus();
}

/** Listens; `acts` has theme, zone, pause and help. Returns how to stop. */
export function listen(acts) {
  let waiting = 0; // when "g" was pressed
  const pressed = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing(event.target)) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    if (document.querySelector('dialog[open]') && event.key !== '?') return;
    const after = performance.now() - waiting < 1500 && waiting > 0;
    waiting = 0;
    const page = after && PAGES.find((p) => p.key === event.key);
    if (page) {
      go(link(page.id));
      return;
    }
    switch (event.key) {
      case 'g': waiting = performance.now(); return;
      case '/': {
        const field = document.querySelector('main .filters input, main .filters select');
        if (field) {
          event.preventDefault();
          field.focus();
        }
        return;
      }
      case 'j': move(1); return;
      case 'k': move(-1); return;
      case 'Enter': document.activeElement?.querySelector?.('a, button')?.click(); return;
      case 't': acts.theme(); return;
      case 'u': acts.zone(); return;
      case 'p': acts.pause(); return;
      case '?': acts.help(); return;
      default:
    }
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
}
