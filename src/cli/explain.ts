import { titleOf, type RegisteredError, type Registry } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { retryLabel } from '../document/compose.ts';
import { buildLookup } from '../lookup/lookup-index.ts';
import { lookup, type Hit } from '../lookup/lookup.ts';
import { unknownCode } from '../lookup/unknown-code.ts';

/** What the terminal shows for a text, and whether an error was found. */
export interface Explanation {
  readonly output: string;
  readonly found: boolean;
}

const SURE = /^(?:exact code|former code|words of the code|message matches)/;

/** Explains what a pasted text means: the error if there is no doubt, else the candidates with their reasons. */
export function explain(text: string, registry: Registry, siteUrl: string): Explanation {
  const hits = lookup(text, buildLookup(registry.errors));
  const [first] = hits;
  if (first === undefined) return { output: describeUnknown(text, siteUrl), found: false };
  const error = registry.errors.find(({ code }) => code === first.code);
  if (error !== undefined && (hits.length === 1 || SURE.test(first.reason))) {
    return { output: describeError(error, first.reason, siteUrl), found: true };
  }
  return { output: hits.map((hit) => describeHit(hit, siteUrl)).join('\n'), found: true };
}

function describeError(error: RegisteredError, reason: string, siteUrl: string): string {
  const { code, status, summary, scenario, steps = [], causes = [], retry } = error;
  const title = titleOf(error);
  const blocks = [
    [title === code ? code : `${code}: ${title}`, ...(status === undefined ? [] : [statusLine(status)]), `(${reason})`],
    [summary, scenario].filter((text) => text !== undefined),
    steps.length === 0 ? [] : ['What to do', ...steps.map((step, place) => `  ${place + 1}. ${step}`)],
    causes.length === 0
      ? []
      : ['Causes', ...causes.flatMap(({ cause, check, fix }) => [`  - ${cause}`, ...indent(check), ...indent(fix)])],
    retry === undefined ? [] : [`Retry: ${retryLabel(error)}`],
    [errorUrl(siteUrl, code)],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => plainText(lines.join('\n'), siteUrl))
    .join('\n\n');
}

function indent(text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`    ${text}`];
}

/** Links as `label (address)`; the terminal has no other way to show them. */
function plainText(text: string, siteUrl: string): string {
  return text.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label: string, href: string) => {
    return `${label} (${href.startsWith('/') ? absoluteUrl(siteUrl, href) : href})`;
  });
}

function describeHit({ code, title, reason, path }: Hit, siteUrl: string): string {
  const name = code === undefined || code === title ? title : `${code}: ${title}`;
  return `${name} (${reason})\n  ${absoluteUrl(siteUrl, path)}`;
}

function describeUnknown(text: string, siteUrl: string): string {
  const code = unknownCode(text);
  const said = code === undefined ? 'No error matches this text.' : `${code} is not an error code of this API.`;
  return `${said} All errors: ${absoluteUrl(siteUrl, '/errors/')}`;
}
