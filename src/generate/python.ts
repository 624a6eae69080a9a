import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import { STATUS_RANGES } from '../core/http.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { pythonLiteral as literal } from '../document/samples/literals.ts';
import { comment } from '../document/samples/text.ts';
import { pascal, screaming, snake } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  carriedText,
  detailedErrors,
  exampleNames,
  nameAll,
  numberOfStatus,
  remarksOn,
  type NameRules,
  type Names,
} from './parts.ts';

const KEYWORDS =
  'false none true and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield parse cls self';
const BUILT_IN =
  'ArithmeticError AssertionError AttributeError BaseException BlockingIOError BrokenPipeError BufferError ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError EnvironmentError EOFError Exception FileExistsError FileNotFoundError FloatingPointError ImportError IndentationError IndexError InterruptedError IOError IsADirectoryError KeyError LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError NotImplementedError OSError OverflowError PermissionError ProcessLookupError RecursionError ReferenceError RuntimeError SyntaxError SystemError TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError ValueError ZeroDivisionError';

const RULES: NameRules = {
  ...{ code: screaming, field: snake, type: pascal, ending: 'error' },
  takenTypes: ['ApiError', 'UnknownApiError', 'ErrorCode', 'ErrorFacts', ...BUILT_IN.split(' ')],
  takenFields: KEYWORDS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [annotation: string, check: string]>> = {
  string: ['Optional[str]', '_typed(VALUE, str)'],
  number: ['Union[int, float, None]', '_typed(VALUE, int, float)'],
  integer: ['Optional[int]', '_typed(VALUE, int)'],
  boolean: ['Optional[bool]', '_typed(VALUE, bool)'],
  object: ['Optional[Dict[str, Any]]', '_typed(VALUE, dict)'],
  array: ['Optional[List[Any]]', '_typed(VALUE, list)'],
  any: ['Any', 'VALUE'],
};

const text = (value: string | undefined): string => (value === undefined ? 'None' : literal(value));
const tuple = (items: readonly string[]): string => `(${items.join(', ')}${items.length === 1 ? ',' : ''})`;
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'None' : tuple(keys.map((key) => (key === 0 ? '0' : literal(key))));
const choices = (values: readonly string[]): string => values.map((value) => `\`\`${value}\`\``).join(', ');

/** How a client uses it. */
export function usePython(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `from errors import ErrorCode, ${error}, error_from

error = error_from(response.status_code, response.headers, response.text)
if error.code == ErrorCode.${code}:
    print(error.facts.url, error.details, error.retry_after)
if isinstance(error, ${error}):
    raise error`;
}

/** A Python module: codes, facts, an exception a category, and the function that makes the right one from a response. */
export function composePython(registry: Registry, site: Site): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  return `"""The errors of an API: codes, facts and exceptions. Generated; do not edit."""

# ${comment(siteName)}
# ${comment(source)}

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import timezone
from email.utils import parsedate_to_datetime
from typing import Any, Dict, Iterator, List, Mapping, Optional, Tuple, Type, Union


class ErrorCode:
    """The codes of the errors; a subcode stands behind its code and a slash.

    An error whose responses carry no code has a name of its own here.
    """
${errors.map((error) => codeOf(error, names)).join('')}

@dataclass(frozen=True)
class ErrorFacts:
    """What is known of an error; \`\`None\`\` where nobody states it."""

    code: str
    category: str
    title: str
    #: A number, or a range such as ${STATUS_RANGES[3]}.
    status: Union[int, str, None]
    #: The message as a template with \`\`{placeholders}\`\`.
    message: Optional[str]
    #: ${choices(RETRY_KINDS)}.
    retry: Optional[str]
    #: The header that states the wait.
    retry_header: Optional[str]
    #: Who can remove the cause: ${choices(ACTORS)}.
    actor: Optional[str]
    #: Safe to show to an end user.
    user_message: Optional[str]
    #: The page of the error.
    url: str


#: Every error of the API, by its code.
ERRORS: Mapping[str, ErrorFacts] = {
    facts.code: facts
    for facts in (${errors.map(writeFacts).join('')}${errors.length === 0 ? '' : '\n    '})
}

${detailedErrors(model)
  .map((error) => writeDetails(error, names))
  .join('')}
class ApiError(Exception):
    """What the API answered in place of what was asked for."""

    #: The code of the error; of an unknown one that of its body, if there is any.
    code: Optional[str]
    status: int
    #: The body as JSON, or as text where it is none.
    body: Any
    #: \`\`None\`\` for an unknown error.
    facts: Optional[ErrorFacts]
    #: The details of the body: an object of the class for this code.
    details: Any
    #: Seconds to wait before the same request is sent again, as the response states them.
    retry_after: Optional[float]

    def __init__(
        self,
        message: str,
        *,
        code: Optional[str],
        status: int,
        body: Any,
        facts: Optional[ErrorFacts] = None,
        details: Any = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.body = body
        self.facts = facts
        self.details = details
        self.retry_after = retry_after


class UnknownApiError(ApiError):
    """An error that this module does not know."""

${categories
  .map(
    ({ name, title }) => `
# ${comment(title)}
class ${names.error(name)}(ApiError):
    """An error of this category."""

`,
  )
  .join('')}
_CLASSES: Mapping[str, Type[ApiError]] = {${categories.map(({ name }) => `\n    ${literal(name)}: ${names.error(name)},`).join('')}${categories.length === 0 ? '' : '\n'}}

_DETAILS: Mapping[str, Any] = {${detailedErrors(model)
    .map(({ key }) => `\n    ${literal(key)}: ${names.details(key)},`)
    .join('')}${detailedErrors(model).length === 0 ? '' : '\n'}}

_Path = Tuple[Union[str, int], ...]

# Where bodies hold codes: the way to the items, then from an item that to the code, the
# subcode, the message and the details; 0 is each item of a list.
_PLACES: Tuple[
    Tuple[_Path, _Path, Optional[_Path], Optional[_Path], Optional[_Path]], ...
] = ${list(places.map(writePlace))}

# The errors without a code: statuses from first to last, the value in the body that the
# error has with the way to it, and the ways to the message and the details.
_WITHOUT_CODE: Tuple[
    Tuple[
        str,
        Tuple[Tuple[int, int], ...],
        Optional[_Path],
        Optional[str],
        Optional[_Path],
        Optional[_Path],
    ],
    ...,
] = ${list(withoutCode.map(writeWithoutCode))}
${RUNTIME}`;
}

