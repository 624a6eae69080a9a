import { Mistake } from '../core/mistake.ts';
import { classify, countChanges, type Change } from '../differences/classify.ts';
import { SEVERITIES, type Severity } from '../differences/rule.ts';
import { describeRules, FORMATS } from './diff-formats.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { readSide, SIDES } from './registry-side.ts';
import { count, terminalText } from './terminal.ts';

const NAMES = Object.keys(FORMATS);

export const options = {
  format: { type: 'string', value: NAMES.join('|'), about: 'how it is told; absent: text' },
  'fail-on': {
    type: 'string',
    value: SEVERITIES.join('|'),
    about: 'fail where there is a change of this class, or of one before it; absent: never',
  },
} as const satisfies VerbOptions;

/** What the help says besides: what may be compared, and the rules. */
export const more = (): string =>
  [
    `OLD and NEW are each ${SIDES}: main, v1.2.0, HEAD~3:docs/errors.`,
    'Without NEW it is the content folder as it is. git: before a name says that it is a revision.',
    '',
    'The rules, with the class that each gives to what it finds, and why:',
    '',
    describeRules(),
  ].join('\n');

/** `diff OLD [NEW]`: tells what differs between two registries, and what that means to clients. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const sentence = `Name what is compared: \`diff OLD NEW\`, each ${SIDES}; without NEW it is the content folder as it is.`;
  const { values, positionals } = readArguments(args, options, sentence);
  const [before, after = dir, ...others] = positionals;
  if (before === undefined || before === '' || after === '' || others.length > 0) throw new Mistake(sentence);
  const { format: name = 'text', 'fail-on': bar } = values;
  const format = Object.hasOwn(FORMATS, name) ? FORMATS[name] : undefined;
  if (format === undefined) throw new Mistake(`--format ${name} is none of ${NAMES.join(', ')}.`);
  const failing = bar === undefined ? [] : readBar(bar);
  const [old, now] = [await readSide(before, dir), await readSide(after, dir)];
  const changes = classify(old, now);
  const text = await format(changes, now);
  if (text !== '') console.log(terminalText(text));
  failOn(changes, failing);
}

/** The classes that fail, from the worst to the one that is named. */
function readBar(bar: string): readonly Severity[] {
  const place = SEVERITIES.indexOf(bar as Severity);
  if (place === -1) throw new Mistake(`--fail-on ${bar} is none of ${SEVERITIES.join(', ')}.`);
  return SEVERITIES.slice(0, place + 1);
}

function failOn(changes: readonly Change[], failing: readonly Severity[]): void {
  const counts = countChanges(changes);
  const found = failing.filter((severity) => counts[severity] > 0);
  if (found.length === 0) return;
  const told = found.map((severity) => count(counts[severity], `${severity} change`));
  throw new Mistake(
    `There ${counts[found[0] ?? 'breaking'] === 1 ? 'is' : 'are'} ${told.join(', ')}, on which this fails.`,
  );
}
