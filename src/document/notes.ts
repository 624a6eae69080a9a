/** Notes to the compiler in a document: MDX comments, which say of the element around them what Markdown has no place for. */

/** What a note may say: the id of a heading, or which of the reader's own values may take the element's place. */
export interface Note {
  readonly id?: string | undefined;
  readonly fill?: string | undefined;
}

/** A note, to be put last into a heading, a cell or an item; its values may hold anything. */
export function note({ id, fill }: Note): string {
  if (id !== undefined) return ` {/* #${encode(id)} */}`;
  return fill === undefined ? '' : ` {/* fill=${encode(fill)} */}`;
}

// An asterisk could end the comment.
const encode = (value: string): string => encodeURIComponent(value.toWellFormed()).replaceAll('*', '%2A');

/** Reads back the expression that {@link note} wrote; `undefined` for any other. */
export function readNote(expression: string): Note | undefined {
  const [, id, fill] = /^\/\* (?:#(\S+)|fill=(\S+)) \*\/$/.exec(expression) ?? [];
  if (id !== undefined) return { id: decodeURIComponent(id) };
  return fill === undefined ? undefined : { fill: decodeURIComponent(fill) };
}

const CODE_OR_NOTE = /(`+)[^`]*\1| \{\/\* (?:#|fill=)\S+ \*\/\}/g;

/** A line of a document without its notes; what looks like one inside code stays. */
export function withoutNotes(line: string): string {
  return line.replaceAll(CODE_OR_NOTE, (found) => (found.startsWith('`') ? found : ''));
}
