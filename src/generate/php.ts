import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { phpLiteral } from '../document/samples/literals.ts';
import { indent, lines } from '../document/samples/text.ts';
import { camel, pascal, screaming } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  blockComment,
  carriedText,
  detailedErrors,
  exampleNames,
  nameAll,
  numberOfStatus,
  packageOf,
  type NameRules,
  type Names,
} from './parts.ts';
import type { TargetOptions } from './target.ts';

const RULES: NameRules = {
  ...{ code: screaming, field: camel, type: pascal, ending: 'exception' },
  takenCodes: ['CLASS'],
  takenTypes: ['ApiErrors', 'ApiException', 'UnknownApiException', 'ErrorCode', 'ErrorFacts'],
  takenFields: ['this'],
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, test: string]>> = {
  string: ['?string', 'is_string'],
  number: ['int|float|null', '(static fn (mixed $number): bool => is_int($number) || is_float($number))'],
  integer: ['?int', 'is_int'],
  boolean: ['?bool', 'is_bool'],
  object: [
    'object|array|null',
    '(static fn (mixed $fields): bool => is_object($fields) || (is_array($fields) && !array_is_list($fields)))',
  ],
  array: ['?array', '(static fn (mixed $items): bool => is_array($items) && array_is_list($items))'],
  any: ['mixed', '(static fn (mixed $any): bool => true)'],
};

const text = (value: string | undefined): string => (value === undefined ? 'null' : phpLiteral(value));
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'null' : `[${keys.map((key) => (key === 0 ? '0' : phpLiteral(key))).join(', ')}]`;
const choices = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

/** How a client uses it. */
export function usePhp(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `require 'ApiErrors.php';

$error = ApiErrors::fromResponse($status, $headers, $body);
if ($error->errorCode === ErrorCode::${code}) error_log($error->facts->url);
if ($error instanceof ${error}) throw $error;`;
}

/** A PHP file: codes, facts, an exception a category, and the method that makes the right one from a response. */
export function composePhp(registry: Registry, site: Site, { packageName }: TargetOptions): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const detailed = detailedErrors(model);
  const namespace =
    packageName ?? packageOf(model, { style: pascal, separator: '\\\\', isTopLeft: true, absent: 'ApiErrors' });
  return `<?php

/**
 * The errors of an API: codes, facts and exceptions. Generated; do not edit.
 *
 * ${blockComment(siteName)}
 * ${blockComment(source)}
 */

declare(strict_types=1);

namespace ${namespace};

/**
 * The codes of the errors; a subcode stands behind its code and a slash.
 *
 * An error whose responses carry no code has a name of its own here.
 */
final class ErrorCode
{
${indent('    ', errors.map((error) => codeOf(error, names)).join('\n\n'))}
}

/** What is known of an error; null where nobody states it. */
final class ErrorFacts
{
    /**
     * @param int|string|null $status a number, or a range such as '4XX'
     * @param ?string $message a template with {placeholders}
     * @param ?string $retry ${choices(RETRY_KINDS)}
     * @param ?string $retryHeader the header that states the wait
     * @param ?string $actor who can remove the cause: ${choices(ACTORS)}
     * @param ?string $userMessage safe to show to an end user
     * @param string $url the page of the error
     */
    private function __construct(
        public readonly string $code,
        public readonly string $category,
        public readonly string $title,
        public readonly int|string|null $status,
        public readonly ?string $message,
        public readonly ?string $retry,
        public readonly ?string $retryHeader,
        public readonly ?string $actor,
        public readonly ?string $userMessage,
        public readonly string $url,
    ) {
    }

    /** The facts of a code; null where this file doesn't know it. */
    public static function of(string $code): ?self
    {
        $stated = self::ALL[$code] ?? null;

        return $stated === null ? null : new self($code, ...$stated);
    }

    /** @return list<string> the code of every error */
    public static function codes(): array
    {
        return array_map('strval', array_keys(self::ALL));
    }

    private const ALL = [${errors.map((error) => `\n        ${writeFacts(error)},`).join('')}
    ];
}

/** What the API answered in place of what was asked for. */
class ApiException extends \\RuntimeException
{
    /**
     * @param ?string $errorCode the code; of an unknown error that of its body, if there is any
     * @param mixed $body the body as JSON, or as text where it is none
     * @param ?ErrorFacts $facts null for an unknown error
     * @param ?object $details the details of the body: an object of the class for this code
     * @param ?float $retryAfter seconds to wait before the same request is sent again, as the response states them
     */
    final public function __construct(
        string $message,
        public readonly ?string $errorCode,
        public readonly int $status,
        public readonly mixed $body,
        public readonly ?ErrorFacts $facts = null,
        public readonly ?object $details = null,
        public readonly ?float $retryAfter = null,
    ) {
        parent::__construct($message, $status);
    }
}

/** An error that this file does not know. */
final class UnknownApiException extends ApiException
{
}
${categories.map(({ name, title }) => `\n/** Category: ${blockComment(title)} */\nfinal class ${names.error(name)} extends ApiException\n{\n}\n`).join('')}${detailed.map((error) => writeDetails(error, names)).join('')}
/** Makes exceptions from responses. */
final class ApiErrors
{
    private const CLASSES = [${categories.map(({ name }) => `\n        ${phpLiteral(name)} => ${names.error(name)}::class,`).join('')}
    ];

    private const DETAILS = [${detailed.map(({ key }) => `\n        ${phpLiteral(key)} => ${names.details(key)}::class,`).join('')}
    ];

    /**
     * Where bodies hold codes: the way to the items, then from an item that to the code, the subcode, the message and the
     * details; 0 is each item of a list.
     */
    private const PLACES = [${places.map((place) => `\n        ${writePlace(place)},`).join('')}
    ];

    /**
     * The errors without a code: statuses from first to last, the value in the body that the error has with the way to it,
     * and the ways to the message and the details.
     */
    private const WITHOUT_CODE = [${withoutCode.map((error) => `\n        ${writeWithoutCode(error)},`).join('')}
    ];
${RUNTIME}`;
}

