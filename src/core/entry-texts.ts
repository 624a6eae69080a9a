import type { ErrorEntry } from './define.ts';
import { FIELDS } from './fields.ts';
import { isRecord } from './json.ts';
import { blockWords, linksOf, parseBlocks, parseMarkup, plainText, sentencesOf, type Token } from './markup.ts';
import { NAME, type Shape, type TextShape } from './shapes.ts';

/** The texts of an entry, as the table of its fields tells them. */

/** A text of an entry: the way to it, what it says, and what the table knows of it. */
export interface EntryText {
  readonly field: readonly (string | number)[];
  readonly text: string;
  readonly shape: TextShape;
}

/** Every text of an entry in the order of the table, with the names that its author chose. */
export function* listTexts(entry: ErrorEntry): Generator<EntryText> {
  for (const [name, shape] of Object.entries(FIELDS)) yield* textsOf(entry[name as keyof ErrorEntry], shape, [name]);
}

function* textsOf(value: unknown, shape: Shape, field: EntryText['field']): Generator<EntryText> {
  if (shape.kind === 'text') {
    if (typeof value === 'string') yield { field, text: value, shape };
  } else if (shape.kind === 'textOr') {
    yield* textsOf(value, typeof value === 'string' ? shape.text : shape.form, field);
  } else if (shape.kind === 'scalar' || shape.kind === 'json' || shape.kind === 'jsonObject') {
    yield* textsOfJson(value, field);
  } else if (shape.kind === 'list') {
    if (Array.isArray(value))
      for (const [index, item] of value.entries()) yield* textsOf(item, shape.item, [...field, index]);
  } else if (isRecord(value)) {
    if (shape.kind === 'record') {
      for (const [name, item] of Object.entries(value)) {
        yield { field: [...field, name], text: name, shape: shape.key };
        yield* textsOf(item, shape.value, [...field, name]);
      }
    } else {
      for (const [name, part] of Object.entries(fieldsOf(shape, value)))
        yield* textsOf(value[name], part, [...field, name]);
    }
  }
}

function fieldsOf(shape: Shape, value: Readonly<Record<string, unknown>>): Readonly<Record<string, Shape>> {
  if (shape.kind === 'object') return shape.fields;
  const form =
    shape.kind === 'oneOf' ? shape.forms.find(({ fields }) => allows(fields[shape.by], value[shape.by])) : undefined;
  return form?.fields ?? {};
}

function allows(shape: Shape | undefined, value: unknown): boolean {
  return shape?.kind === 'choice' && typeof value === 'string' && shape.words.includes(value);
}

function* textsOfJson(value: unknown, field: EntryText['field']): Generator<EntryText> {
  if (typeof value === 'string') yield { field, text: value, shape: NAME };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsOfJson(item, [...field, index]);
  else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) {
      yield { field: [...field, name], text: name, shape: NAME };
      yield* textsOfJson(item, [...field, name]);
    }
  }
}

/** An entry with other texts; where `change` returns the text itself, it stays. */
export function mapTexts<Entry extends ErrorEntry>(entry: Entry, change: (found: EntryText) => string): Entry {
  return [...listTexts(entry)].reduce<Entry>((changed, found) => {
    const text = change(found);
    return text === found.text ? changed : (putAt(changed, found.field, text) as Entry);
  }, entry);
}

function putAt(value: unknown, [step, ...rest]: EntryText['field'], text: string): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? putAt(item, rest, text) : item));
  return isRecord(value) ? { ...value, [step]: putAt(value[step], rest, text) } : value;
}

/** The sentences of a text as tokens; none where its kind takes no markup. */
export function markupOf({ text, shape }: EntryText): readonly (readonly Token[])[] {
  if (shape.is === 'sentence') return [parseMarkup(text)];
  return shape.is === 'blocks' ? sentencesOf(parseBlocks(text)) : [];
}

/** The destinations to which a text leads: itself if it is one, else those of its links. */
export function hrefsOf(entryText: EntryText): readonly string[] {
  return entryText.shape.link ? [entryText.text] : markupOf(entryText).flatMap(linksOf);
}

/** The words of a text without its markup. */
export function plainWords({ text, shape }: EntryText): string {
  if (shape.is === 'sentence') return plainText(text);
  return shape.is === 'blocks' ? blockWords(parseBlocks(text)) : text;
}

/** The words of an entry that the search finds, the most telling first. */
export function searchWords(entry: ErrorEntry): readonly string[] {
  return [...listTexts(entry)]
    .flatMap((found) =>
      found.shape.search === undefined ? [] : [{ rank: found.shape.search, words: plainWords(found) }],
    )
    .sort((a, b) => a.rank - b.rank)
    .map(({ words }) => words);
}
