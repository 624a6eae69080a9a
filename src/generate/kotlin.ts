import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { kotlinLiteral } from '../document/samples/literals.ts';
import { comment, indent, lines } from '../document/samples/text.ts';
import { camel, pascal, screaming, snake } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  blockComment,
  carriedText,
  chunksOf,
  detailedErrors,
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
  'as break class continue do else false for fun if in interface is null object package return super this throw true try typealias typeof val var when while component1 copy equals hashCode toString';
const TYPES_IN_USE =
  'ApiErrors ApiException UnknownApiException ErrorCode ErrorFacts Response Place WithoutCode Found RuntimeException Exception ArithmeticException ClassCastException ConcurrentModificationException IllegalArgumentException IllegalStateException IndexOutOfBoundsException NoSuchElementException NullPointerException NumberFormatException UnsupportedOperationException DateTimeException';

const RULES: NameRules = {
  ...{ code: screaming, field: camel, type: pascal, ending: 'exception' },
  takenTypes: TYPES_IN_USE.split(' '),
  takenFields: KEYWORDS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, read: string]>> = {
  string: ['String?', 'VALUE as? String'],
  number: ['Double?', '(VALUE as? Number)?.toDouble()'],
  integer: ['Long?', '(VALUE as? Number)?.takeIf { it.toDouble() % 1 == 0.0 }?.toLong()'],
  boolean: ['Boolean?', 'VALUE as? Boolean'],
  object: ['Map<*, *>?', 'VALUE as? Map<*, *>'],
  array: ['List<*>?', 'VALUE as? List<*>'],
  any: ['Any?', 'VALUE'],
};

const text = (value: string | undefined): string => (value === undefined ? 'null' : kotlinLiteral(value));
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'null' : `listOf<String>(${pathTexts(keys).map(kotlinLiteral).join(', ')})`;
const choices = (values: readonly string[]): string => values.map((value) => `\`"${value}"\``).join(', ');

/** How a client uses it. */
export function useKotlin(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `val error = ApiErrors.fromResponse(response.statusCode(), response.headers().map(), body)
when (error) {
    is ${error} -> throw error
    else -> if (error.code == ErrorCode.${code}) println(error.facts?.url)
}`;
}

/** A Kotlin file: codes, facts, an exception a category, and the function that makes the right one from a response. */
export function composeKotlin(registry: Registry, site: Site, { packageName }: TargetOptions): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const detailed = detailedErrors(model);
  const chunks = chunksOf(errors);
  return `// The errors of an API: codes, facts and exceptions. Generated; do not edit.
//
// ${comment(siteName)}
// ${comment(source)}

package ${packageName ?? packageOf(model, { style: snake, separator: '.', isTopLeft: false, absent: 'apierrors' })}

import java.time.DateTimeException
import java.time.Instant
import java.time.ZoneOffset
import java.time.format.DateTimeFormatter
import java.util.Locale

/**
 * The codes of the errors; a subcode stands behind its code and a slash. An error whose responses carry no code has a
 * name of its own here.
 */
object ErrorCode {
${indent('    ', errors.map((error) => codeOf(error, names)).join('\n\n'))}
}

/**
 * What is known of an error; \`null\` where nobody states it.
 *
 * @property status \`null\` where it is a range, or depends on the endpoint
 * @property statusRange a range such as \`"4XX"\`, where the status may be any of it
 * @property message a template with \`{placeholders}\`
 * @property retry ${choices(RETRY_KINDS)}
 * @property retryHeader the header that states the wait
 * @property actor who can remove the cause: ${choices(ACTORS)}
 * @property userMessage safe to show to an end user
 * @property url the page of the error
 */
class ErrorFacts internal constructor(
    val code: String,
    val category: String,
    val title: String,
    val status: Int?,
    val statusRange: String?,
    val message: String?,
    val retry: String?,
    val retryHeader: String?,
    val actor: String?,
    val userMessage: String?,
    val url: String
)

/**
 * What the API answered in place of what was asked for.
 *
 * @property code the code; of an unknown error that of its body, or \`null\`
 * @property body the parsed body
 * @property facts \`null\` for an unknown error
 * @property details the details of the body: an object of the class for this code, or \`null\`
 * @property retryAfter seconds to wait before the same request is sent again, as the response states them, or \`null\`
 */
sealed class ApiException(message: String, response: Response) : RuntimeException(message) {
    val code: String? = response.code
    val status: Int = response.status
    @Transient
    val body: Any? = response.body
    @Transient
    val facts: ErrorFacts? = response.facts
    @Transient
    val details: Any? = response.details
    val retryAfter: Double? = response.retryAfter
}

/** An error that this file does not know. */
class UnknownApiException internal constructor(message: String, response: Response) : ApiException(message, response)
${categories
  .map(
    ({ name, title }) => `
