import { hasCode, nameOf, type RegisteredError, type Registry, stepsOf, titleOf } from '../core/define.ts';
import { plainText } from '../core/markup.ts';
import type { Operations, Site } from '../core/site.ts';
import { siteSlug } from '../core/site-slug.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { yamlText } from './yaml-text.ts';

/**
 * The annotations of alerts, one for each code: title, what it means and what to do, and its page as the runbook. Where the
 * site states how its errors are counted and when to alert, a file of rules; nobody else can say when an alert is due.
 */
export function composePrometheus({ errors }: Registry, site: Site): string {
  const { operations } = site;
  const live = errors.filter(({ removed }) => removed === undefined);
  const from = `${site.name}: generated from ${absoluteUrl(site.url, '/errors.json')}`;
  if (operations === undefined) {
    const about = [from, 'What an alert of each code says: copy it below annotations of its rule.'];
    return yamlText(Object.fromEntries(live.map((error) => [error.code, annotate(error, site)])), about);
  }
  const coded = live.filter(hasCode);
  const without = live.filter((error) => !hasCode(error)).map(nameOf);
  const note = without.length === 0 ? [] : [`Without a code, which the label holds: ${without.join(', ')}`];
  const rules = coded.map((error) => ({
    alert: error.code,
    expr: express(error, operations),
    annotations: annotate(error, site),
  }));
  return yamlText({ groups: [{ name: siteSlug(site, '-', 'errors'), rules }] }, [from, ...note]);
}

function annotate(error: RegisteredError, site: Site): Readonly<Record<string, string>> {
  const { code, summary } = error;
  const advice = stepsOf(error).map((step, place) => `${place + 1}. ${plainText(step)}`);
  const description = [...(summary === undefined ? [] : [plainText(summary)]), ...advice].join('\n');
  const name = nameOf(error);
  const title = titleOf(error);
  return {
    summary: verbatim(title === name ? name : `${name}: ${title}`),
    ...(description === '' ? {} : { description: verbatim(description) }),
    runbook_url: errorUrl(site.url, code),
  };
}

/** Prometheus expands templates in annotations: what would open one is written so that it comes out as it is. */
const verbatim = (text: string): string => text.replaceAll('{{', '{{ "{{" }}');

/** When the alert of a code fires, as the team stated it. */
function express({ code }: RegisteredError, { metric, label, expression }: Operations): string {
  // The strings of PromQL are those of Go, of which those of JSON are a part.
  return expression.replaceAll('{series}', () => `${metric}{${label}=${JSON.stringify(code)}}`);
}