const list = (items: readonly (readonly string[])[]): string =>
  items.length === 0
    ? '()'
    : `(${items.map((item) => `\n    (${item.map((part) => `\n        ${part},`).join('')}\n    ),`).join('')}\n)`;

const writePlace = ({ items, code, subcode, message, details }: Place): readonly string[] => [
  path(items),
  path(code),
  path(subcode),
  path(message),
  path(details),
];

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): readonly string[] => [
  literal(key),
  tuple(statuses.map(([first, last]) => `(${first}, ${last})`)),
  path(mark?.path),
  text(mark && carriedText(mark.value)),
  path(message),
  path(details),
];

function codeOf(error: ErrorFacts, names: Names): string {
  const deprecated = error.deprecated === undefined ? [] : ['', `.. deprecated:: ${comment(error.deprecated)}`];
  const remarks = [...remarksOn(error), ...deprecated].map((line) => `    #:${line === '' ? '' : ` ${line}`}\n`);
  return `\n${remarks.join('')}    ${names.code(error.key)} = ${literal(error.key)}\n`;
}

function writeFacts(error: ErrorFacts): string {
  const { key, category, title, status, message, retry, retryHeader, actor, userMessage, url } = error;
  const stated = numberOfStatus(error)?.toString() ?? text(status?.toString());
  const given = [text(key), text(category), text(title), stated, text(message), text(retry), text(retryHeader)];
  const all = [...given, text(actor), text(userMessage), text(url)];
  return `\n        ErrorFacts(${all.map((value) => `\n            ${value},`).join('')}\n        ),`;
}

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const declared = fields.map((field) => {
    const about = comment(field.about);
    return `${about === '' ? '' : `    #: ${about}\n`}    ${names.field(key, field.name)}: ${TYPES[field.type][0]} = None\n`;
  });
  const read = ({ name, type }: DetailField): string =>
    `            ${names.field(key, name)}=${TYPES[type][1].replace('VALUE', () => `value.get(${literal(name)})`)},\n`;
  return `
# ${comment(key)}
@dataclass(frozen=True)
class ${names.details(key)}:
    """The details of the error; a field that a response lacks is \`\`None\`\`."""

${declared.join('')}
    @classmethod
    def parse(cls, value: Mapping[str, Any]) -> ${names.details(key)}:
        return cls(
${fields.map(read).join('')}        )

`;
}

