import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { javaLiteral } from '../document/samples/literals.ts';
import { indent, lines } from '../document/samples/text.ts';
import { camel, pascal, screaming, snake } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  carriedText,
  chunksOf,
  detailedErrors,
  javaComment,
  exampleNames,
  nameAll,
  numberOfStatus,
  packageOf,
  rangeOfStatus,
  pathTexts,
  type NameRules,
  type Names,
} from './parts.ts';
import type { TargetOptions } from './target.ts';

const KEYWORDS =
  'abstract assert boolean break byte case catch char class clone const continue default do double else enum equals extends false final finalize finally float for getClass goto hashCode if implements import instanceof int interface long native new notify notifyAll null package private protected public return short static strictfp super switch synchronized this throw throws toString transient true try value void volatile wait while _ record sealed permits var yield';
const TYPES_IN_USE =
  'ApiErrors ApiException UnknownApiException Code Facts Reading Place WithoutCode RuntimeException Exception ArithmeticException ClassCastException DateTimeException DateTimeParseException IllegalArgumentException IllegalStateException IndexOutOfBoundsException InterruptedException NullPointerException NumberFormatException SecurityException UnsupportedOperationException';

const RULES: NameRules = {
  ...{ code: screaming, field: camel, type: pascal, ending: 'exception' },
  takenTypes: TYPES_IN_USE.split(' '),
  takenFields: KEYWORDS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, read: string]>> = {
  string: ['String', 'Reading.as(String.class, VALUE)'],
  number: ['Double', 'Reading.asDouble(VALUE)'],
  integer: ['Long', 'Reading.asLong(VALUE)'],
  boolean: ['Boolean', 'Reading.as(Boolean.class, VALUE)'],
  object: ['Map<?, ?>', 'Reading.as(Map.class, VALUE)'],
  array: ['List<?>', 'Reading.as(List.class, VALUE)'],
  any: ['Object', 'VALUE'],
};

const text = (value: string | undefined): string => (value === undefined ? 'null' : javaLiteral(value));
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'null' : `List.of(${pathTexts(keys).map(javaLiteral).join(', ')})`;
const choices = (values: readonly string[]): string => values.map((value) => `{@code "${value}"}`).join(', ');

/** How a client uses it. */
export function useJava(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `var error = ApiErrors.fromResponse(response.statusCode(), response.headers().map(), body);
if (ApiErrors.Code.${code}.equals(error.code())) {
    System.err.println(error.facts().url() + " " + error.retryAfter());
}
if (error instanceof ApiErrors.${error}) throw error;`;
}

/** A Java class: codes, facts, an exception a category, and the method that makes the right one from a response. */
export function composeJava(registry: Registry, site: Site, { packageName }: TargetOptions): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const chunks = chunksOf(errors);
  return `// Generated; do not edit.
package ${packageName ?? packageOf(model, { style: snake, separator: '.', isTopLeft: false, absent: 'apierrors' })};

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * The errors of an API: codes, facts and exceptions.
 *
 * <p>${javaComment(siteName)}
 *
 * <p>${javaComment(source)}
 */
public final class ApiErrors {
    private ApiErrors() {}

    /**
     * The codes of the errors; a subcode stands behind its code and a slash. An error whose responses carry no code has a
     * name of its own here.
     */
    public static final class Code {
        private Code() {}
${errors.map((error) => `\n${indent('        ', codeOf(error, names))}\n`).join('')}    }

    /** What is known of an error; {@code null} where nobody states it. */
    public static final class Facts {
        private final String code;
        private final String category;
        private final String title;
        private final Integer status;
        private final String statusRange;
        private final String message;
        private final String retry;
        private final String retryHeader;
        private final String actor;
        private final String userMessage;
        private final String url;
        private final Function<Map<?, ?>, Object> details;

        private Facts(
                String code,
                String category,
                String title,
                Integer status,
                String statusRange,
                String message,
                String retry,
                String retryHeader,
                String actor,
                String userMessage,
                String url,
                Function<Map<?, ?>, Object> details) {
            this.code = code;
            this.category = category;
            this.title = title;
            this.status = status;
            this.statusRange = statusRange;
            this.message = message;
            this.retry = retry;
            this.retryHeader = retryHeader;
            this.actor = actor;
            this.userMessage = userMessage;
            this.url = url;
            this.details = details;
        }

${FACT_ACCESSORS.map(([type, name, about]) => indent('        ', accessor(type, name, about))).join('\n\n')}
    }

    /** Every error of the API, by its code. */
    public static final Map<String, Facts> ERRORS = all();

    private static Map<String, Facts> all() {
        Map<String, Facts> all = new LinkedHashMap<>();
${chunks.map((_, at) => `        Facts${at}.putAll(all);\n`).join('')}        return Collections.unmodifiableMap(all);
    }

    private static void put(Map<String, Facts> all, Facts facts) {
        all.put(facts.code, facts);
    }
${chunks
  .map(
    (chunk, at) => `
    private static final class Facts${at} {
        static void putAll(Map<String, Facts> all) {
${chunk.map((error) => `            put(all, ${writeFacts(error, names)});\n`).join('')}        }
    }
