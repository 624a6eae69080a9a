import { titleOf, type CategoryHead, type RegisteredError, type Registry } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, slugOf } from '../core/url.ts';
import { FILES } from '../document/machine-files.ts';
import { codeSpan, inline, link, list, text } from '../document/mdx.ts';
import { markdownUrl, resolveLinks } from './markdown.ts';

/** A registry with more codes than this has an index of indexes, and none of those has more. */
export const MAX_LISTED = 400;

/** A part of a large index: the errors of one category, or of a piece of it. */
export interface IndexPart {
  readonly category: CategoryHead;
  readonly name: string;
  readonly errors: readonly RegisteredError[];
}

/** The parts of the index: one for each category, more where a category is long; none for a registry that is short. */
export function splitIndex({ categories, errors }: Registry): readonly IndexPart[] {
  if (errors.length <= MAX_LISTED) return [];
  const byCategory = Map.groupBy(errors, ({ category }) => category);
  return categories.flatMap((category) => {
    const own = byCategory.get(category.name) ?? [];
    const count = Math.ceil(own.length / MAX_LISTED);
    return Array.from({ length: count }, (_, index) => ({
      category,
      // No slug ends in a tilde and one digit, so no other category's part has this name.
      name: `${slugOf(category.name)}${index === 0 ? '' : `~${index + 1}`}`,
      errors: own.slice(index * MAX_LISTED, (index + 1) * MAX_LISTED),
    }));
  });
}

/** `/llms/client.txt`, or `/llms/client~full.txt` with the whole pages. */
export const indexPartPath = ({ name }: IndexPart, full: boolean): string => `/llms/${name}${full ? '~full' : ''}.txt`;

/** The index for language models: each code with its one-line fix and the address of its Markdown. */
export function composeIndex(registry: Registry, site: Site): string {
  const parts = splitIndex(registry);
  const byCategory = Map.groupBy(registry.errors, ({ category }) => category);
  const sections =
    parts.length === 0
      ? registry.categories.map(
          ({ name, title }) => `## ${text(title)}\n\n${listErrors(byCategory.get(name) ?? [], site)}`,
        )
      : [`## Codes by category\n\n${list(parts.map((part) => describePart(part, site, false)))}`];
  return document([composeHead(site), ...sections, composeMore(site)]);
}

/** One part of a large index. */
export function composeIndexPart({ category, errors }: IndexPart, site: Site): string {
  return document([`# ${text(site.name)}: ${text(category.title)}`, listErrors(errors, site)]);
}

/** Where the parts of a large `llms-full.txt` are. */
export function composeFullIndex(parts: readonly IndexPart[], site: Site): string {
  return document([composeHead(site), list(parts.map((part) => describePart(part, site, true)))]);
}

function composeHead(site: Site): string {
  const pattern = codeSpan(absoluteUrl(site.url, '/errors/CODE.md'));
  return [
    `# ${text(site.name)}`,
    `> ${text(site.description)}`,
    `Each code has its page as Markdown at ${pattern}, and as JSON at the same address with ${codeSpan('.json')}. In an address, every byte of a code that is none of ${codeSpan('A-Z a-z 0-9 _ . -')} is written as ${codeSpan('~XX')}. The lines below say what to do about each error.`,
  ].join('\n\n');
}

function composeMore(site: Site): string {
  const files = [...FILES, ['/guides/', 'guides: handling errors, and more'] as const].filter(
    ([path]) => path !== '/llms.txt',
  );
  return `## Optional\n\n${list(files.map(([path, about]) => `${link(path, absoluteUrl(site.url, path))}: ${about}`))}`;
}

function describePart(part: IndexPart, site: Site, full: boolean): string {
  const { category, errors } = part;
  const first = codeSpan(errors[0]?.code ?? '');
  const last = codeSpan(errors.at(-1)?.code ?? '');
  return `${link(text(category.title), absoluteUrl(site.url, indexPartPath(part, full)))}: ${errors.length} codes, ${first} to ${last}`;
}

function listErrors(errors: readonly RegisteredError[], site: Site): string {
  return list(errors.map((error) => describeError(error, site)));
}

/** A code with its fix in one line: its steps, else its summary, else its title. */
function describeError(error: RegisteredError, site: Site): string {
  const { code, status, steps = [], summary } = error;
  const fix = steps.length > 0 ? steps.map(inline).join(' ') : inline(summary ?? titleOf(error));
  const family = status === undefined ? '' : ` (${statusLine(status)})`;
  return resolveLinks(`${link(codeSpan(code), markdownUrl(error, site))}${family}: ${fix}`, site);
}

function document(blocks: readonly string[]): string {
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
