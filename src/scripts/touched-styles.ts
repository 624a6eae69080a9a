import address from '../styles/touched.css?url';

let loading: Promise<void> | undefined;

/** Loads the styles of what only shows once the page is used; resolves as well where they can't be had. */
export function loadTouchedStyles(): Promise<void> {
  loading ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => resolve();
    link.onerror = () => resolve((loading = undefined)); // the next touch asks again
    document.head.append(link);
  });
  return loading;
}