`,
  )
  .join('')}
    /** What the API answered in place of what was asked for. */
    public static class ApiException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String code;
        private final int status;
        private final transient Object body;
        private final transient Facts facts;
        private final transient Object details;
        private final Double retryAfter;

        private ApiException(String message, Response response) {
            super(message);
            this.code = response.code;
            this.status = response.status;
            this.body = response.body;
            this.facts = response.facts;
            this.details = response.details;
            this.retryAfter = response.retryAfter;
        }

${EXCEPTION_ACCESSORS.map(([type, name, about]) => indent('        ', accessor(type, name, about))).join('\n\n')}
    }

    /** An error that this class does not know. */
    public static final class UnknownApiException extends ApiException {
        private static final long serialVersionUID = 1L;

        private UnknownApiException(String message, Response response) {
            super(message, response);
        }
    }
${categories
  .map(
    ({ name, title }) => `
    /** Category: ${javaComment(title)}. */
    public static final class ${names.error(name)} extends ApiException {
        private static final long serialVersionUID = 1L;

        private ${names.error(name)}(String message, Response response) {
            super(message, response);
        }
    }
`,
  )
  .join('')}${detailedErrors(model)
    .map((error) => indent('    ', writeDetails(error, names)))
    .join('\n')}
    private static ApiException create(String message, Response response) {
        if (response.facts != null) {
            switch (response.facts.category) {
${categories.map(({ name }) => `                case ${javaLiteral(name)}:\n                    return new ${names.error(name)}(message, response);\n`).join('')}                default:
                    break;
            }
        }
        return new UnknownApiException(message, response);
    }

    /** Where bodies hold codes: ".name" is a key, "[]" each item of a list. */
    private static final Place[] PLACES = {${places.map((place) => `\n        ${writePlace(place)},`).join('')}
    };

    /** The errors without a code. */
    private static final WithoutCode[] WITHOUT_CODE = {${withoutCode.map((error) => `\n        ${writeWithoutCode(error)},`).join('')}
    };
${RUNTIME}`;
}

const FACT_ACCESSORS = [
  ['String', 'code', 'One of the constants.'],
  ['String', 'category', ''],
  ['String', 'title', ''],
  ['Integer', 'status', '{@code null} where it is a range, or depends on the endpoint.'],
  ['String', 'statusRange', 'A range such as {@code "4XX"}, where the status may be any of it.'],
  ['String', 'message', 'The message as a template with {@code {placeholders}}.'],
  ['String', 'retry', `${choices(RETRY_KINDS)}.`],
  ['String', 'retryHeader', 'The header that states the wait.'],
  ['String', 'actor', `Who can remove the cause: ${choices(ACTORS)}.`],
  ['String', 'userMessage', 'Safe to show to an end user.'],
  ['String', 'url', 'The page of the error.'],
] as const;

