import { text as readAll } from 'node:stream/consumers';
import { nameOf, statusesOf, stepsOf, titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { findingText } from '../core/findings.ts';
import { statusLine } from '../core/http.ts';
import { parseMarkup, type Token } from '../core/markup.ts';
import { Mistake } from '../core/mistake.ts';
import { say, sayCount, wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl, isSafeLink } from '../core/url.ts';
import { retryWords } from '../document/facts.ts';
import { resolveSetting } from '../document/plugins.ts';
import { supportFacts } from '../document/support-facts.ts';
import { bodyFieldsOf } from '../lookup/body-fields.ts';
import { buildLookup, countStatuses } from '../lookup/lookup-index.ts';
import { isOpen, type Answer, type Hit } from '../lookup/answer.ts';
import { answer } from '../lookup/lookup.ts';
import { findNearestOf } from '../lookup/nearest.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';
import { readValues } from '../lookup/read-values.ts';
import { isSure, sayReasons, titleOfHit } from '../lookup/reason.ts';
import { answerCauses, tellFindings } from '../lookup/ticket-facts.ts';
import type { Invocation } from './invocation.ts';
import { commandsFor } from './lacking.ts';
import { readContent } from './report.ts';
import { terminalText } from './terminal.ts';

export const options = {};

/** `explain TEXT`, or a text on standard input: prints what it means; exits with 1 where it means no error for certain. */
export async function run({ args, dir }: Invocation): Promise<void> {
  // Behind `--` nothing is taken for an option.
  const texts = args[0] === '--' ? args.slice(1) : args;
  const pasted = texts.length > 0 ? texts.join(' ') : await readAll(process.stdin);
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

/** Explains what a pasted text means: the error if there is no doubt, else the candidates with their reasons. */
export function explainText(text: string, registry: Registry, site: Site): Explanation {
  const { errors } = registry;
  const { box } = wordsOf(site);
  const meant = answer(text, buildLookup(errors, countStatuses(errors), bodyFieldsOf(site)));
  const certain = meant.unknown === undefined && meant.hits.length > 0;
  const nearest = isOpen(meant) ? findNearestOf(text, errors, meant.unknown?.code) : [];
  const blocks = [
    ...sayErrors(meant, site),
    ...(certain ? describeHits(text, meant.hits, errors, site) : describeDoubt(meant, registry, site)),
    ...describeNear(meant.unknown === undefined ? box.nearest : box.near, nearest, site),
  ];
  // It holds what was pasted, from a log or from a stranger.
  return { output: terminalText(blocks.join('\n\n')), found: certain };
}

/** How many errors the text tells of, where they are several or came to a good end. */
function sayErrors({ errors, succeeded }: Answer, site: Site): readonly string[] {
  const words = wordsOf(site);
  if (errors < 2 && !(succeeded && errors > 0)) return [];
  const counted = sayCount(words, words.box.errors, errors);
  return [succeeded ? `${counted}; ${words.box.succeeded}` : counted];
}

function describeHits(
  text: string,
  hits: readonly Hit[],
  errors: readonly RegisteredError[],
  site: Site,
): readonly string[] {
  const [first, ...others] = hits;
  const error = errors.find(({ code }) => code === first?.code);
  if (first === undefined || error === undefined || (others.length > 0 && !isSure(first.reasons[0])))
    return [hits.map((hit) => describeHit(hit, site)).join('\n')];
  const stated = others.filter(({ reasons }) => isSure(reasons[0]));
  return [
    describeError(error, first, readValues(text, error, bodyFieldsOf(site)) ?? {}, site),
    ...(stated.length === 0 ? [] : [stated.map((hit) => describeHit(hit, site)).join('\n')]),
  ];
}

/** What is unknown, or that nothing fits; then what is near, as what it is. */
function describeDoubt({ unknown, near }: Answer, registry: Registry, site: Site): readonly string[] {
  const { box, site: names } = wordsOf(site);
  const said = unknown === undefined ? box.nothing : say(box.unknownCode, { code: unknown.code });
  return [
    [said, ...(unknown?.status === undefined ? [] : [statusLine(unknown.status)])].join('\n'),
    ...describeNear(box.near, near, site),
    [
      `${names.allErrors}: ${absoluteUrl(site.url, '/errors/')}`,
      ...(unknown === undefined ? [] : commandsFor([{ ...unknown, count: 1 }], registry)),
    ].join('\n'),
  ];
}

function describeNear(heading: string, near: readonly Hit[], site: Site): readonly string[] {
  return near.length === 0 ? [] : [[heading, ...near.map((hit) => describeHit(hit, site))].join('\n')];
}

function describeError(error: RegisteredError, hit: Hit, values: PastedValues, site: Site): string {
  const { code, summary, scenario, causes = [], retry } = error;
  const steps = stepsOf(error);
  const words = wordsOf(site);
  const [name, title, statuses] = [nameOf(error), titleOf(error), statusesOf(error)];
  const show = (text: string): string => sayTokens(parseMarkup(text), site);
  const facts = supportFacts(error, site, words);
  const answers = new Map(answerCauses(facts, values).map(({ place, isConfirmed }) => [place, isConfirmed]));
  const said = (place: number): string => {
    const isConfirmed = answers.get(place);
    if (isConfirmed === undefined) return '';
    return ` (${isConfirmed ? words.filled.confirmed : words.filled.ruledOut})`;
  };
  const blocks = [
    [
      title === name ? name : `${name}: ${title}`,
      ...(statuses.length === 0 ? [] : [statuses.map(statusLine).join(words.document.comma)]),
      `(${sayReasons(hit, words)})`,
    ],
    tellFindings(facts, values).map(findingText),
    [summary, scenario].filter((text) => text !== undefined).map(show),
    steps.length === 0
      ? []
      : [words.blocks['what-to-do'], ...steps.map((step, place) => `  ${place + 1}. ${show(step)}`)],
    causes.length === 0
      ? []
      : [
          words.blocks.causes,
          ...causes.flatMap(({ cause, check, fix }, place) => [
            `  - ${show(cause)}${said(place)}`,
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
function sayTokens(tokens: readonly Token[], site: Site): string {
  return tokens
    .map((token) => {
      if ('text' in token) return token.text;
      if ('code' in token) return `\`${token.code}\``;
      const label = sayTokens(token.label, site);
      return isSafeLink(token.href) ? `${label} (${terminalAddress(token.href, site)})` : label;
    })
    .join('');
}

function terminalAddress(href: string, site: Site): string {
  return href.startsWith('/') ? absoluteUrl(site.url, href) : resolveSetting(site, href);
}

function describeHit(hit: Hit, site: Site): string {
  const { code, name: own = code, path } = hit;
  const words = wordsOf(site);
  const title = titleOfHit(hit, words);
  const name = own === undefined || own === title ? title : `${own}: ${title}`;
  return `${name} (${sayReasons(hit, words)})\n  ${absoluteUrl(site.url, path)}`;
}
