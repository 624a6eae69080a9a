import type { BodyPath } from '../core/envelope.ts';
import { reasonPhrase } from '../core/http.ts';
import { digitsOf } from '../formats/numbers.ts';
import type { BodyForm, Leaf } from './leaves.ts';
import { isCodeLike, isPhraseOf, isStandIn } from './words.ts';

/** What each part of a body is for, as far as names and values tell. */
export interface Roles {
  readonly code?: Leaf;
  readonly subcode?: Leaf;
  readonly message?: Leaf;
  readonly status?: Leaf;
  readonly statusText?: Leaf;
  readonly title?: Leaf;
  /** The way to an object, of which nothing else is a part. */
  readonly details?: BodyPath;
}

/** Finds the parts of a body. */
export function findRoles({ leaves }: BodyForm): Roles {
  const code = findCode(leaves);
  const free = (leaf: Leaf): boolean => leaf !== code;
  const subcode = code && leaves.find((leaf) => free(leaf) && isSubcode(leaf));
  const message = findMessage(leaves.filter(free), code);
  const rest = leaves.filter((leaf) => free(leaf) && leaf !== message && leaf !== subcode);
  return omitAbsent({
    code,
    subcode,
    message,
    status: rest.find(isStatus),
    statusText: rest.find(isStatusText),
    title: rest.find((leaf) => isTitle(leaf, [code, message])),
    details: findDetails(rest, [code, subcode, message]),
  });
}

function omitAbsent(roles: { readonly [Key in keyof Roles]: Roles[Key] | undefined }): Roles {
  return Object.fromEntries(Object.entries(roles).filter(([, leaf]) => leaf !== undefined));
}

/** The last key on the way to a leaf, in small letters and digits alone. */
function nameOf({ path }: Pick<Leaf, 'path'>): string {
  return lettersOf(path.findLast((step) => step !== 0) ?? '');
}

const lettersOf = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** All that is known of the values of a leaf. */
function evidenceOf({ values, examples, shown }: Leaf): readonly unknown[] {
  return [...values, ...shown.map(({ value }) => value), ...examples].filter((value) => !isStandIn(value));
}

const isListed = ({ path }: Leaf): boolean => path.includes(0);

/** Names that say code by themselves, and those that mean it only where their values look like codes. */
const CODE_NAMES = 'errorcode code errcode faultcode exceptioncode errornumber errno errorkey errorid'.split(' ');
const PERHAPS_CODE_NAMES = 'error errorname name id key status reason type errortype exception'.split(' ');
const NAMES_OF_ANYTHING = ['name', 'id', 'key', 'status', 'type'];
const LISTED_CODE_NAMES = ['error', 'errorname', 'reason', 'errortype', 'exception'];
/** Words that such fields hold to say that there is an error, not which. */
const NO_CODES = new Set(['error', 'errors', 'fail', 'failed', 'failure', 'fault', 'err']);

function findCode(leaves: readonly Leaf[]): Leaf | undefined {
  const messages = leaves.filter((leaf) => rankAsMessage(leaf) !== undefined && isOfErrors(leaf));
  const isPartly = messages.some((leaf) => !isListed(leaf));
  const ranked = leaves.flatMap((leaf) => {
    const rank = rankAsCode(leaf);
    // What has an id, a name or a type may be anything, unless a message stands beside.
    const isSure =
      !NAMES_OF_ANYTHING.includes(nameOf(leaf)) || messages.some((message) => parentOf(message) === parentOf(leaf));
    // Below a message for the whole, a list of which no code is known says what is wrong with each part.
    const isOfPart = isPartly && isListed(leaf) && evidenceOf(leaf).length === 0;
    return rank === undefined || !isSure || isOfPart ? [] : [{ leaf, rank }];
  });
  return ranked.toSorted(
    (one, other) =>
      one.rank - other.rank ||
      Number(isListed(one.leaf)) - Number(isListed(other.leaf)) ||
      one.leaf.path.length - other.leaf.path.length,
  )[0]?.leaf;
}

/** How little a leaf looks like the code of an error; `undefined` where it can't be one. */
function rankAsCode(leaf: Leaf): number | undefined {
  const name = nameOf(leaf);
  const evidence = evidenceOf(leaf);
  if (leaf.isOpen || isStatus(leaf) || isStatusString(leaf) || isStatusText(leaf)) return undefined;
  const codes = evidence.filter(isCode);
  if (CODE_NAMES.includes(name)) {
    // One text among codes is a mistake; among texts a code is chance.
    if (codes.length * 2 < evidence.length) return undefined;
    if (evidence.length > 0) return 0;
    // A number of which nothing is known is most often the status again.
    return leaf.types.has('string') || leaf.types.size === 0 ? 1 : 30;
  }
  const place = PERHAPS_CODE_NAMES.indexOf(name);
  if (place < 0 || evidence.length === 0 || codes.length < evidence.length) return undefined;
  // Things in lists have names and states of their own.
  if (isListed(leaf) && !LISTED_CODE_NAMES.includes(name)) return undefined;
  const telling = evidence.filter((value) => typeof value === 'string' && !NO_CODES.has(value.toLowerCase()));
  return telling.some((value) => /\p{L}/u.test(String(value))) ? 2 + place : undefined;
}

