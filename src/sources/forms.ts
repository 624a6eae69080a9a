/** A form in which registries write their codes. */
interface Form {
  readonly pattern: RegExp;
}

/** Forms of which each code has at most one, the narrowest first; words without a sign in them are none, for each name is one. */
const FORMS: readonly Form[] = [
  // PAY-1042, E1001, AUTH_0007
  { pattern: /^[A-Z][A-Za-z]{0,15}[-_]?\d{3,8}$/ },
  // ORDER_NOT_FOUND
  { pattern: /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/ },
  // order_not_found
  { pattern: /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/ },
  // order-not-found, auth/order-not-found
  { pattern: /^(?:[a-z][a-z0-9]*\/)?[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/ },
  // orders.not_found, Orders.NotFound
  { pattern: /^[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)+$/ },
  // OrderNotFound
  { pattern: /^[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+$/ },
];

/** What the codes of a registry look like. */
export interface CodeForms {
  /** Whether a text has a form that many of them have, and begins as they all do. */
  readonly isLike: (text: string) => boolean;
  /** Whether a text can be nothing else than a code: it begins as they all do, and they begin with what tells an error. */
  readonly isSurely: (text: string) => boolean;
}

/** Fewer codes, or a smaller part of them, are exceptions rather than a form. */
const FEWEST = 2;
const SMALLEST_PART = 0.1;
/** As many codes show that a beginning is no accident. */
const ENOUGH = 5;

/** Derives the forms from the codes. Numbers have none, for they all look alike. */
export function formsOf(codes: readonly string[]): CodeForms {
  const texts = codes.filter((code) => !/^-?\d+$/.test(code));
  const groups = Map.groupBy(texts, (code) => FORMS.find(({ pattern }) => pattern.test(code)));
  const usual = [...groups].flatMap(([form, group]) =>
    form !== undefined && group.length >= Math.min(FEWEST, texts.length) && group.length >= texts.length * SMALLEST_PART
      ? [form]
      : [],
  );
  const start = texts.length < ENOUGH ? '' : sharedStart(texts);
  const isLike = (text: string): boolean =>
    text.startsWith(start) && !FOREIGN.test(text) && usual.some(({ pattern }) => pattern.test(text));
  const isTelling = /err|fault|exception|problem/i.test(start);
  return {
    isLike,
    isSurely: (text) => isTelling && text.length > start.length && isLike(text),
  };
}

/** Names of locales and of headers look like codes in small letters. */
const FOREIGN = /^[a-z]{2,3}[-_][A-Za-z]{2,4}$|^x-/;

/** What all codes begin with, up to a sign: `FST_ERR_`. */
function sharedStart(codes: readonly string[]): string {
  const [first = '', ...rest] = codes;
  let length = first.length;
  for (const code of rest) while (!code.startsWith(first.slice(0, length))) length--;
  return /^.*[_.:/-]/.exec(first.slice(0, length))?.[0] ?? '';
}
