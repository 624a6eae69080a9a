import { text as readAll } from 'node:stream/consumers';
import { nameOf, statusesOf, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import { parseMarkup, type Token } from '../core/markup.ts';
import { say, wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl, isSafeLink } from '../core/url.ts';
import { retryWords } from '../document/facts.ts';
import { resolveSetting } from '../document/plugins.ts';
import { bodyFieldsOf } from '../lookup/body-fields.ts';
import { buildLookup, countStatuses } from '../lookup/lookup-index.ts';
import type { Hit } from '../lookup/answer.ts';
import { lookup } from '../lookup/lookup.ts';
import { sayReasons, titleOfHit, type Reason } from '../lookup/reason.ts';

import type { Invocation } from './errors.ts';
import { Mistake } from '../core/mistake.ts';
import { readContent } from './report.ts';

/** `explain TEXT`, or a text on standard input: prints what it means; exits with 1 where it means nothing. */
export async function explain({ args, dir }: Invocation): Promise<void> {
  const pasted = args.length > 0 ? args.join(' ') : await readAll(process.stdin);
  if (pasted.trim() === '') throw new Mistake('There is nothing to explain: name a code, or pipe a response in.');
  const { registry, site } = await readContent(dir);
  const { output, found } = explainText(pasted, registry, site);
  console.log(output);
  if (!found) process.exitCode = 1;
}

/** What the terminal shows for a text, and whether an error was found. */
export interface Explanation {
  readonly output: string;
  readonly found: boolean;
}

const SURE: readonly Reason['kind'][] = ['code', 'former', 'words', 'message'];

/** Explains what a pasted text means: the error if there is no doubt, else the candidates with their reasons. */
export function explainText(text: string, registry: Registry, site: Site): Explanation {
  const { errors } = registry;
  const hits = lookup(text, buildLookup(errors, countStatuses(errors), bodyFieldsOf(site)));
  const [first] = hits;
  if (first === undefined) return { output: describeUnknown(text, site), found: false };
  const error = errors.find(({ code }) => code === first.code);
  if (error !== undefined && (hits.length === 1 || SURE.includes(first.reasons[0].kind))) {
    return { output: describeError(error, first, site), found: true };
  }
  return { output: hits.map((hit) => describeHit(hit, site)).join('\n'), found: true };
}

function describeError(error: RegisteredError, hit: Hit, site: Site): string {
  const { code, summary, scenario, steps = [], causes = [], retry } = error;
  const words = wordsOf(site);
  const [name, title, statuses] = [nameOf(error), titleOf(error), statusesOf(error)];
  const show = (text: string): string => terminalText(parseMarkup(text), site);
  const blocks = [
    [
      title === name ? name : `${name}: ${title}`,
      ...(statuses.length === 0 ? [] : [statuses.map(statusLine).join(words.document.comma)]),
      `(${sayReasons(hit.reasons, words.reasons)})`,
    ],
    [summary, scenario].filter((text) => text !== undefined).map(show),
    steps.length === 0
      ? []
      : [words.blocks['what-to-do'], ...steps.map((step, place) => `  ${place + 1}. ${show(step)}`)],
    causes.length === 0
      ? []
      : [
          words.blocks.causes,
          ...causes.flatMap(({ cause, check, fix }) => [
            `  - ${show(cause)}`,
            ...[check, fix].flatMap((text) => (text === undefined ? [] : [`    ${show(text)}`])),
          ]),
        ],
    retry === undefined ? [] : [`${words.blocks.retry}: ${show(retryWords(retry, words))}`],
    [errorUrl(site.url, code)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** A sentence with its links as `label (address)`: a terminal shows them in no other way. */
function terminalText(tokens: readonly Token[], site: Site): string {
  return tokens
    .map((token) => {
      if ('text' in token) return token.text;
      if ('code' in token) return `\`${token.code}\``;
      const label = terminalText(token.label, site);
      return isSafeLink(token.href) ? `${label} (${terminalAddress(token.href, site)})` : label;
    })
    .join('');
}

function terminalAddress(href: string, site: Site): string {
  return href.startsWith('/') ? absoluteUrl(site.url, href) : resolveSetting(site, href);
}

function describeHit(hit: Hit, site: Site): string {
  const { code, name: own = code, path, reasons } = hit;
  const words = wordsOf(site);
  const title = titleOfHit(hit, words);
  const name = own === undefined || own === title ? title : `${own}: ${title}`;
  return `${name} (${sayReasons(reasons, words.reasons)})\n  ${absoluteUrl(site.url, path)}`;
}

function describeUnknown(text: string, site: Site): string {
  const code = unknownCode(text, bodyFieldsOf(site));
  const { box, site: names } = wordsOf(site);
  const said = code === undefined ? box.nothing : say(box.unknownCode, { code });
  return `${said} ${names.allErrors}: ${absoluteUrl(site.url, '/errors/')}`;
}