function isCode(value: unknown): boolean {
  return typeof value === 'string' ? isCodeLike(value) : /^-?\d+$/.test(digitsOf(value) ?? '');
}

const SUBCODE_NAMES = 'subcode errorsubcode suberrorcode subcodeerror declinecode detailcode suberror'.split(' ');
const LISTED_SUBCODE_NAMES = ['issue', 'reason'];

function isSubcode(leaf: Leaf): boolean {
  const evidence = evidenceOf(leaf);
  if (leaf.isOpen || !evidence.every(isCode)) return false;
  if (SUBCODE_NAMES.includes(nameOf(leaf))) return true;
  return LISTED_SUBCODE_NAMES.includes(nameOf(leaf)) && isListed(leaf) && evidence.length > 0;
}

const MESSAGE_NAMES = (
  'message errormessage errmessage msg errmsg errormsg errordescription detail description errordetail errortext ' +
  'faultstring usermessage developermessage'
).split(' ');
/** Names that mean a message only where their values are sentences. */
const PERHAPS_MESSAGE_NAMES = ['reason', 'error', 'errors', 'text', 'explanation'];

function findMessage(leaves: readonly Leaf[], code: Leaf | undefined): Leaf | undefined {
  const isBeside = (leaf: Leaf): boolean => code !== undefined && parentOf(leaf) === parentOf(code);
  const ranked = leaves.flatMap((leaf) => {
    const rank = rankAsMessage(leaf);
    return rank === undefined || !(isBeside(leaf) || isOfErrors(leaf)) ? [] : [{ leaf, rank }];
  });
  return ranked.toSorted(
    (one, other) =>
      Number(isBeside(other.leaf)) - Number(isBeside(one.leaf)) ||
      Number(isListed(one.leaf)) - Number(isListed(other.leaf)) ||
      one.rank - other.rank ||
      one.leaf.path.length - other.leaf.path.length,
  )[0]?.leaf;
}

/** Whether a leaf stands in no list but one of errors. */
function isOfErrors({ path }: Leaf): boolean {
  return path.every(
    (step, index) =>
      step !== 0 || /err|fault|problem|violation|issue|fail|detail/i.test(String(path[index - 1] ?? 'errors')),
  );
}

const parentOf = ({ path }: Leaf): string => path.slice(0, -1).join('\u0000');

function rankAsMessage(leaf: Leaf): number | undefined {
  const evidence = evidenceOf(leaf);
  if (leaf.isOpen || !(leaf.types.has('string') || leaf.types.size === 0)) return undefined;
  if (isStatusText(leaf) || isStatusString(leaf)) return undefined;
  const place = MESSAGE_NAMES.indexOf(nameOf(leaf));
  if (place >= 0) return place;
  const perhaps = PERHAPS_MESSAGE_NAMES.indexOf(nameOf(leaf));
  const isSentence = evidence.some((value) => typeof value === 'string' && /\s/.test(value.trim()));
  return perhaps >= 0 && isSentence ? MESSAGE_NAMES.length + perhaps : undefined;
}

/** Whether a leaf is the title of the error, and not of one of the things that it is about. */
function isTitle(leaf: Leaf, beside: readonly (Leaf | undefined)[]): boolean {
  const owners = beside.flatMap((other) => (other === undefined ? [] : [parentOf(other)]));
  return (
    nameOf(leaf) === 'title' &&
    !leaf.isOpen &&
    (owners.length === 0 ? leaf.path.length === 1 : owners.includes(parentOf(leaf)))
  );
}

const STATUS_NAMES = 'status statuscode httpstatus httpstatuscode httpcode statusnumber'.split(' ');

/** Whether a leaf repeats the status of the response as a number. */
function isStatus(leaf: Leaf): boolean {
  const evidence = evidenceOf(leaf);
  if (leaf.isOpen) return false;
  const isNamed = STATUS_NAMES.includes(nameOf(leaf));
  if (evidence.length === 0)
    return isNamed && !leaf.types.has('string') && (leaf.types.has('integer') || leaf.types.has('number'));
  const isNumber = (value: unknown): boolean => typeof value === 'number' && value >= 100 && value <= 599;
  if (!evidence.every(isNumber)) return false;
  return isNamed || (leaf.shown.length > 0 && leaf.shown.every(({ value, status }) => repeats(value, status)));
}

function repeats(value: unknown, status: unknown): boolean {
  return typeof status === 'number' ? value === status : isErrorStatus(value);
}

const isErrorStatus = (value: unknown): boolean => typeof value === 'number' && value >= 400 && value <= 599;

/** Whether a leaf repeats the status as a text: `"404"`. */
function isStatusString({ shown, isOpen, values, examples, ...leaf }: Leaf): boolean {
  if (isOpen) return false;
  if (shown.length > 0) return shown.every(({ value, status }) => value === String(status));
  const stated = [...values, ...examples];
  return (
    STATUS_NAMES.includes(nameOf(leaf)) &&
    stated.length > 0 &&
    stated.every((value) => typeof value === 'string' && /^[45]\d\d$/.test(value))
  );
}

