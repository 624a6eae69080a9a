import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import { commandsFor } from './lacking.ts';
import type { Registry } from '../core/define.ts';
import { Mistake } from '../core/mistake.ts';
import { wordsOf } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, statusPath } from '../core/url.ts';
import { bodyFieldsOf } from '../lookup/body-fields.ts';
import { encodingOf, isPacked } from '../lookup/log-bytes.ts';
import { describeLog, lackingOf, logCsv, logNames, pathOf, sayPlace, type LogWords } from '../lookup/log-summary.ts';
import { createLogScanner, type LogReport, type Occurrence } from '../lookup/scan-log.ts';
import { readArguments, type Invocation, type VerbOptions } from './invocation.ts';
import { readContent } from './report.ts';
import { terminalLine, terminalText } from './terminal.ts';

export const options = {
  format: { type: 'string', value: 'text|json|csv', about: 'how they are told; absent: text' },
  json: { type: 'boolean', about: 'the same as --format json' },
  csv: { type: 'boolean', about: 'the same as --format csv' },
} as const satisfies VerbOptions;

/** `decode FILE`, or a log on standard input: prints the errors in it, how often, when and where. */
export async function run({ args, dir }: Invocation): Promise<void> {
  const { file, format } = parse(args);
  const source = await openSource(file);
  const { registry, site } = await readContent(dir);
  const scanner = createLogScanner(registry.errors, bodyFieldsOf(site));
  await readPieces(source, file, scanner.push);
  console.log(FORMATS[format](scanner.finish(), registry, site));
}

type Format = 'text' | 'json' | 'csv';

const FORMATS: Readonly<Record<Format, (report: LogReport, registry: Registry, site: Site) => string>> = {
  text: describeReport,
  json: (report, registry, site) => JSON.stringify(reportData(report, registry, site), null, 2),
  csv: (report, registry, site) => logCsv(report, logNames(registry.errors, site.url), logWords(site)).trimEnd(),
};

function parse(args: readonly string[]): { readonly file: string; readonly format: Format } {
  const sentence = 'Name one file: `decode FILE`, or `-` for standard input; `--json` and `--csv` print data.';
  const { values, positionals } = readArguments(args, options, sentence);
  const { format, json, csv } = values;
  const [file = '-', ...more] = positionals;
  const named = [...(format === undefined ? [] : [format]), ...(json ? ['json'] : []), ...(csv ? ['csv'] : [])];
  const [name = 'text'] = named;
  if (more.length > 0 || named.length > 1 || !Object.hasOwn(FORMATS, name)) throw new Mistake(sentence);
  return { file, format: name as Format };
}

async function openSource(file: string): Promise<Readable> {
  if (file === '-') return process.stdin;
  const info = await stat(file).catch(() => undefined);
  if (info === undefined) throw new Mistake(`${file} does not exist or can't be read; name a file.`);
  if (info.isDirectory()) throw new Mistake(`${file} is a folder; name a file.`);
  return createReadStream(file);
}

/** Reads text, unpacked if need be. Throws a {@link Mistake} where there is none. */
async function readPieces(source: Readable, file: string, take: (piece: string) => void): Promise<void> {
  const name = file === '-' ? 'Standard input' : file;
  let decoder: TextDecoder | undefined;
  try {
    for await (const bytes of (await unpack(source)) as AsyncIterable<Uint8Array>) {
      decoder ??= new TextDecoder(encodingOf(bytes));
      const piece = decoder.decode(bytes, { stream: true });
      if (piece.includes('\0')) throw new Mistake(`${name} holds zero bytes and so is no text; name a log.`);
      take(piece);
    }
  } catch (error) {
    if (error instanceof Mistake) throw error;
    throw new Mistake(`${name} can't be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (decoder !== undefined) take(decoder.decode());
}

async function unpack(source: Readable): Promise<Readable> {
  await once(source, 'readable');
  const start = source.read() as Uint8Array | null;
  if (start === null) return source;
  source.unshift(start);
  // A mistake of the packed bytes is one of the stream that is read.
  return isPacked(start) ? pipeline(source, createGunzip(), () => undefined) : source;
}

const logWords = (site: Site): LogWords => {
  const { decode, lang } = wordsOf(site);
  return { ...decode, lang };
};

function describeReport(report: LogReport, registry: Registry, site: Site): string {
  const words = logWords(site);
  const { titleOf, hasStatus } = logNames(registry.errors, site.url);
  const link = (path: string): string => `\n${' '.repeat(COUNT_WIDTH)}  ${absoluteUrl(site.url, path)}`;
  const describe = (found: Occurrence, title = '', path?: string): string => {
    const { name, count, first, last } = found;
    const named = title === '' ? name : `${name}: ${title}`;
    const places = [...new Set([first, last].map((place) => sayPlace(place, words)))].join(' – ');
    const line = `${String(count).padStart(COUNT_WIDTH)}  ${terminalLine(named)}  ${terminalLine(places)}`;
    return line + (path === undefined ? '' : link(path));
  };
  const lists = [
    [
      words.known,
      report.known.map((found) => describe(found, found.isShared ? '' : titleOf(found.name), pathOf(found))),
    ],
    [
      words.statuses,
      report.statuses.map((found) => {
        const status = Number(found.name);
        return describe(found, '', hasStatus(status) ? statusPath(status) : undefined);
      }),
    ],
    [words.unknown, report.unknown.map((found) => describe(found))],
    [
      words.commandList.replace(/:$/, ''),
      commandsFor(lackingOf(report), registry).map((command) => `  ${terminalText(command)}`),
    ],
  ] as const;
  const blocks = lists.flatMap(([title, lines]) => (lines.length === 0 ? [] : [[title, ...lines].join('\n')]));
  return [describeLog(report, words), ...blocks].join('\n\n');
}

const COUNT_WIDTH = 7;

/** A report as data, with the links of its pages and the commands that add what is unknown. */
function reportData(report: LogReport, registry: Registry, site: Site): object {
  const { titleOf, hasStatus } = logNames(registry.errors, site.url);
  const known = report.known.map((found) => {
    const title = found.isShared ? undefined : titleOf(found.name);
    return { ...found, ...(title === undefined ? {} : { title }), url: absoluteUrl(site.url, pathOf(found)) };
  });
  const statuses = report.statuses.map((found) => {
    const status = Number(found.name);
    return { ...found, ...(hasStatus(status) ? { url: absoluteUrl(site.url, statusPath(status)) } : {}) };
  });
  return { ...report, known, statuses, commands: commandsFor(lackingOf(report), registry) };
}
