import { basename } from 'node:path';
import { command } from '../content/command.ts';
import { findContentFile } from '../content/load.ts';
import type { Skipped } from '../import/source.ts';
import { RULES_FILE } from '../import/rules.ts';
import type { Update } from '../import/update.ts';
import type { Reading } from './import-source.ts';
import { count } from './terminal.ts';

/** An import as its report tells it. */
export interface Told {
  readonly reading: Reading;
  readonly update: Update;
  /** Whether the folder held an import before. */
  readonly isAgain: boolean;
  readonly dir: string;
  /** Whether lists are told as a whole. */
  readonly verbose: boolean;
}

/** The lines of a dry run: what would be written, what would not and why, and the shape. */
export function describePlan(told: Told): readonly string[] {
  const { reading, update, isAgain, dir, verbose } = told;
  const { added, updated } = update;
  return [
    ...(isAgain
      ? [
          `${count(added.length, 'new page')}${list(added, verbose)}`,
          `${count(updated.length, 'page')} with changes${list(updated, verbose)}`,
        ]
      : describePages(update, verbose)),
    ...describeKept(update, verbose),
    ...describeSkipped([...reading.skipped, ...update.skipped], reading.unused, verbose),
    ...describeShape(reading),
    ...reading.notes,
    `This was a dry run: nothing is written to ${dir}.`,
  ];
}

/** The lines that tell what an import did. */
export function describeImport(told: Told & { readonly saved: readonly string[] }): readonly string[] {
  const { reading, update, isAgain, dir, verbose, saved } = told;
  const { registry, added, updated, kept } = update;
  const total = count(registry.errors.length, 'error');
  const categories = count(registry.categories.length, 'category', 'categories');
  return [
    ...describeSkipped([...reading.skipped, ...update.skipped], reading.unused, verbose),
    ...reading.notes,
    ...(isAgain
      ? [
          `Brought ${dir} up to date: ${total}, ${added.length} of them new, ${updated.length} changed; ${kept.length} hold what people wrote.`,
        ]
      : [`Wrote ${total} in ${categories} to ${dir}.`, ...describeShape(reading)]),
    ...describeKept(update, verbose),
    ...saved.map((file) => `Comments or code that a module held besides its errors are kept in ${file}.`),
  ];
}

function describePages({ registry: { categories, errors } }: Update, verbose: boolean): readonly string[] {
  const groups = Map.groupBy(errors, ({ category }) => category);
  const lines = categories.map(({ name }) => {
    const codes = (groups.get(name) ?? []).map(({ code }) => code);
    return `  ${name}, ${count(codes.length, 'page')}${list(codes, verbose)}`;
  });
  return [
    `${count(errors.length, 'page')} in ${count(lines.length, 'category', 'categories')}:`,
    ...shorten(lines, verbose),
  ];
}

/** What stays as people made it, or has no source any more. */
function describeKept({ deleted, ignored, gone, idle }: Update, verbose: boolean): readonly string[] {
  return [
    ...(deleted.length > 0 ? [`${deleted.length} stay deleted${list(deleted, verbose)}`] : []),
    ...(ignored.length > 0 ? [`${ignored.length} ignored by ${RULES_FILE}${list(ignored, verbose)}`] : []),
    ...(idle.length > 0 ? [`${RULES_FILE} names what the source doesn’t have${list(idle, verbose)}`] : []),
    ...(gone.length > 0
      ? [`${gone.length} no longer in the source, kept${list(gone, verbose)} Set \`removed\` where it is so.`]
      : []),
  ];
}

/** What was left out: a line for each reason. */
function describeSkipped(skipped: readonly Skipped[], unused: readonly string[], verbose: boolean): readonly string[] {
  const groups = Map.groupBy(skipped, ({ field = '', reason }) => `${field.replaceAll(/\d+/g, '')}\n${reason}`);
  const lines = [...groups.values()].map((group) => {
    const places = group.map(({ place, field }) => (field === undefined ? place : `${place} ${field}`));
    return `  ${cut(places, verbose ? places.length : FEW)}: ${group[0]?.reason ?? ''}.`;
  });
  return [
    ...(lines.length > 0 ? ['Left out:', ...shorten(lines, verbose)] : []),
    ...(unused.length > 0 ? [`No field takes ${unused.join(', ')}.`] : []),
  ];
}

/** The envelope of the site, and where it is known from. */
function describeShape({ site, evidence }: Reading): readonly string[] {
  const { envelope, envelopes = {} } = site;
  const others = Object.entries(envelopes).map(
    ([name, { body, mediaType }]) => `  ${name}: ${body === undefined ? (mediaType ?? '') : JSON.stringify(body)}`,
  );
  return [
    envelope === undefined
      ? 'The source shows no envelope of errors; where the API has one, state it in envelope of the site.'
      : `The envelope of an error: ${JSON.stringify(envelope)}`,
    ...others,
    ...(evidence.length > 0 ? ['Where it is known from:', ...evidence.map((sentence) => `  ${sentence}`)] : []),
  ];
}

/** What decides what is to be done after an import. */
export interface News {
  readonly isFirst: boolean;
  /** Whether it added pages. */
  readonly hasNew: boolean;
}

/** The steps that follow an import. */
export function describeNext(dir: string, { isFirst, hasNew }: News): readonly string[] {
  const steps = [
    ...(isFirst ? [`Replace the placeholders in its ${basename(findContentFile(dir, 'site'))}.`] : []),
    `${command('check', { content: dir })}  tells what is still amiss.`,
    ...(hasNew
      ? [`${command('permalinks', { content: dir })}  writes permalinks.txt, by which each address lasts.`]
      : []),
    ...(isFirst ? [`${command('dev', { content: dir })}  shows the site, and each edit of it.`] : []),
  ];
  return ['Next:', ...steps.map((step, index) => `  ${index + 1}. ${step}`)];
}

const FEW = 3;
const MOST_CODES = 12;
const MOST_LINES = 20;

/** Names behind a colon, the first of them where they are many: `: A, B.` */
function list(names: readonly string[], verbose: boolean): string {
  return names.length === 0 ? '.' : `: ${cut(names, verbose ? names.length : MOST_CODES)}.`;
}

function cut(names: readonly string[], most: number): string {
  const more = names.length - most;
  return names.slice(0, most).join(', ') + (more > 0 ? ` and ${more.toLocaleString('en')} more` : '');
}

function shorten(lines: readonly string[], verbose: boolean): readonly string[] {
  const more = lines.length - MOST_LINES;
  if (verbose || more <= 0) return lines;
  return [...lines.slice(0, MOST_LINES), `  … and ${count(more, 'line')} more; --verbose tells all.`];
}
