import { hasCode, nameOf, titleOf, type RegisteredError } from '../core/define.ts';
import { apiOf } from '../core/envelope.ts';
import { mapDestinations } from '../core/markup.ts';
import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorDataPath, errorTextPath, errorUrl } from '../core/url.ts';
import { composeBlocks, type Block, type BlockId, type DocumentContext } from '../document/compose.ts';
import { codeSpan, frontMatter, inline, splitFences, text } from '../document/mdx.ts';
import { withoutNotes } from '../document/notes.ts';
import { resolveSetting } from '../document/plugins.ts';

/**
 * An error's page as Markdown, made from the blocks of its document: the facts as front matter, no components, every
 * link with its full address.
 */
export function composeMarkdown(
  error: RegisteredError,
  context: DocumentContext,
  document: readonly Block[] = composeBlocks(error, context),
): string {
  const { code, status, category, retry, actor, summary } = error;
  const { site } = context;
  const title = titleOf(error);
  const name = nameOf(error);
  const ownTitle = title === name ? undefined : title;
  const head = frontMatter({
    ...(hasCode(error) ? { code } : { key: code }),
    title: ownTitle,
    status,
    category,
    registry: error.registry === undefined ? undefined : (apiOf(error, site).name ?? error.registry),
    retry: retry?.when,
    retryHeader: retry?.when === 'after-wait' ? retry.header : undefined,
    actor,
    url: errorUrl(site.url, code),
    json: absoluteUrl(site.url, errorDataPath(code)),
  });
  const heading = `# ${nameSpan(error)}${ownTitle === undefined ? '' : `: ${text(ownTitle)}`}`;
  const blocks = document.flatMap(({ title, body }) => [
    title === undefined ? '' : `## ${text(title)}`,
    plainMarkdown(body, samplesNote(error, context), site),
  ]);
  const lead = summary === undefined ? '' : resolveLinks(inline(summary), site);
  return `${[head, heading, lead, ...blocks].filter(Boolean).join('\n\n')}\n`;
}

/** The name of an error as Markdown: its code as code, a status as text. */
export function nameSpan(error: RegisteredError): string {
  return hasCode(error) ? codeSpan(error.code) : text(nameOf(error));
}

/** Where the samples of an error are, in the place of the samples. */
function samplesNote({ code }: RegisteredError, { site, words }: DocumentContext): string {
  return say(words.document.samplesAt, { url: `${errorUrl(site.url, code)}#${'handle-in-code' satisfies BlockId}` });
}

/** MDX as Markdown: `tabs` takes the place of code tabs, other components vanish, links get full addresses. */
export function plainMarkdown(mdx: string, tabs: string, site: Site): string {
  const lines: string[] = [];
  let inTabs = false;
  for (const part of splitFences(mdx)) {
    if (typeof part !== 'string') {
      if (!inTabs) lines.push(part.fence);
      continue;
    }
    for (const line of part.split('\n')) {
      if (line === '<CodeTabs>') lines.push(tabs);
      if (line === '<CodeTabs>' || line === '</CodeTabs>') inTabs = line === '<CodeTabs>';
      else if (!inTabs && !COMPONENT.test(line)) lines.push(resolveLinks(withoutNotes(line), site));
    }
  }
  return lines.join('\n').replaceAll(/\n{3,}/g, '\n\n');
}

const COMPONENT = /^<[A-Z]\w*[^>]*\/>$/;
/** The links of a line with full addresses; those to errors lead to their Markdown. */
export function resolveLinks(line: string, site: Site): string {
  return mapDestinations(line, (destination) => {
    const [path = '', fragment] = destination.split('#');
    const slug = /^\/errors\/([^/]+)\/$/.exec(path)?.[1];
    if (slug !== undefined) return absoluteUrl(site.url, `/errors/${slug}.md`);
    if (!path.startsWith('/')) return resolveSetting(site, destination);
    return `${absoluteUrl(site.url, path)}${fragment === undefined ? '' : `#${fragment}`}`;
  });
}

/** The Markdown of an error: its address. */
export function markdownUrl(error: RegisteredError, site: Site): string {
  return absoluteUrl(site.url, errorTextPath(error.code));
}
