import { nameOf, titleOf, type RegisteredError } from '../core/define.ts';
import { plainText } from '../core/markup.ts';
import type { Site } from '../core/site.ts';
import { slugOf } from '../core/url.ts';
import { composeIndex } from '../machine/llms.ts';
import type { PreparedContent } from './content.ts';
import { pageOf } from './pages.ts';

/** The addresses of resources are names that this server alone resolves: those of the web may be closed to an agent. */
const INDEX = 'error-reference://index';
const ERRORS = 'error-reference://errors/';

const MIME_TYPE = 'text/markdown';
const LISTED = 100;

/** A resource as it is listed. */
export interface ListedResource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly mimeType: string;
}

/** The address of the page of an error. */
const resourceOf = ({ code }: Pick<RegisteredError, 'code'>): string => `${ERRORS}${slugOf(code)}`;

/** The template of all pages. */
export const TEMPLATE = {
  uriTemplate: `${ERRORS}{slug}`,
  name: 'error',
  title: 'The page of an error',
  description: 'The slug is the code; every byte that is none of A-Z a-z 0-9 _ . - is written as ~XX.',
  mimeType: MIME_TYPE,
} as const;

/** A page of the list of resources: the index, then the page of each error. */
export function listResources(
  { registry, site }: PreparedContent,
  cursor: string | undefined,
): { readonly resources: readonly ListedResource[]; readonly nextCursor?: string } {
  const { items, nextCursor } = pageOf([undefined, ...registry.errors], (error) => error?.code ?? '', LISTED, cursor);
  const resources = items.map((error) => (error === undefined ? listIndex(site) : listError(error)));
  return { resources, ...(nextCursor === undefined ? {} : { nextCursor }) };
}

function listIndex({ name: title, description }: Site): ListedResource {
  return { uri: INDEX, name: 'index', title, description, mimeType: MIME_TYPE };
}

function listError(error: RegisteredError): ListedResource {
  const { summary } = error;
  return {
    uri: resourceOf(error),
    name: nameOf(error),
    title: titleOf(error),
    ...(summary === undefined ? {} : { description: plainText(summary) }),
    mimeType: MIME_TYPE,
  };
}

/** The text of a resource; `undefined` where there is none at the address. */
export async function readResource(
  uri: string,
  { registry, site, words, pageOf: textOf }: PreparedContent,
): Promise<{ readonly uri: string; readonly mimeType: string; readonly text: string } | undefined> {
  if (uri === INDEX) return { uri, mimeType: MIME_TYPE, text: composeIndex(registry, site, words) };
  const error = registry.errors.find((each) => resourceOf(each) === uri);
  return error && { uri, mimeType: MIME_TYPE, text: await textOf(error) };
}
