import { join } from 'node:path';
import { errorUrl } from '../core/url.ts';
import type { Change } from '../differences/classify.ts';
import { countChanges } from '../differences/classify.ts';
import { SEVERITIES, type Severity } from '../differences/rule.ts';
import { RULES } from '../differences/rules.ts';
import { codeSpan, link } from '../document/mdx.ts';
import { annotation } from './annotation.ts';
import type { Place } from './locate.ts';
import type { NamedSide } from './registry-side.ts';
import { count, terminalLine } from './terminal.ts';

/** How changes are told: to people, to programs, in a pull request, and as annotations of it. */
export type Format = (changes: readonly Change[], after: NamedSide) => string | Promise<string>;

/** All of them by their names. */
export const FORMATS: Readonly<Record<string, Format>> = {
  text: describeInText,
  json: (changes) => JSON.stringify({ counts: countChanges(changes), changes }, null, 2),
  markdown: describeInMarkdown,
  github: annotate,
};

const TITLES: Readonly<Record<Severity, string>> = {
  breaking: 'Breaking',
  noteworthy: 'Noteworthy',
  editorial: 'Editorial',
};

/** How many changes there are, and of which classes. */
export function summarize(changes: readonly Change[]): string {
  if (changes.length === 0) return 'The two registries say the same.';
  const counts = countChanges(changes);
  const told = SEVERITIES.filter((severity) => counts[severity] > 0).map((each) => `${counts[each]} ${each}`);
  return `${count(changes.length, 'change')}: ${told.join(', ')}.`;
}

/** The classes that have changes, with those. */
const groupsOf = (changes: readonly Change[]): readonly (readonly [Severity, readonly Change[]])[] =>
  SEVERITIES.map((severity) => [severity, changes.filter((change) => change.severity === severity)] as const).filter(
    ([, group]) => group.length > 0,
  );

/** What an error is called: its code, or what names one without. */
const titleOf = ({ code }: Change): string => code ?? 'all errors';

function describeInText(changes: readonly Change[]): string {
  const groups = groupsOf(changes).map(([severity, group]) =>
    [
      `${TITLES[severity]}:`,
      ...group.map((change) => terminalLine(`  ${titleOf(change)}: ${change.about} (${change.rule})`)),
    ].join('\n'),
  );
  return [summarize(changes), ...groups].join('\n\n');
}

function describeInMarkdown(changes: readonly Change[], after: NamedSide): string {
  const groups = groupsOf(changes).map(([severity, group]) =>
    [`### ${TITLES[severity]}`, '', ...group.map((change) => describeItem(change, after))].join('\n'),
  );
  return [summarize(changes), ...groups].join('\n\n');
}

/** What is from a registry stands in code: nothing there is a link, a mention or markup. */
function describeItem({ severity, rule, code, isGone, about }: Change, { url }: NamedSide): string {
  const name =
    code === undefined
      ? 'All errors'
      : url === undefined || isGone
        ? codeSpan(code)
        : link(codeSpan(code), errorUrl(url, code));
  const why = severity === 'breaking' ? ` — ${WHY.get(rule) ?? ''}` : '';
  return `- ${name}: ${codeSpan(about)}${why}`;
}

const WHY: ReadonlyMap<string, string> = new Map(RULES.map(({ name, why }) => [name, why]));

const KINDS = { breaking: 'error', noteworthy: 'warning', editorial: 'notice' } as const;

async function annotate(changes: readonly Change[], after: NamedSide): Promise<string> {
  const locate = await createPlaces(after);
  return changes
    .map((change) => {
      const place = { ...locate(change), title: `${change.severity}: ${change.rule}` };
      return annotation(KINDS[change.severity], place, `${titleOf(change)}: ${change.about}`);
    })
    .join('\n');
}

/** Finds the line of a change in the folder where the new registry is written; of others nothing is known. */
async function createPlaces({ dir }: NamedSide): Promise<(change: Change) => Partial<Place>> {
  if (dir === undefined) return () => ({});
  // The compiler of TypeScript takes its time to load.
  const [{ readSourceFiles }, { createLocator }, { findContentFile }] = await Promise.all([
    import('../check/source-files.ts'),
    import('./locate.ts'),
    import('../content/load.ts'),
  ]);
  const locate = createLocator(await readSourceFiles(dir));
  return ({ code, isGone, field }) => {
    const { file, ...place } = isGone
      ? { file: findContentFile(dir, 'registry') }
      : code === undefined && field.length > 0
        ? locate({ file: findContentFile(dir, 'site'), field, message: '' })
        : locate({ ...(code === undefined ? {} : { code }), field, message: '' });
    return { file: join(dir, file), ...place };
  };
}

/** The rules with the class that each gives, for the help. */
export function describeRules(): string {
  return SEVERITIES.map((severity) =>
    [
      `${TITLES[severity]}:`,
      ...RULES.filter((rule) => rule.severity === severity).map(({ name, why }) => `  ${name}: ${why}`),
    ].join('\n'),
  ).join('\n\n');
}
