/**
 * Stands behind each `import()` of the built scripts. Many browsers keep a failed import as failed, for the script and
 * for what it imports, until the page is left; so the files are fetched first, and imported once all of them are there.
 */
export async function loadModule<Module>(load: () => Promise<Module>): Promise<Module> {
  await fetchScript(/import\(.(.+?).\)/.exec(String(load))?.[1] ?? '', new Set());
  return load();
}

async function fetchScript(name: string, asked: Set<string>): Promise<void> {
  if (asked.has(name)) return;
  asked.add(name);
  const response = await fetch(new URL(name, import.meta.url));
  if (!response.ok) throw new Error(name);
  const imports = (await response.text()).matchAll(/from.(\.\/[\w.-]+)/g);
  await Promise.all(Array.from(imports, async ([, nested = '']) => fetchScript(nested, asked)));
}