/** Category: ${blockComment(title)} */
class ${names.error(name)} internal constructor(message: String, response: Response) : ApiException(message, response)
`,
  )
  .join('')}${detailed.map((error) => writeDetails(error, names)).join('')}
/** What an exception holds. */
class Response internal constructor(
    internal val code: String?,
    internal val status: Int,
    internal val body: Any?,
    internal val facts: ErrorFacts?,
    internal val details: Any?,
    internal val retryAfter: Double?
)

private class Place(
    val items: List<String>,
    val code: List<String>,
    val subcode: List<String>?,
    val message: List<String>?,
    val details: List<String>?
)

private class WithoutCode(
    val key: String,
    val statuses: List<IntRange>,
    val markPath: List<String>?,
    val mark: String?,
    val message: List<String>?,
    val details: List<String>?
)

private class Found(val code: String?, val message: String?, val details: Map<*, *>?)

/** Every error of the API, and exceptions from responses. */
object ApiErrors {
    /** Every error of the API, by its code. */
    val all: Map<String, ErrorFacts> =
        listOf<List<ErrorFacts>>(${chunks.map((_, at) => `facts${at}()`).join(', ')}).flatten().associateBy { it.code }
${chunks.map((chunk, at) => `\n    private fun facts${at}() = listOf(\n${indent('        ', chunk.map(writeFacts).join(',\n'))}\n    )\n`).join('')}
    private fun create(message: String, response: Response): ApiException = when (response.facts?.category) {
${categories.map(({ name }) => `        ${kotlinLiteral(name)} -> ${names.error(name)}(message, response)\n`).join('')}        else -> UnknownApiException(message, response)
    }

    private fun parseDetails(code: String, value: Map<*, *>): Any? = when (code) {
${detailed.map(({ key }) => `        ${kotlinLiteral(key)} -> ${names.details(key)}.parse(value)\n`).join('')}        else -> null.also { value.size }
    }

    /** Where bodies hold codes: ".name" is a key, "[]" each item of a list. */
    private val places = listOf<Place>(${places.map((place) => `\n        ${writePlace(place)}`).join(',')}
    )

    private val withoutCode = listOf<WithoutCode>(${withoutCode.map((error) => `\n        ${writeWithoutCode(error)}`).join(',')}
    )
${RUNTIME}`;
}

function codeOf(error: ErrorFacts, names: Names): string {
  return lines(
    '/**',
    [` * ${blockComment(error.about)}`, ' *', ` * ${blockComment(error.url)}`],
    ' */',
    error.deprecated === undefined ? undefined : `@Deprecated(${kotlinLiteral(error.deprecated)})`,
    `const val ${names.code(error.key)} = ${kotlinLiteral(error.key)}`,
  );
}

function writeFacts(error: ErrorFacts): string {
  const { key, category, title, message, retry, retryHeader, actor, userMessage, url } = error;
  const told = [rangeOfStatus(error), message, retry, retryHeader, actor, userMessage, url].map(text);
  const status = numberOfStatus(error)?.toString() ?? 'null';
  return `ErrorFacts(${[text(key), text(category), text(title), status, ...told].join(', ')})`;
}

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  `Place(${[items, code, subcode, message, details].map(path).join(', ')})`;

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string => {
  const bounds = `listOf<IntRange>(${statuses.map(([first, last]) => `${first}..${last}`).join(', ')})`;
  const value = text(mark && carriedText(mark.value));
  return `WithoutCode(${[text(key), bounds, path(mark?.path), value, path(message), path(details)].join(', ')})`;
};

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const type = names.details(key);
  const declared = fields.map(({ name, type: kind, about }) =>
    lines(`/** ${blockComment(about) || blockComment(name)} */`, `val ${names.field(key, name)}: ${TYPES[kind][0]}`),
  );
  const read = ({ name, type: kind }: DetailField): string =>
    TYPES[kind][1].replace('VALUE', () => `value[${kotlinLiteral(name)}]`);
  return `
/** The details of [ErrorCode.${names.code(key)}]; a field that a response lacks is \`null\`. */
data class ${type}(
${indent('    ', declared.join(',\n'))}
) {
    internal companion object {
        fun parse(value: Map<*, *>) = ${type}(
${indent('            ', fields.map(read).join(',\n'))}
        )
    }
}
`;
}

