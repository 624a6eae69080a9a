/**
 * What the values of a response tell of it. A finding is a sentence of the author in which `{name}` stands for a value and
 * `{name - other}` for the difference of two amounts: `{required - available} short`.
 */

/** One piece of a finding: words of the author, or a value that the response states. */
export type FindingPart = { readonly text: string } | { readonly value: string };

/** Values of a response by the names of placeholders and fields. */
export type StatedValues = Readonly<Record<string, string>>;

const PLACE = /\{([^{}]+?)(?: - ([^{}]+?))?\}/g;
const AMOUNT = /^-?\d{1,30}(?:\.\d{1,20})?$/;
// A value in a sentence is a name or an amount; whatever is longer is said elsewhere.
const LONGEST_VALUE = 80;

/** The names of the values that a finding needs, each once. */
export function namesInFinding(finding: string): readonly string[] {
  const names = Array.from(finding.matchAll(PLACE), ([, name, other]) => [name, other]).flat();
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** A finding with its values; `undefined` where one is missing or long, or where a difference is not above zero. */
export function fillFinding(finding: string, values: StatedValues): readonly FindingPart[] | undefined {
  const parts: FindingPart[] = [];
  let end = 0;
  for (const { 0: found, 1: name = '', 2: other, index } of finding.matchAll(PLACE)) {
    const value = valueOf(name, other, values);
    if (value === undefined) return undefined;
    parts.push({ text: finding.slice(end, index) }, { value });
    end = index + found.length;
  }
  return [...parts, { text: finding.slice(end) }].filter((part) => !('text' in part) || part.text !== '');
}

/** A filled finding as one text. */
export function findingText(parts: readonly FindingPart[]): string {
  return parts.map((part) => ('text' in part ? part.text : part.value)).join('');
}

/** What a cause asks of the values: the value by which each is told, or `true` where any value tells it. */
export type CauseValues = Readonly<Record<string, string | number | boolean>>;

/** Whether the values answer the check of a cause: `undefined` where one that it asks for is missing. */
export function answersCause(asked: CauseValues, values: StatedValues): boolean | undefined {
  const answers = Object.entries(asked).map(([name, wanted]) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? undefined : wanted === true || value === String(wanted);
  });
  return answers.includes(undefined) ? undefined : !answers.includes(false);
}

function valueOf(name: string, other: string | undefined, values: StatedValues): string | undefined {
  const [value, less] = [name, other].map((key) =>
    key !== undefined && Object.hasOwn(values, key) ? values[key] : undefined,
  );
  if (value === undefined || value.length > LONGEST_VALUE || /[\r\n]/.test(value)) return undefined;
  if (other === undefined) return value;
  return less === undefined ? undefined : subtract(value, less);
}

/** The exact difference of two decimal amounts, with as many decimals as the longer has; only if it is above zero. */
function subtract(amount: string, less: string): string | undefined {
  if (!AMOUNT.test(amount) || !AMOUNT.test(less)) return undefined;
  const decimals = Math.max(...[amount, less].map((text) => (text.split('.')[1] ?? '').length));
  const [whole = 0n, taken = 0n] = [amount, less].map((text) => {
    const [before = '', after = ''] = text.split('.');
    return BigInt(before + after.padEnd(decimals, '0'));
  });
  const digits = String(whole - taken).padStart(decimals + 1, '0');
  if (whole <= taken) return undefined;
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