const RUNTIME = `

def error_from(status: int, headers: Mapping[str, str], body: Any) -> ApiError:
    """The exception that a response is.

    \`\`body\`\` is the text of the response, or the JSON that it was parsed into.
    """
    if isinstance(body, (str, bytes, bytearray)):
        try:
            body = json.loads(body)
        except ValueError:
            pass
    code, message, value = _identify(status, body)
    facts = None if code is None else ERRORS.get(code)
    title = "HTTP status %d" % status if facts is None else facts.title
    error_class = UnknownApiError if facts is None else _CLASSES[facts.category]
    details_class = None if facts is None else _DETAILS.get(facts.code)
    parsed = isinstance(value, dict) and details_class is not None
    return error_class(
        message or (title if code is None or facts is not None else code),
        code=code,
        status=status,
        body=body,
        facts=facts,
        details=details_class.parse(value) if parsed else None,
        retry_after=_wait(facts, headers),
    )


def _identify(status: int, body: Any) -> Tuple[Optional[str], Optional[str], Any]:
    found: Optional[Tuple[str, Optional[str], Any]] = None
    unknown: Optional[Tuple[str, Optional[str], Any]] = None
    for items, code_path, subcode_path, message_path, details_path in _PLACES:
        for item in _values(body, items):
            codes = _texts(_values(item, code_path))
            message = _first_text(item, body, message_path)
            if codes and unknown is None:
                unknown = (codes[0], message, None)
            key = _known(codes, _texts(_values(item, subcode_path)))
            if key is None:
                continue
            # Of two readings of one body the one with a subcode says more.
            if found is None or key.startswith(found[0] + "/"):
                found = (key, message, _first_object(item, body, details_path))
            break
    if found is not None or unknown is not None:
        return found or unknown  # type: ignore[return-value]
    return _without_code(status, body)


def _known(codes: List[str], subcodes: List[str]) -> Optional[str]:
    for code in codes:
        if code in ERRORS and all(code != other[0] for other in _WITHOUT_CODE):
            keys = [code + "/" + subcode for subcode in subcodes]
            return next((key for key in keys if key in ERRORS), code)
    return None


def _without_code(status: int, body: Any) -> Tuple[Optional[str], Optional[str], Any]:
    marked = [
        error
        for error in _WITHOUT_CODE
        if error[2] is not None and error[3] in _texts(_values(body, error[2]))
    ]
    candidates = marked
    if len(marked) != 1:
        # The fewer statuses an error may have, the more its status tells.
        sized = [
            (min(last - first for first, last in around), error)
            for error in marked or [each for each in _WITHOUT_CODE if each[2] is None]
            for around in [[pair for pair in error[1] if pair[0] <= status <= pair[1]]]
            if around
        ]
        smallest = min((size for size, _ in sized), default=0)
        candidates = [error for size, error in sized if size == smallest]
    if len(candidates) != 1:
        return (None, None, None)
    key, _, _, _, message, details = candidates[0]
    return (
        key,
        _first_text(body, body, message),
        _first_object(body, body, details),
    )


def _values(body: Any, path: Optional[_Path]) -> Iterator[Any]:
    if path is None:
        return
    if not path:
        yield body
    elif path[0] == 0 and isinstance(body, list):
        for item in body:
            yield from _values(item, path[1:])
    elif isinstance(path[0], str) and isinstance(body, dict) and path[0] in body:
        yield from _values(body[path[0]], path[1:])


def _texts(values: Iterator[Any]) -> List[str]:
    """Texts as they are, and numbers as digits."""
    return [
        str(value)
        for value in values
        if isinstance(value, (str, int, float)) and not isinstance(value, bool)
    ]


def _first_text(item: Any, body: Any, path: Optional[_Path]) -> Optional[str]:
    for value in (*_values(item, path), *_values(body, path)):
        if isinstance(value, str):
            return value
    return None


def _first_object(item: Any, body: Any, path: Optional[_Path]) -> Any:
    for value in (*_values(item, path), *_values(body, path)):
        if isinstance(value, dict):
            return value
    return None


def _typed(value: Any, *types: Type[Any]) -> Any:
    is_flag = isinstance(value, bool) and bool not in types
    return value if isinstance(value, types) and not is_flag else None


def _wait(facts: Optional[ErrorFacts], headers: Mapping[str, str]) -> Optional[float]:
    """Seconds, a date, or seconds since 1970, as the header states them."""
    if facts is None or facts.retry != "after-wait" or facts.retry_header is None:
        return None
    name = facts.retry_header.lower()
    stated = next(
        (value for key, value in headers.items() if key.lower() == name), ""
    ).strip()
    try:
        if not stated.replace(".", "", 1).isdecimal():
            date = parsedate_to_datetime(stated)
            # The oldest form of a date states no zone, and means this one.
            date = date if date.tzinfo else date.replace(tzinfo=timezone.utc)
            seconds = date.timestamp() - time.time()
        elif float(stated) > 1e9:
            seconds = float(stated) - time.time()
        else:
            seconds = float(stated)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return seconds if seconds >= 0 else None
`;
