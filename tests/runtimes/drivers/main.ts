// Asks for each error of the file `asks`, and tells what the generated module of its registry makes of the response.
import { readFileSync } from 'node:fs';

interface Told extends Error {
  readonly code: string | undefined;
  readonly status: number;
  readonly facts: { readonly url: string } | undefined;
  readonly details: object | undefined;
  readonly retryAfter: number | undefined;
}

interface Module {
  readonly ApiError: abstract new () => Told;
  readonly UnknownApiError: abstract new () => Told;
  readonly errorFrom: (status: number, headers: Headers, body: string) => Told;
}

const hexed = (value: string): string => Buffer.from(value).toString('hex') || '';

function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.length}]`;
  return typeof value === 'object' && value !== null ? `{${Object.keys(value).length}}` : String(value);
}

for (const line of readFileSync('asks', 'utf8').trimEnd().split('\n')) {
  const [index = '', url = ''] = line.split('\t');
  const module = (await import(`${process.cwd()}/r${index}.ts`)) as Module;
  const response = await fetch(url);
  const error = module.errorFrom(response.status, response.headers, await response.text());
  const [isOurs, isUnknown] = [module.ApiError, module.UnknownApiError].map(
    (type) => (error as object) instanceof type,
  );
  if (!isOurs) throw new TypeError(url);
  const fields =
    error.details && Object.entries(error.details).map(([name, value]) => `${hexed(name)}=${hexed(plain(value))}`);
  console.log(
    [
      isUnknown ? '?' : error.name,
      error.code === undefined ? '-' : hexed(error.code),
      error.status,
      error.retryAfter === undefined ? '-' : Math.round(error.retryAfter),
      error.facts ? hexed(error.facts.url) : '-',
      hexed(error.message),
      fields ? fields.join(',') : '-',
    ].join('\t'),
  );
}