const EXCEPTION_ACCESSORS = [
  ['String', 'code', 'The code; of an unknown error that of its body, or {@code null}.'],
  ['int', 'status', ''],
  ['Object', 'body', 'The parsed body.'],
  ['Facts', 'facts', '{@code null} for an unknown error.'],
  ['Object', 'details', 'The details of the body: an object of the class for this code, or {@code null}.'],
  [
    'Double',
    'retryAfter',
    'Seconds to wait before the same request is sent again, as the response states them, or {@code null}.',
  ],
] as const;

const accessor = (type: string, name: string, about: string): string =>
  lines(about === '' ? undefined : `/** ${about} */`, `public ${type} ${name}() {`, `    return ${name};`, '}');

function codeOf(error: ErrorFacts, names: Names): string {
  const deprecated =
    error.deprecated === undefined ? undefined : [' *', ` * @deprecated ${javaComment(error.deprecated)}`];
  return lines(
    '/**',
    [
      ` * ${javaComment(error.about)}`,
      ' *',
      ` * @see <a href="${error.url.replaceAll(/["\\]/g, encodeURIComponent)}">its page</a>`,
    ],
    deprecated,
    ' */',
    deprecated && '@Deprecated',
    `public static final String ${names.code(error.key)} = ${javaLiteral(error.key)};`,
  );
}

function writeFacts(error: ErrorFacts, names: Names): string {
  const { key, category, title, message, retry, retryHeader, actor, userMessage, url, fields } = error;
  const told = [rangeOfStatus(error), message, retry, retryHeader, actor, userMessage, url].map(text);
  const details = fields.length === 0 ? 'null' : `${names.details(key)}::new`;
  const status = numberOfStatus(error)?.toString() ?? 'null';
  return `new Facts(${[text(key), text(category), text(title), status, ...told, details].join(', ')})`;
}

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  `new Place(${[items, code, subcode, message, details].map(path).join(', ')})`;

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string => {
  const bounds = `new int[][] {${statuses.map(([first, last]) => `{${first}, ${last}}`).join(', ')}}`;
  const value = text(mark && carriedText(mark.value));
  return `new WithoutCode(${[text(key), bounds, path(mark?.path), value, path(message), path(details)].join(', ')})`;
};

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const type = names.details(key);
  const field = ({ name }: DetailField): string => names.field(key, name);
  return lines(
    '',
    `/** The details of {@link Code#${names.code(key)}}; a field that a response lacks is {@code null}. */`,
    `public static final class ${type} {`,
    indent(
      '    ',
      fields.map((each) => `private final ${TYPES[each.type][0]} ${field(each)};`),
    ),
    '',
    `    private ${type}(Map<?, ?> value) {`,
    indent(
      '        ',
      fields.map((each) => {
        const value = `value.get(${javaLiteral(each.name)})`;
        return `this.${field(each)} = ${TYPES[each.type][1].replace('VALUE', () => value)};`;
      }),
    ),
    '    }',
    fields.flatMap((each) => ['', indent('    ', accessor(TYPES[each.type][0], field(each), javaComment(each.about)))]),
    '}',
    '',
  );
}

