/** The lines of CODEOWNERS that follow from the ranges of a site, between two marks. */

/** A file with who has a say in it. */
export interface OwnedFile {
  /** From the top of the repository, with slashes. */
  readonly path: string;
  /** The teams whose codes it holds. */
  readonly teams: readonly { readonly team: string; readonly owner?: string }[];
}

const BEGIN = '# error-reference: begin; `error-reference codeowners` writes these lines from `ranges` of the site.';
const END = '# error-reference: end';
const SECTION = /^# error-reference: begin\b[^]*?^# error-reference: end$\r?\n?/gm;
const MARK = /^# error-reference: (?:begin\b.*|end)$/gm;

/** The section for some files: one line a file, sorted, and a comment where a line can't say all. */
export function composeSection(files: readonly OwnedFile[]): string {
  const lines = files.toSorted((one, other) => compare(one.path, other.path)).flatMap(composeLines);
  return [BEGIN, ...lines, END].map((line) => `${line}\n`).join('');
}

function composeLines({ path, teams }: OwnedFile): readonly string[] {
  const sorted = teams.toSorted((one, other) => compare(one.team, other.team));
  const owners = [...new Set(sorted.flatMap(({ owner }) => owner ?? []))];
  const unnamed = sorted.filter(({ owner }) => owner === undefined).map(({ team }) => team);
  const name = escapePath(path);
  return [
    ...(unnamed.length === 0 ? [] : [`# ${name} has codes of ${unnamed.join(', ')}, whose \`owner\` is not stated.`]),
    ...(sorted.length < 2
      ? []
      : [`# ${name} has codes of several teams; CODEOWNERS knows files, not codes, so any of these approves.`]),
    ...(owners.length === 0 ? [] : [`${name} ${owners.join(' ')}`]),
  ];
}

/** A path as a pattern that means nothing but itself. */
const escapePath = (path: string): string => `/${path.replaceAll(/[\\ #*?[]/g, (sign) => `\\${sign}`)}`;

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** The section that a file has; `undefined` where it has none. Throws nothing, but finds none where its marks don't match. */
export function findSection(text: string): string | undefined {
  const [section, ...more] = text.match(SECTION) ?? [];
  return section !== undefined && more.length === 0 && hasPair(text) ? section.replaceAll('\r\n', '\n') : undefined;
}

/** Whether the marks of a file are none, or one pair. */
export function hasSoundMarks(text: string): boolean {
  const marks = text.match(MARK) ?? [];
  return marks.length === 0 || (hasPair(text) && (text.match(SECTION) ?? []).length === 1);
}

const hasPair = (text: string): boolean => (text.match(MARK) ?? []).length === 2;

/** A file with the section in the place of its former one, or at its end, where it counts over what stands above. */
export function placeSection(text: string, section: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const written = section.replaceAll('\n', end);
  if (findSection(text) !== undefined) return text.replace(SECTION, () => written);
  const gap = text === '' ? '' : text.endsWith('\n') ? end : end + end;
  return text + gap + written;
}
