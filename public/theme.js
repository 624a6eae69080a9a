// Before the first paint: scripts run, and what the reader chose.
(({ classList, dataset }) => {
  classList.add('er-js');
  try {
    for (const name of ['theme', 'keys']) {
      const choice = localStorage.getItem(name);
      if (/^(light|dark|off)$/.test(choice)) dataset[name] = choice;
    }
  } catch {}
})(document.documentElement);