const RUNTIME = `
    /**
     * The exception that a response is.
     *
     * @param headers as {@code java.net.http.HttpHeaders.map()} has them
     * @param body what a JSON library makes of the body: maps, lists, texts, numbers; or the text where it is no JSON
     */
    public static ApiException fromResponse(int status, Map<String, List<String>> headers, Object body) {
        Found found = Reading.identify(status, body);
        Facts facts = found.code == null ? null : ERRORS.get(found.code);
        Response response = new Response();
        response.code = found.code;
        response.status = status;
        response.body = body;
        response.facts = facts;
        if (facts != null) {
            response.retryAfter = Reading.retryAfter(facts, headers);
            if (facts.details != null && found.details != null) {
                response.details = facts.details.apply(found.details);
            }
        }
        String message = found.message;
        if (message == null && facts != null) {
            message = facts.title;
        }
        if (message == null) {
            message = found.code == null ? "HTTP status " + status : found.code;
        }
        return create(message, response);
    }

    private static final class Response {
        private String code;
        private int status;
        private Object body;
        private Facts facts;
        private Object details;
        private Double retryAfter;
    }

    private static final class Place {
        private final List<String> items;
        private final List<String> code;
        private final List<String> subcode;
        private final List<String> message;
        private final List<String> details;

        private Place(
                List<String> items,
                List<String> code,
                List<String> subcode,
                List<String> message,
                List<String> details) {
            this.items = items;
            this.code = code;
            this.subcode = subcode;
            this.message = message;
            this.details = details;
        }
    }

    private static final class WithoutCode {
        private final String key;
        private final int[][] statuses;
        private final List<String> markPath;
        private final String mark;
        private final List<String> message;
        private final List<String> details;

        private WithoutCode(
                String key,
                int[][] statuses,
                List<String> markPath,
                String mark,
                List<String> message,
                List<String> details) {
            this.key = key;
            this.statuses = statuses;
            this.markPath = markPath;
            this.mark = mark;
            this.message = message;
            this.details = details;
        }
    }

    private static final class Found {
        private final String code;
        private final String message;
        private final Map<?, ?> details;

        private Found(String code, String message, Map<?, ?> details) {
            this.code = code;
            this.message = message;
            this.details = details;
        }
    }

    /** How responses are read. */
    private static final class Reading {
        static Found identify(int status, Object body) {
            Found found = null;
            Found unknown = null;
            for (Place place : PLACES) {
                for (Object item : values(body, place.items)) {
                    List<String> codes = texts(values(item, place.code));
                    String message = first(String.class, item, body, place.message);
                    if (unknown == null && !codes.isEmpty()) {
                        unknown = new Found(codes.get(0), message, null);
                    }
                    String key = known(codes, texts(values(item, place.subcode)));
                    if (key == null) {
                        continue;
                    }
                    // Of two readings of one body the one with a subcode says more.
                    if (found == null || key.startsWith(found.code + "/")) {
                        found = new Found(key, message, first(Map.class, item, body, place.details));
                    }
                    break;
                }
            }
            if (found != null || unknown != null) {
                return found != null ? found : unknown;
            }
            return identifyWithoutCode(status, body);
        }

        static String known(List<String> codes, List<String> subcodes) {
            for (String code : codes) {
                if (!ERRORS.containsKey(code) || isWithoutCode(code)) {
                    continue;
                }
                for (String subcode : subcodes) {
                    if (ERRORS.containsKey(code + "/" + subcode)) {
                        return code + "/" + subcode;
                    }
                }
                return code;
            }
            return null;
        }

        static boolean isWithoutCode(String key) {
            for (WithoutCode error : WITHOUT_CODE) {
                if (error.key.equals(key)) {
                    return true;
                }
            }
            return false;
        }

        static Found identifyWithoutCode(int status, Object body) {
            List<WithoutCode> marked = new ArrayList<>();
            List<WithoutCode> others = new ArrayList<>();
            for (WithoutCode error : WITHOUT_CODE) {
                if (error.markPath == null) {
                    others.add(error);
                } else if (texts(values(body, error.markPath)).contains(error.mark)) {
                    marked.add(error);
                }
            }
            List<WithoutCode> fitting = marked;
            if (marked.size() != 1) {
                fitting = narrowest(status, marked.isEmpty() ? others : marked);
            }
            if (fitting.size() != 1) {
                return new Found(null, null, null);
            }
            WithoutCode error = fitting.get(0);
            Map<?, ?> details = first(Map.class, body, body, error.details);
            return new Found(error.key, first(String.class, body, body, error.message), details);
        }

        /** The fewer statuses an error may have, the more its status tells. */
        static List<WithoutCode> narrowest(int status, List<WithoutCode> candidates) {
            List<WithoutCode> fitting = new ArrayList<>();
            int smallest = Integer.MAX_VALUE;
            for (WithoutCode error : candidates) {
                for (int[] bounds : error.statuses) {
                    int size = bounds[1] - bounds[0];
                    if (status < bounds[0] || status > bounds[1] || size > smallest) {
                        continue;
                    }
                    if (size < smallest) {
                        fitting.clear();
                        smallest = size;
                    }
                    fitting.add(error);
                }
            }
            return fitting;
        }

        static List<Object> values(Object body, List<String> path) {
            if (path == null) {
                return List.of();
            }
            List<Object> found = new ArrayList<>();
            found.add(body);
            for (String step : path) {
                List<Object> next = new ArrayList<>();
                for (Object value : found) {
                    if (step.equals("[]")) {
                        if (value instanceof List) {
                            next.addAll((List<?>) value);
                        }
                    } else if (value instanceof Map && ((Map<?, ?>) value).containsKey(step.substring(1))) {
                        next.add(((Map<?, ?>) value).get(step.substring(1)));
                    }
                }
                found = next;
            }
            return found;
        }

        /** Texts as they are, and numbers as digits. */
        static List<String> texts(List<Object> values) {
            List<String> found = new ArrayList<>();
            for (Object value : values) {
                if (value instanceof Double && (Double) value == Math.rint((Double) value)) {
                    // Some libraries read every number so.
                    found.add(String.valueOf(((Double) value).longValue()));
                } else if (value instanceof String || value instanceof Number) {
                    found.add(value.toString());
                }
            }
            return found;
        }

        static <T> T first(Class<T> type, Object item, Object body, List<String> path) {
            List<Object> candidates = values(item, path);
            candidates = candidates.isEmpty() ? values(body, path) : candidates;
            for (Object value : candidates) {
                if (type.isInstance(value)) {
                    return type.cast(value);
                }
            }
            return null;
        }

        static <T> T as(Class<T> type, Object value) {
            return type.isInstance(value) ? type.cast(value) : null;
        }

        static Double asDouble(Object value) {
            return value instanceof Number ? (Double) ((Number) value).doubleValue() : null;
        }

        static Long asLong(Object value) {
            boolean isInteger = value instanceof Number && ((Number) value).doubleValue() % 1 == 0;
            return isInteger ? (Long) ((Number) value).longValue() : null;
        }

        /** Seconds, a date, or seconds since 1970, as the header states them. */
        static Double retryAfter(Facts facts, Map<String, List<String>> headers) {
            if (!"after-wait".equals(facts.retry) || facts.retryHeader == null) {
                return null;
            }
            String stated = "";
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                if (facts.retryHeader.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
                    stated = header.getValue().get(0).trim();
                }
            }
            double seconds = seconds(stated);
            return seconds >= 0 ? (Double) seconds : null;
        }

        static double seconds(String stated) {
            double now = System.currentTimeMillis() / 1000.0;
            if (stated.matches("\\\\d+(\\\\.\\\\d+)?")) {
                double number = Double.parseDouble(stated);
                return number <= 1e9 ? number : number - now;
            }
            List<DateTimeFormatter> forms =
                    List.of(
                            DateTimeFormatter.RFC_1123_DATE_TIME,
                            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                                    .withZone(ZoneOffset.UTC),
                            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
                                    .withZone(ZoneOffset.UTC));
            for (DateTimeFormatter form : forms) {
                try {
                    return Instant.from(form.parse(stated)).getEpochSecond() - now;
                } catch (DateTimeException other) {
                    // It has another form.
                }
            }
            return -1;
        }
    }
}
`;
