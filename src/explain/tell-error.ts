import { hasCode, nameOf, type RegisteredError, statusesOf, stepsOf, titleOf } from '../core/define.ts';
import type { ToldCause, ToldError } from '../core/explanation.ts';
import { parseMarkup, type Token } from '../core/markup.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorDataPath, errorTextPath, errorUrl, isSafeLink } from '../core/url.ts';
import type { Words } from '../core/words.ts';
import { actorWords, retryWords } from '../document/facts.ts';
import { resolveSetting } from '../document/plugins.ts';

/** An error as data, its texts in plain words; `answers` are the causes that a text confirms or rules out, by place. */
export function tellError(
  error: RegisteredError,
  site: Site,
  words: Words,
  answers: ReadonlyMap<number, boolean> = new Map(),
): ToldError {
  const { code, category, causes = [], retry, actor, confusedWith } = error;
  const show = (text: string): string => sayTokens(parseMarkup(text), site);
  const shown = (text: string | undefined): string | undefined => text && show(text);
  return known<ToldError>({
    key: code,
    code: hasCode(error) ? code : undefined,
    name: nameOf(error),
    title: titleOf(error),
    category,
    statuses: statusesOf(error),
    summary: shown(error.summary),
    scenario: shown(error.scenario),
    message: error.message,
    steps: stepsOf(error).map(show),
    causes: causes.map(({ cause, check, fix, audience }, place) => {
      const isConfirmed = answers.get(place);
      return known<ToldCause>({
        cause: show(cause),
        check: shown(check),
        fix: shown(fix),
        fixBy: audience && actorWords(audience, words),
        answer: isConfirmed === undefined ? undefined : isConfirmed ? 'confirmed' : 'ruled out',
      });
    }),
    retry:
      retry &&
      known<NonNullable<ToldError['retry']>>({
        when: retry.when,
        header: retry.when === 'after-wait' ? retry.header : undefined,
        text: show(retryWords(retry, words)),
        note: shown(retry.note),
      }),
    actor: actor && { kind: actor, text: actorWords(actor, words) },
    userMessage: error.userMessage,
    endpoints: error.endpoints,
    lifecycle: lifecycleOf(error),
    confusedWith: confusedWith?.map((other) => ({ key: other.code, difference: show(other.difference) })),
    related: error.related,
    docUrl: error.docUrl,
    url: errorUrl(site.url, code),
    markdown: absoluteUrl(site.url, errorTextPath(code)),
    json: absoluteUrl(site.url, errorDataPath(code)),
  });
}

function lifecycleOf({ deprecated, removed }: RegisteredError): ToldError['lifecycle'] {
  const [state, end] = removed === undefined ? (['deprecated', deprecated] as const) : (['removed', removed] as const);
  if (end === undefined) return undefined;
  return { state, since: end.since, ...(end.use === undefined ? {} : { successor: end.use }) };
}

/** Fields of which some have no value. */
type Open<Fields> = { readonly [Name in keyof Fields]: Fields[Name] | undefined };

/** The fields that have a value. */
function known<Fields extends object>(fields: Open<Required<Fields>>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** A sentence with its links as `label (address)`: plain text shows them in no other way. */
function sayTokens(tokens: readonly Token[], site: Site): string {
  return tokens
    .map((token) => {
      if ('text' in token) return token.text;
      if ('code' in token) return `\`${token.code}\``;
      const label = sayTokens(token.label, site);
      return isSafeLink(token.href) ? `${label} (${fullAddress(token.href, site)})` : label;
    })
    .join('');
}

function fullAddress(href: string, site: Site): string {
  return href.startsWith('/') ? absoluteUrl(site.url, href) : resolveSetting(site, href);
}
