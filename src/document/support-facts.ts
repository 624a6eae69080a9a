import { titleOf, type RegisteredError } from '../core/define.ts';
import { statusLine } from '../core/http.ts';
import { exampleValues, formatMessage } from '../core/payload.ts';
import type { Site } from '../core/site.ts';
import type { SupportFacts } from '../core/support-texts.ts';
import { errorUrl } from '../core/url.ts';
import { ACTORS } from '../core/vocabulary.ts';
import { retryLabel } from './compose.ts';
import { plainText } from '../core/markup.ts';

/** The facts of an error for the texts of the support desk, in plain words. */
export function supportFacts(error: RegisteredError, site: Site): SupportFacts {
  const { code, status, summary, steps = [], actor, userMessage } = error;
  return {
    code,
    title: titleOf(error),
    url: errorUrl(site.url, code),
    status: status === undefined ? undefined : statusLine(status),
    retry: plainText(retryLabel(error)) || undefined,
    actor: actor && ACTORS[actor].named,
    summary: summary === undefined ? undefined : plainText(summary),
    userMessage,
    steps: steps.map(plainText),
    message: formatMessage(error, exampleValues(error)),
  };
}
