/** What texts of a specification say, and what they only seem to say. */
import { reasonPhrase, type Status } from '../core/http.ts';
import { digitsOf } from '../formats/numbers.ts';

/** Values that generators and authors put where none is meant. */
const NO_VALUE = new Set(
  'string text object array number integer boolean null undefined none example sample value test foo bar lorem todo'.split(
    ' ',
  ),
);

/** Whether a value is only a stand-in. */
export function isStandIn(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === 'number') return value === 0;
  if (typeof value !== 'string') return false;
  const text = value.trim();
  return (
    text === '' ||
    NO_VALUE.has(text.toLowerCase()) ||
    /^(?:example|sample|dummy|your)[_ -]|^<[^<>]*>$|^\{[^{}"]*\}$|^\.\.\.$|^…$/.test(text)
  );
}

/** Whether a body is only what a generator makes of its schema: stand-ins and flags. */
export function isStandInBody(value: unknown): boolean {
  const ends = endsOf(value);
  return ends.some(isStandIn) && ends.every((end) => typeof end === 'boolean' || isStandIn(end));
}

function endsOf(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null && digitsOf(value) === undefined
    ? Object.values(value).flatMap(endsOf)
    : [value];
}

/** Whether a text has the form of a code. */
export function isCodeLike(value: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}_.:/-]{0,99}$/u.test(value) && !/:\/\//.test(value) && !UUID.test(value);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;

/** Phrases of statuses that tell of no error, as codes write them. */
const SUCCESSES = new Set(
  (
    'continue switchingprotocols processing earlyhints ok success created accepted nonauthoritativeinformation nocontent ' +
    'resetcontent partialcontent multistatus alreadyreported imused multiplechoices movedpermanently found seeother ' +
    'notmodified useproxy temporaryredirect permanentredirect redirect'
  ).split(' '),
);

/** Whether a code is what HTTP calls a status that tells of no error. */
export function isSuccess(code: string): boolean {
  return SUCCESSES.has(letters(code)) || /^(?:20[0-8]|226|30[0-8])$/.test(code);
}

const letters = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Whether a text is the phrase that HTTP has for a status. */
export function isPhraseOf(value: unknown, status: Status): boolean {
  return typeof value === 'string' && value === reasonPhrase(status);
}

const PHRASES = new Set(
  Array.from({ length: 200 }, (_, index) => letters(reasonPhrase(400 + index) ?? '')).filter((phrase) => phrase !== ''),
);
const GENERAL = new Set(
  (
    'error errors anerror anerroroccurred defaulterror defaultresponse default errorresponse unexpectederror genericerror ' +
    'agenericerror failure failed clienterror servererror unknownerror'
  ).split(' '),
);

/** Words of which names of schemas are made that any error may have. */
const NAMES_OF_ANY = new Set(
  (
    'error errors err problem details detail response result body model dto schema payload object message exception fault ' +
    'failure failed api http rest rpc json status default general generic base basic standard common simple unexpected'
  ).split(' '),
);

/** Whether the name of a schema tells no more than that there is an error: `ApiError`, `ProblemDetails`. */
export function isNameOfAny(name: string): boolean {
  return name
    .split(/(?<=[a-z\d])(?=[A-Z])|[^\p{L}]+/u)
    .every((word) => word === '' || NAMES_OF_ANY.has(word.toLowerCase()));
}

/** Whether the type of a problem stands for a status alone: `about:blank`, a section of an RFC, `https://httpstatuses.com/404`. */
export function isTypeOfStatus(type: string): boolean {
  return /^about:|\brfc-?\d{4}\b|\/[1-5]\d\d$/i.test(type);
}

/** Whether a description says no more than the status does. */
export function isGeneral(description: string, name = ''): boolean {
  const whole = description.replace(/^\s*\d{3}\b/, '');
  const texts = [whole, whole.replace(/\s+(?:error|response)\.?\s*$/i, '')].map(letters);
  const isKnown = (text: string): boolean =>
    text === '' || PHRASES.has(text) || GENERAL.has(text) || text === letters(name);
  return isStandIn(description) || texts.some(isKnown);
}
