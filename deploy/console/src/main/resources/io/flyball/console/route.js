// The page and its filters are the URL: /console/PAGE?filter=value. A link shows what its sender saw.
import { useEffect, useState } from './preact.js';

export const PAGES = [
  { id: 'overview', key: 'o', title: 'Overview', asks: 'All well? What broke first?' },
  { id: 'bandit', key: 'b', title: 'Bandit', asks: 'What is shown, and why? Would another policy earn more?' },
  { id: 'camera', key: 'c', title: 'Camera', asks: 'Is the rate in its band? Who moved which bias, and did it help?' },
  { id: 'loop', key: 'l', title: 'Loop', asks: 'Does it narrow? Is it the loop or the world?' },
  { id: 'modes', key: 'm', title: 'Modes', asks: 'In which mode is who? Do they get stuck, and how many modes are left?' },
  { id: 'feedback', key: 'f', title: 'Feedback', asks: 'Is anything lost? Why was it refused? Can it go back?' },
  { id: 'control', key: 'k', title: 'Control', asks: 'What is in force, by whom? What would change?' },
];

export function here() {
  const name = location.pathname.replace(/^\/(console\/?)?/, '') || 'overview';
  return { page: name, filters: Object.fromEntries(new URLSearchParams(location.search)) };
}

/** The address of a page; filters that are empty are left out. `tz` and `theme` stay as they are. */
export function link(page, filters = {}) {
  const query = new URLSearchParams();
  const kept = new URLSearchParams(location.search);
  for (const name of ['tz', 'theme']) {
    if (kept.has(name)) query.set(name, kept.get(name));
  }
  for (const [name, value] of Object.entries(filters)) {
    if (value !== '' && value !== null && value !== undefined) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  return `/console/${page}${text ? `?${text}` : ''}`;
}

export function go(url, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', url);
  dispatchEvent(new Event('flyball-route'));
}

/** Sets filters of this page; a choice that a reader makes is not a page of the history. */
export function filter(changes) {
  const { page, filters } = here();
  const { tz, theme, ...own } = filters;
  go(link(page, { ...own, ...changes }), { replace: true });
}

export function useRoute() {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const read = () => setRoute(here());
    const follow = (event) => {
      const anchor = event.target.closest?.('a[href^="/console/"]');
      if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go(anchor.getAttribute('href'));
    };
    addEventListener('flyball-route', read);
    addEventListener('popstate', read);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('flyball-route', read);
      removeEventListener('popstate', read);
      document.removeEventListener('click', follow);
    };
  }, []);
  return route;
}