const RUNTIME = `
    /**
     * The exception that a response is.
     *
     * @param headers as \`java.net.http.HttpHeaders.map()\` has them
     * @param body what a JSON library makes of the body: maps, lists, texts, numbers; or the text where it is no JSON
     */
    fun fromResponse(status: Int, headers: Map<String, List<String>>, body: Any?): ApiException {
        val found = identify(status, body)
        val facts = all[found.code]
        val details = if (facts == null || found.details == null) null else parseDetails(facts.code, found.details)
        val message = found.message ?: facts?.title ?: found.code ?: "HTTP status $status"
        val wait = facts?.let { retryAfter(it, headers) }
        return create(message, Response(found.code, status, body, facts, details, wait))
    }

    private fun identify(status: Int, body: Any?): Found {
        var found: Found? = null
        var unknown: Found? = null
        for (place in places) {
            for (item in values(body, place.items)) {
                val codes = texts(values(item, place.code))
                val message = first(item, body, place.message).filterIsInstance<String>().firstOrNull()
                if (codes.isNotEmpty()) unknown = unknown ?: Found(codes.first(), message, null)
                val key = known(codes, texts(values(item, place.subcode))) ?: continue
                // Of two readings of one body the one with a subcode says more.
                if (found == null || key.startsWith("\${found.code}/")) {
                    val details = first(item, body, place.details).filterIsInstance<Map<*, *>>().firstOrNull()
                    found = Found(key, message, details)
                }
                break
            }
        }
        return found ?: unknown ?: identifyWithoutCode(status, body)
    }

    private fun known(codes: List<String>, subcodes: List<String>): String? {
        val code = codes.firstOrNull { code -> all.containsKey(code) && withoutCode.none { it.key == code } }
        return code?.let { subcodes.map { subcode -> "$it/$subcode" }.firstOrNull(all::containsKey) ?: it }
    }

    private fun identifyWithoutCode(status: Int, body: Any?): Found {
        val marked = withoutCode.filter { it.markPath != null && it.mark in texts(values(body, it.markPath)) }
        val others = withoutCode.filter { it.markPath == null }
        val fitting = if (marked.size == 1) marked else narrowest(status, if (marked.isEmpty()) others else marked)
        val error = fitting.singleOrNull() ?: return Found(null, null, null)
        return Found(
            error.key,
            values(body, error.message).filterIsInstance<String>().firstOrNull(),
            values(body, error.details).filterIsInstance<Map<*, *>>().firstOrNull()
        )
    }

    /** The fewer statuses an error may have, the more its status tells. */
    private fun narrowest(status: Int, candidates: List<WithoutCode>): List<WithoutCode> {
        val sized = candidates.mapNotNull { error ->
            error.statuses.firstOrNull { status in it }?.let { (it.last - it.first) to error }
        }
        val smallest = sized.map { it.first }.sorted().firstOrNull()
        return sized.filter { it.first == smallest }.map { it.second }
    }

    private fun values(body: Any?, path: List<String>?): List<Any?> {
        if (path == null) return emptyList()
        return path.fold(listOf(body)) { found, step ->
            found.flatMap { value ->
                when {
                    step == "[]" -> value as? List<*> ?: emptyList<Any?>()
                    value is Map<*, *> && value.containsKey(step.substring(1)) -> listOf(value[step.substring(1)])
                    else -> emptyList<Any?>()
                }
            }
        }
    }

    /** Texts as they are, and numbers as digits. */
    private fun texts(values: List<Any?>): List<String> = values.mapNotNull {
        when (it) {
            // Some libraries read every number so.
            is Double -> if (it % 1 == 0.0) it.toLong().toString() else it.toString()
            is Number, is String -> it.toString()
            else -> null
        }
    }

    private fun first(item: Any?, body: Any?, path: List<String>?): List<Any?> = values(item, path) + values(body, path)

    /** Seconds, a date, or seconds since 1970, as the header states them. */
    private fun retryAfter(facts: ErrorFacts, headers: Map<String, List<String>>): Double? {
        if (facts.retry != "after-wait" || facts.retryHeader == null) return null
        val stated = headers.entries.firstOrNull { facts.retryHeader.equals(it.key, ignoreCase = true) }
        return seconds(stated?.value?.firstOrNull().orEmpty().trim())?.takeIf { it >= 0 }
    }

    private fun seconds(stated: String): Double? {
        val now = System.currentTimeMillis() / 1000.0
        if (stated.matches(Regex("\\\\d+(\\\\.\\\\d+)?"))) return stated.toDouble().let { if (it <= 1e9) it else it - now }
        val forms = listOf(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC)
        )
        for (form in forms) {
            try {
                return Instant.from(form.parse(stated)).epochSecond - now
            } catch (other: DateTimeException) {
                // It has another form.
            }
        }
        return null
    }
}
`;