/** Whether a leaf repeats the phrase that HTTP has for the status. */
function isStatusText({ shown, isOpen, values }: Leaf): boolean {
  if (isOpen || shown.length === 0) return false;
  if (!shown.every(({ value, status }) => isPhraseOf(value, status))) return false;
  return values.every((value) => PHRASES.has(String(value)));
}

const PHRASES = new Set(Array.from({ length: 200 }, (_, index) => reasonPhrase(400 + index) ?? ''));

const DETAILS_NAMES =
  'details detail context contextinfo metadata meta data params parameters info extra additionaldata'.split(' ');

/** The way to the object with what is particular to one occurrence, if its parts are nothing else. */
function findDetails(leaves: readonly Leaf[], taken: readonly (Leaf | undefined)[]): BodyPath | undefined {
  const ways = leaves.flatMap(({ path, isOpen, types }) => {
    const end = path.findIndex((step) => step !== 0 && DETAILS_NAMES.includes(lettersOf(step)));
    const way = path.slice(0, end + 1);
    const isObject = way.length < path.length ? path[way.length] !== 0 : isOpen && types.has('object');
    return end < 0 || way.includes(0) || !isObject ? [] : [way];
  });
  return ways.find((way) => !taken.some((leaf) => leaf !== undefined && startsWith(leaf.path, way)));
}

/** Whether a way begins with another one. */
export function startsWith(path: BodyPath, start: BodyPath): boolean {
  return start.every((step, index) => step === path[index]);
}

/** A value that all bodies of a form have alike, of which there are `count`; `undefined` where there is none. */
export function constantOf(leaf: Leaf, count: number): string | boolean | undefined {
  if (leaf.isOpen) return undefined;
  const stated = [...new Set(leaf.values)];
  const shown = [...new Set(leaf.shown.map(({ value }) => value))];
  if (stated.length === 1 && isConstant(stated[0])) return stated[0];
  // A few that are alike tell nothing of many that show none, and what a list's items have alike is chance.
  const isCommon = !isListed(leaf) && leaf.shown.length > 1 && leaf.shown.length * 2 >= count;
  const isEverywhere = leaf.values.length === 0 && (isCommon || isSign(leaf, shown[0]));
  return shown.length === 1 && isEverywhere && isConstant(shown[0]) ? shown[0] : undefined;
}

/** Whether a value only says that there is an error: `"status": "error"`, `"ok": false`. */
function isSign(leaf: Leaf, value: unknown): boolean {
  if (typeof value === 'string') return NO_CODES.has(value.toLowerCase());
  return value === false && /^(?:ok|success|succeeded|successful)$/.test(nameOf(leaf));
}

/** A word, a version or a flag: ids and numbers that are alike in two examples were copied. */
function isConstant(value: unknown): value is string | boolean {
  if (typeof value === 'string') return /^[A-Za-z][A-Za-z_ -]*$|^v?\d+(?:\.\d+){1,2}$/.test(value);
  return typeof value === 'boolean';
}

const KIND_NAMES = /type|category|class|kind|severity|level|domain|title/;
/** Names of texts and links that explain an error. */
const EXPLANATION_NAMES =
  /^error$|^(?:error)?(?:name|description|explanation|reason|hint|solution|resolution|suggestion|advice)$|documentation|docs?(?:ur[li]|link)?$|help(?:ur[li]|link)?$|moreinfo|infour[li]/;

/** Whether what a key or a placeholder is called says of what kind an error is, so that its value belongs to an error and not to a request. */
export function isKindName(name: string): boolean {
  const letters = lettersOf(name);
  return KIND_NAMES.test(letters) || EXPLANATION_NAMES.test(letters);
}

/** Whether a leaf says of what kind an error is. */
function isKind(leaf: Leaf): boolean {
  return KIND_NAMES.test(nameOf(leaf)) && evidenceOf(leaf).every((value) => typeof value === 'string');
}

const OCCURRENCE_NAMES =
  /(?:^|_)(?:ids?|uuid|guid|trace|span|time|timestamp|ts|date|datetime|at|path|instance|request|method|host|server|ip|ur[il]|locale|language|reference)$|(?:request|trace|debug|correlation|log|event|transaction|operation|session|incident)id$/;

/** Values of a leaf that any body of its form may have: what its schemas agree on, and those of a single request. */
export function listCommonExamples(leaf: Leaf): readonly unknown[] {
  // What says of what kind an error is belongs to that error, and no example of it holds for all.
  if (isKind(leaf)) return [];
  const key = leaf.path.findLast((step) => step !== 0) ?? '';
  const words = key.replaceAll(/(?<=[a-z\d])(?=[A-Z])|[^A-Za-z\d]+/g, '_').toLowerCase();
  const isOfOccurrence = OCCURRENCE_NAMES.test(words) && !isKindName(key);
  if (isOfOccurrence) return [...leaf.examples, ...leaf.shown.map(({ value }) => value)];
  // Where each response has a schema of its own, their examples tell them apart.
  return new Set(leaf.examples.map((value) => JSON.stringify(value))).size === 1 ? leaf.examples : [];
}