function codeOf(error: ErrorFacts, names: Names): string {
  const deprecated =
    error.deprecated === undefined ? undefined : [' *', ` * @deprecated ${blockComment(error.deprecated)}`];
  return lines(
    '/**',
    [` * ${blockComment(error.about)}`, ' *', ` * @see ${blockComment(error.url)}`],
    deprecated,
    ' */',
    `public const ${names.code(error.key)} = ${phpLiteral(error.key)};`,
  );
}

function writeFacts(error: ErrorFacts): string {
  const { key, category, title, status, message, retry, retryHeader, actor, userMessage, url } = error;
  const stated = numberOfStatus(error)?.toString() ?? text(status?.toString());
  const told = [message, retry, retryHeader, actor, userMessage, url].map(text);
  return `${text(key)} => [${[text(category), text(title), stated, ...told].join(', ')}]`;
}

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  `[${[items, code, subcode, message, details].map(path).join(', ')}]`;

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string => {
  const bounds = `[${statuses.map(([first, last]) => `[${first}, ${last}]`).join(', ')}]`;
  const value = text(mark && carriedText(mark.value));
  return `[${[text(key), bounds, path(mark?.path), value, path(message), path(details)].join(', ')}]`;
};

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const declared = fields.map(({ name, type, about }) =>
    lines(
      `/** ${blockComment(about) || blockComment(name)} */`,
      `public readonly ${TYPES[type][0]} $${names.field(key, name)},`,
    ),
  );
  const read = ({ name, type }: DetailField): string =>
    `ApiErrors::typed($value, ${phpLiteral(name)}, ${TYPES[type][1].replace(/^is_\w+$/, (test) => `'${test}'`)}),`;
  return `
/** The details of ErrorCode::${names.code(key)}; a field that a response lacks is null. */
final class ${names.details(key)}
{
    private function __construct(
${indent('        ', declared)}
    ) {
    }

    public static function parse(object|array $value): self
    {
        return new self(
${indent('            ', fields.map(read))}
        );
    }
}
`;
}

