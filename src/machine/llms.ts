import { hasCode, stepsOf, titleOf, type CategoryHead, type RegisteredError, type Registry } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import { sayCount, sayWith } from '../core/say.ts';
import { hasPage, type Site } from '../core/site.ts';
import { absoluteUrl, slugOf } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { FILES } from '../document/machine-files.ts';
import { codeSpan, inline, inlinePart, link, list, text } from '../document/mdx.ts';
import { markdownUrl, nameSpan, resolveLinks } from './markdown.ts';

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
export function composeIndex(registry: Registry, site: Site, words: Words): string {
  const parts = splitIndex(registry);
  const byCategory = Map.groupBy(registry.errors, ({ category }) => category);
  const sections =
    parts.length === 0
      ? registry.categories.map(
          ({ name, title }) => `## ${text(title)}\n\n${listErrors(byCategory.get(name) ?? [], site)}`,
        )
      : [`## ${text(words.index.byCategory)}\n\n${list(parts.map((part) => describePart(part, site, words, false)))}`];
  return document([composeHead(site, words), ...sections, composeMore(site, words)]);
}

/** One part of a large index. */
export function composeIndexPart({ category, errors }: IndexPart, site: Site): string {
  return document([`# ${text(site.name)}: ${text(category.title)}`, listErrors(errors, site)]);
}

/** Where the parts of a large `llms-full.txt` are. */
export function composeFullIndex(parts: readonly IndexPart[], site: Site, words: Words): string {
  return document([composeHead(site, words), list(parts.map((part) => describePart(part, site, words, true)))]);
}

function composeHead(site: Site, words: Words): string {
  const pattern = codeSpan(absoluteUrl(site.url, '/errors/CODE.md'));
  return [
    `# ${text(site.name)}`,
    `> ${text(site.description)}`,
    sayWith(words.index.lead, (part, place) => inlinePart(part, place), { pattern }),
  ].join('\n\n');
}

function composeMore(site: Site, words: Words): string {
  const pages = (
    [
      ['clients', '/clients/'],
      ['guides', '/guides/'],
    ] as const
  ).filter(([page]) => hasPage(site, page));
  const files = [...FILES, ...pages.map(([, path]) => path)].filter((path) => path !== '/llms.txt');
  const lines = files.map((path) => `${link(path, absoluteUrl(site.url, path))}: ${text(words.files[path])}`);
  // The format gives this name to what may be left out.
  return `## Optional\n\n${list(lines)}`;
}

function describePart(part: IndexPart, site: Site, words: Words, full: boolean): string {
  const { category, errors } = part;
  const [first = '', last = ''] = [errors[0], errors.at(-1)].map((error) => error && nameSpan(error));
  const named = link(text(category.title), absoluteUrl(site.url, indexPartPath(part, full)));
  return sayCount(words, words.index.part, errors.length, { category: named, first, last });
}

function listErrors(errors: readonly RegisteredError[], site: Site): string {
  return list(errors.map((error) => describeError(error, site)));
}

/** A code with its fix in one line: its steps, else its summary, else its title. */
function describeError(error: RegisteredError, site: Site): string {
  const { status, summary } = error;
  const steps = stepsOf(error);
  const fix = steps.length > 0 ? steps.map(inline).join(' ') : inline(summary ?? titleOf(error));
  // A status that names the error isn't said twice.
  const family = status === undefined || !hasCode(error) ? '' : ` (${statusLine(status)})`;
  return resolveLinks(`${link(nameSpan(error), markdownUrl(error, site))}${family}: ${fix}`, site);
}

function document(blocks: readonly string[]): string {
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}
