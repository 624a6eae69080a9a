// Runs before the first paint: marks that scripts run, and sets the remembered theme.
(function (root) {
  root.classList.add('js');
  try {
    var theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (error) {
    // Storage may be forbidden; the system's theme serves then.
  }
})(document.documentElement);
