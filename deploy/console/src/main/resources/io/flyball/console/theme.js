// Runs before the first paint, so that a page never flashes in the wrong theme.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const chosen = () => {
    const asked = new URLSearchParams(location.search).get('theme');
    return asked === 'dark' || asked === 'light' ? asked : stored();
  };
  const stored = () => {
    try {
      return localStorage.getItem('flyball.theme');
    } catch {
      return null; // storage is forbidden: the system's theme counts
    }
  };
  const apply = () => {
    root.dataset.theme = chosen() || (dark.matches ? 'dark' : 'light');
    dispatchEvent(new Event('flyball-theme'));
  };
  dark.addEventListener('change', apply);
  globalThis.flyballTheme = {
    toggle() {
      const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
      try {
        localStorage.setItem('flyball.theme', next);
      } catch {
        // it holds for this page only
      }
      root.dataset.theme = next;
      dispatchEvent(new Event('flyball-theme'));
      return next;
    },
  };
  apply();
})();
