import address from '../styles/touched.css?url';

let loading: Promise<void> | undefined;

/** Loads the styles of what only shows once the page is used; resolves as well where they can't be had. */
export function loadTouchedStyles(): Promise<void> {
  loading ??= new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    for (const event of ['load', 'error']) link.addEventListener(event, () => resolve());
    document.head.append(link);
  });
  return loading;
}