const RUNTIME = `
    /**
     * The exception that a response is.
     *
     * @param array<string, string|list<string>> $headers
     * @param mixed $body the text of the response, or what json_decode made of it
     */
    public static function fromResponse(int $status, array $headers, mixed $body): ApiException
    {
        if (is_string($body)) {
            $parsed = json_decode($body, false, 512, JSON_BIGINT_AS_STRING);
            $body = json_last_error() === JSON_ERROR_NONE ? $parsed : $body;
        }
        [$code, $message, $value] = self::identify($status, $body);
        $facts = $code === null ? null : ErrorFacts::of($code);
        $class = $facts === null ? UnknownApiException::class : self::CLASSES[$facts->category];
        $details = $facts === null || $value === null ? null : (self::DETAILS[$code] ?? null);

        return new $class(
            $message ?? $facts?->title ?? $code ?? "HTTP status {$status}",
            $code,
            $status,
            $body,
            $facts,
            $details === null ? null : $details::parse($value),
            $facts === null ? null : self::wait($facts, $headers),
        );
    }

    /** @internal */
    public static function typed(object|array $value, string $name, callable $isOfType): mixed
    {
        $found = self::values($value, [$name])[0] ?? null;

        return $isOfType($found) ? $found : null;
    }

    private static function identify(int $status, mixed $body): array
    {
        $found = null;
        $unknown = null;
        foreach (self::PLACES as [$items, $codePath, $subcodePath, $messagePath, $detailsPath]) {
            foreach (self::values($body, $items) as $item) {
                $codes = self::texts(self::values($item, $codePath));
                $message = self::first($item, $body, $messagePath, 'is_string');
                $unknown ??= $codes === [] ? null : [$codes[0], $message, null];
                $key = self::known($codes, self::texts(self::values($item, $subcodePath)));
                if ($key === null) {
                    continue;
                }
                // Of two readings of one body the one with a subcode says more.
                if ($found === null || str_starts_with($key, $found[0] . '/')) {
                    $found = [$key, $message, self::first($item, $body, $detailsPath, self::isMap(...))];
                }
                break;
            }
        }

        return $found ?? $unknown ?? self::withoutCode($status, $body);
    }

    private static function known(array $codes, array $subcodes): ?string
    {
        foreach ($codes as $code) {
            if (ErrorFacts::of($code) === null || in_array($code, array_column(self::WITHOUT_CODE, 0), true)) {
                continue;
            }
            foreach ($subcodes as $subcode) {
                if (ErrorFacts::of("{$code}/{$subcode}") !== null) {
                    return "{$code}/{$subcode}";
                }
            }

            return $code;
        }

        return null;
    }

    private static function withoutCode(int $status, mixed $body): array
    {
        $marked = array_values(array_filter(
            self::WITHOUT_CODE,
            fn (array $error): bool => $error[2] !== null
                && in_array($error[3], self::texts(self::values($body, $error[2])), true),
        ));
        $fitting = count($marked) === 1 ? $marked : self::narrowest($status, $marked);
        if (count($fitting) !== 1) {
            return [null, null, null];
        }
        [$key, , , , $message, $details] = $fitting[0];

        return [
            $key,
            self::first($body, $body, $message, 'is_string'),
            self::first($body, $body, $details, self::isMap(...)),
        ];
    }

    /** The fewer statuses an error may have, the more its status tells. */
    private static function narrowest(int $status, array $marked): array
    {
        $candidates = $marked === []
            ? array_filter(self::WITHOUT_CODE, fn (array $error): bool => $error[2] === null)
            : $marked;
        $smallest = PHP_INT_MAX;
        $fitting = [];
        foreach ($candidates as $error) {
            foreach ($error[1] as [$first, $last]) {
                if ($status < $first || $status > $last || $last - $first > $smallest) {
                    continue;
                }
                $fitting = $last - $first < $smallest ? [$error] : [...$fitting, $error];
                $smallest = $last - $first;
            }
        }

        return $fitting;
    }

    private static function values(mixed $body, ?array $path): array
    {
        if ($path === null) {
            return [];
        }
        $found = [$body];
        foreach ($path as $key) {
            $next = [];
            foreach ($found as $value) {
                if ($key === 0) {
                    array_push($next, ...(is_array($value) && array_is_list($value) ? $value : []));
                } elseif (is_object($value) && property_exists($value, $key)) {
                    $next[] = $value->{$key};
                } elseif (is_array($value) && array_key_exists($key, $value)) {
                    $next[] = $value[$key];
                }
            }
            $found = $next;
        }

        return $found;
    }

    /** Texts as they are, and numbers as digits. */
    private static function texts(array $values): array
    {
        $isText = fn (mixed $value): bool => is_string($value) || is_int($value) || is_float($value);

        return array_map('strval', array_values(array_filter($values, $isText)));
    }

    private static function first(mixed $item, mixed $body, ?array $path, callable $isWanted): mixed
    {
        foreach ([...self::values($item, $path), ...self::values($body, $path)] as $value) {
            if ($isWanted($value)) {
                return $value;
            }
        }

        return null;
    }

    private static function isMap(mixed $value): bool
    {
        return is_object($value) || (is_array($value) && !array_is_list($value));
    }

    /** Seconds, a date, or seconds since 1970, as the header states them. */
    private static function wait(ErrorFacts $facts, array $headers): ?float
    {
        if ($facts->retry !== 'after-wait' || $facts->retryHeader === null) {
            return null;
        }
        $named = array_change_key_case($headers)[strtolower($facts->retryHeader)] ?? '';
        $stated = trim(is_array($named) ? ($named[0] ?? '') : $named);
        $isNumber = preg_match('/^\\d+(\\.\\d+)?$/D', $stated) === 1;
        $isDate = preg_match('/^[A-Z][a-z]+,? .*\\d\\d:\\d\\d:\\d\\d/', $stated) === 1;
        // The oldest form of a date states no zone, and means this one.
        $time = $isDate ? strtotime(preg_match('/GMT|[+-]\\d{4}$/', $stated) === 1 ? $stated : "{$stated} GMT") : false;
        if (!$isNumber && $time === false) {
            return null;
        }
        $seconds = $isNumber ? (float) $stated : (float) $time;
        $seconds -= $isNumber && $seconds <= 1e9 ? 0 : microtime(true);

        return $seconds >= 0 ? $seconds : null;
    }
}
`;
