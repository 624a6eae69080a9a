import { relative, resolve } from 'node:path';
import { terminalText } from './terminal.ts';

/** Where GitHub shows an annotation, and under which title. */
export interface AnnotationPlace {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly title?: string;
}

/** A line that GitHub Actions shows at its place in the files of a change: `::error file=…,line=3::…`. */
export function annotation(kind: 'error' | 'warning' | 'notice', place: AnnotationPlace, message: string): string {
  const placed = place.file === undefined ? place : { ...place, file: inRepository(place.file) };
  const written = Object.entries(placed).map(
    ([name, value]) => `${name}=${escapeProperty(terminalText(String(value)))}`,
  );
  const properties = written.length === 0 ? '' : ` ${written.join(',')}`;
  return `::${kind}${properties}::${escapeData(terminalText(message))}`;
}

/** GitHub counts paths from the top of the repository, wherever in it the command runs. */
function inRepository(file: string): string {
  const path = relative(process.env['GITHUB_WORKSPACE'] ?? '', resolve(file)).replaceAll('\\', '/');
  return path.startsWith('../') ? file : path;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
