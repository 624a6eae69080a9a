import type { ExplainedError, Explanation, Suggestion, ToldCause, ToldError } from '../core/explanation.ts';
import { statusLine } from '../core/http.ts';
import { say, sayCount, wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';

/** An explanation as people read it; `more` are lines about a code that is unknown. */
export function explanationText(explanation: Explanation, site: Site, more: readonly string[] = []): string {
  const { outcome, error, others, near, nearest } = explanation;
  const words = wordsOf(site);
  const { box } = words;
  const blocks = [
    ...sayErrors(explanation, words),
    ...(error === undefined ? [] : [errorText(error, words)]),
    ...(outcome === 'unknown' || outcome === 'nothing'
      ? sayDoubt(explanation, words, more)
      : others.length === 0
        ? []
        : [others.map(suggestionText).join('\n')]),
    ...listUnder(outcome === 'unknown' ? box.near : box.nearest, nearest),
  ];
  return blocks.join('\n\n');

  /** What is unknown, or that nothing fits; then what is near, as what it is. */
  function sayDoubt({ unknown, list }: Explanation, { site: names }: Words, lines: readonly string[]) {
    const said = unknown === undefined ? box.nothing : say(box.unknownCode, { code: unknown.code });
    return [
      [said, ...(unknown?.status === undefined ? [] : [statusLine(unknown.status)])].join('\n'),
      ...listUnder(box.near, near),
      [`${names.allErrors}: ${list}`, ...lines].join('\n'),
    ];
  }
}

/** How many errors the text tells of, where they are several or came to a good end. */
function sayErrors({ errors, succeeded }: Explanation, words: Words): readonly string[] {
  if (errors < 2 && !(succeeded && errors > 0)) return [];
  const counted = sayCount(words, words.box.errors, errors);
  return [succeeded ? `${counted}; ${words.box.succeeded}` : counted];
}

function listUnder(heading: string, suggestions: readonly Suggestion[]): readonly string[] {
  return suggestions.length === 0 ? [] : [[heading, ...suggestions.map(suggestionText)].join('\n')];
}

/** A page with its reasons and its address, on two lines. */
function suggestionText({ name, title, reasons, url }: Suggestion): string {
  return `${name === title ? title : `${name}: ${title}`} (${reasons})\n  ${url}`;
}

/** An error as people read it: what it is, what to do, its causes, whether to retry, and its address. */
export function errorText(error: ToldError & Partial<ExplainedError>, words: Words): string {
  const { name, title, statuses, reasons, findings = [], summary, scenario, steps, causes, retry, url } = error;
  const blocks = [
    [
      title === name ? name : `${name}: ${title}`,
      ...(statuses.length === 0 ? [] : [statuses.map(statusLine).join(words.document.comma)]),
      ...(reasons === undefined ? [] : [`(${reasons})`]),
    ],
    findings,
    [summary, scenario].filter((text) => text !== undefined),
    steps.length === 0 ? [] : [words.blocks['what-to-do'], ...steps.map((step, place) => `  ${place + 1}. ${step}`)],
    causes.length === 0 ? [] : [words.blocks.causes, ...causes.flatMap((cause) => causeLines(cause, words))],
    retry === undefined ? [] : [`${words.blocks.retry}: ${retry.text}`],
    [url],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function causeLines({ cause, check, fix, answer }: ToldCause, { filled }: Words): readonly string[] {
  const said = answer === undefined ? '' : ` (${answer === 'confirmed' ? filled.confirmed : filled.ruledOut})`;
  return [`  - ${cause}${said}`, ...[check, fix].flatMap((text) => (text === undefined ? [] : [`    ${text}`]))];
}
