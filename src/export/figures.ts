import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';
import { codeSpan, fence, inlinePart, list, table, text } from '../document/mdx.ts';
import { anatomyParts, BACKOFF } from '../document/plots.ts';

/** What the figures of guides tell, as MDX without components. */

/** The waits of the plot as a table. */
export function backoffTable({ backoff: words }: Words): string {
  const rows = BACKOFF.waits.map((wait, index) => ({
    failure: String(index + 1),
    wait: text(say(words.seconds, { number: wait })),
  }));
  return [
    `**${text(words.title)}**`,
    table({ failure: text(words.failures), wait: text(words.longest) }, rows),
    text(say(words.caption, { base: BACKOFF.base, cap: BACKOFF.cap })),
  ].join('\n\n');
}

/** The parts of a response: the response as code, and what each of its parts means as a list. */
export function anatomyList(site: Site, words: Words): string {
  const { head, body, legend } = anatomyParts(site, words, {
    text: (part, place) => inlinePart(part, place),
    bold: (part) => `**${text(part)}**`,
    code: codeSpan,
  });
  return [
    fence('http', [head, '', ...body.map((line) => line.text)].join('\n')),
    list(legend, { ordered: true }),
    text(words.anatomy.caption),
  ].join('\n\n');
}
