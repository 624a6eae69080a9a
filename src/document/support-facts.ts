import { hasCode, statusesOf, stepsOf, titleOf, type RegisteredError } from '../core/define.ts';
import { codePartsOf } from '../core/envelope.ts';
import { statusLine } from '../core/http.ts';
import type { Site } from '../core/site.ts';
import type { SupportFacts } from '../core/support-texts.ts';
import { errorUrl } from '../core/url.ts';
import { isPublic } from '../core/visibility.ts';
import { plainText } from '../core/markup.ts';
import type { Words } from '../core/words.ts';
import { actorWords, retryWords } from './facts.ts';

/** The facts of an error for the texts of the support desk, in plain words. */
export function supportFacts(error: RegisteredError, site: Site, words: Words): SupportFacts {
  const { code, summary, steps = [], causes = [], findings, retry, actor, userMessage } = error;
  const parts = error.parent === undefined ? undefined : Object.values(codePartsOf(error)).map(String);
  return {
    code: hasCode(error) ? code : undefined,
    parts,
    title: titleOf(error),
    url: errorUrl(site.url, code),
    status: statusesOf(error).map(statusLine).join(words.document.comma) || undefined,
    retry: retry && plainText(retryWords(retry, words)),
    actor: actor && actorWords(actor, words),
    summary: summary === undefined ? undefined : plainText(summary),
    userMessage,
    // What is internal stays out of what a customer gets.
    steps: stepsOf({ steps: steps.filter(isPublic) }).map(plainText),
    causes: causes.map(({ cause, check, fix, when }) => ({
      cause: plainText(cause),
      check: check && plainText(check),
      fix: fix && plainText(fix),
      when,
    })),
    findings: findings?.map(plainText),
  };
}
