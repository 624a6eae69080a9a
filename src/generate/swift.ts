import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { bracedLiteral } from '../document/samples/literals.ts';
import { comment, indent, lines } from '../document/samples/text.ts';
import { camel, pascal } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  carriedText,
  chunksOf,
  detailedErrors,
  exampleNames,
  nameAll,
  numberOfStatus,
  rangeOfStatus,
  remarksOn,
  pathTexts,
  type NameRules,
  type Names,
} from './parts.ts';

const KEYWORDS =
  'actor any as associatedtype associativity async await break case catch class consume continue copy default defer deinit didSet do dynamic each else enum extension fallthrough false fileprivate final for func get guard if import in indirect infix init inout internal is isolated lazy left let mutating nil none nonisolated nonmutating open operator optional override package postfix precedence prefix private protocol public repeat required rethrows return right self set some static struct subscript super switch throw throws true try type typealias unknown unowned var weak where while willSet hash hashValue description';

const RULES: NameRules = {
  ...{ code: camel, field: camel, type: pascal, error: camel },
  takenCodes: KEYWORDS.split(' '),
  takenTypes: [...KEYWORDS.split(' '), 'failure', 'errorDescription', 'localizedDescription', 'Self'],
  takenFields: KEYWORDS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, read: string]>> = {
  string: ['String?', '?.string'],
  number: ['Double?', '?.double'],
  integer: ['Int64?', '?.integer'],
  boolean: ['Bool?', '?.bool'],
  object: ['[String: JSONValue]?', '?.object'],
  array: ['[JSONValue]?', '?.array'],
  any: ['JSONValue?', ''],
};

const text = (value: string | undefined): string => (value === undefined ? 'nil' : bracedLiteral(value));
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'nil' : `[${pathTexts(keys).map(bracedLiteral).join(', ')}]`;
const choices = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');

/** How a client uses it. */
export function useSwift(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `let error = ApiError.from(status: response.statusCode, headers: response.allHeaderFields, body: data)
if error.failure.code == ErrorCode.${code} { print(error.failure.facts?.url ?? "") }
switch error {
case .${error}(let failure): print(failure.message)
default: throw error
}`;
}

/** A Swift file: codes, facts, an error with a case a category, and the function that makes the right one from a response. */
export function composeSwift(registry: Registry, site: Site): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const detailed = detailedErrors(model);
  const chunks = chunksOf(errors);
  const cases = [...categories.map(({ name }) => names.error(name)), 'unknown'];
  return `// The errors of an API: codes, facts and error types. Generated; do not edit.
//
// ${comment(siteName)}
// ${comment(source)}

import Foundation

/// The codes of the errors; a subcode stands behind its code and a slash.
///
/// An error whose responses carry no code has a name of its own here.
public enum ErrorCode {
${indent('    ', errors.map((error) => codeOf(error, names)).join('\n\n'))}
}

/// What is known of an error; \`nil\` where nobody states it.
public struct ErrorFacts {
    public let code: String
    public let category: String
    public let title: String
    /// \`nil\` where it is a range, or depends on the endpoint.
    public let status: Int?
    /// A range such as \`4XX\`, where the status may be any of it.
    public let statusRange: String?
    /// The message as a template with \`{placeholders}\`.
    public let message: String?
    /// ${choices(RETRY_KINDS)}.
    public let retry: String?
    /// The header that states the wait.
    public let retryHeader: String?
    /// Who can remove the cause: ${choices(ACTORS)}.
    public let actor: String?
    /// Safe to show to an end user.
    public let userMessage: String?
    /// The page of the error.
    public let url: String

    fileprivate init(
        _ code: String, _ category: String, _ title: String, _ status: Int?, _ statusRange: String?,
        _ message: String?, _ retry: String?, _ retryHeader: String?, _ actor: String?,
        _ userMessage: String?, _ url: String
    ) {
        self.code = code
        self.category = category
        self.title = title
        self.status = status
        self.statusRange = statusRange
        self.message = message
        self.retry = retry
        self.retryHeader = retryHeader
        self.actor = actor
        self.userMessage = userMessage
        self.url = url
    }

    /// Every error of the API, by its code.
    public static let all: [String: ErrorFacts] = {
        var all: [String: ErrorFacts] = [:]
${chunks.map((_, at) => `        for facts in facts${at}() { all[facts.code] = facts }\n`).join('')}        return all
    }()
${chunks
  .map(
    (chunk, at) => `
    private static func facts${at}() -> [ErrorFacts] {
        return [
${chunk.map((error) => `            ${writeFacts(error)},\n`).join('')}        ]
    }
`,
  )
  .join('')}}

/// A value of JSON.
public enum JSONValue: Decodable, Equatable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    public init(from decoder: Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    public var bool: Bool? {
        if case .bool(let value) = self { return value }
        return nil
    }

    public var integer: Int64? {
        if case .integer(let value) = self { return value }
        return nil
    }

    public var double: Double? {
        switch self {
        case .integer(let value): return Double(value)
        case .number(let value): return value
        default: return nil
        }
    }

    public var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    public var array: [JSONValue]? {
        if case .array(let value) = self { return value }
        return nil
    }

    public var object: [String: JSONValue]? {
        if case .object(let value) = self { return value }
        return nil
    }
}

/// What all errors have in common.
public struct Failure {
    /// The code; of an unknown error that of its body, if there is any.
    public let code: String?
    public let status: Int
    public let message: String
    /// The body as JSON, or as a string where it is none.
    public let body: JSONValue
    /// \`nil\` for an unknown error.
    public let facts: ErrorFacts?
    /// The details of the body, if this code has some.
    public let details: ErrorDetails?
    /// Seconds to wait before the same request is sent again, as the response states them.
    public let retryAfter: TimeInterval?
}

/// What the API answered in place of what was asked for: a case for each category.
public enum ApiError: Error, LocalizedError {
${categories.map(({ name, title }) => `    /// ${comment(title) || comment(name)}\n    case ${names.error(name)}(Failure)\n`).join('')}    /// An error that this file does not know.
    case unknown(Failure)

    /// What all errors have in common.
    public var failure: Failure {
        switch self {
${cases.map((name) => `        case .${name}(let failure): return failure`).join('\n')}
        }
    }

    public var errorDescription: String? { return failure.message }
}

/// The details of an error, by its code.
public enum ErrorDetails {
${detailed.map(({ key }) => `    case ${names.code(key)}(${names.details(key)})\n`).join('')}
    fileprivate static func parse(_ code: String, _ value: [String: JSONValue]) -> ErrorDetails? {
        switch code {
${detailed.map(({ key }) => `        case ${bracedLiteral(key)}: return .${names.code(key)}(${names.details(key)}(value))\n`).join('')}        default: return nil
        }
    }
}
${detailed.map((error) => writeDetails(error, names)).join('')}
private func wrap(_ failure: Failure) -> ApiError {
    guard let category = failure.facts?.category else { return .unknown(failure) }
    switch category {
${categories.map(({ name }) => `    case ${bracedLiteral(name)}: return .${names.error(name)}(failure)\n`).join('')}    default: return .unknown(failure)
    }
}

private struct Place {
    let items: [String]
    let code: [String]
    let subcode: [String]?
    let message: [String]?
    let details: [String]?
}

/// Where bodies hold codes: \`.name\` is a key, \`[]\` each item of a list.
private let places: [Place] = [${places.map((place) => `\n    ${writePlace(place)},`).join('')}
]

private struct WithoutCode {
    let key: String
    let statuses: [ClosedRange<Int>]
    let markPath: [String]?
    let mark: String?
    let message: [String]?
    let details: [String]?
}

/// The errors without a code: their statuses, and the value in the body that each has.
private let withoutCode: [WithoutCode] = [${withoutCode.map((error) => `\n    ${writeWithoutCode(error)},`).join('')}
]
${RUNTIME}`;
}

function codeOf(error: ErrorFacts, names: Names): string {
  const [about, url] = remarksOn(error);
  return lines(
    [`/// ${about}`, '///', `/// <${url}>`],
    error.deprecated === undefined
      ? undefined
      : `@available(*, deprecated, message: ${bracedLiteral(error.deprecated)})`,
    `public static let ${names.code(error.key)} = ${bracedLiteral(error.key)}`,
  );
}

function writeFacts(error: ErrorFacts): string {
  const { key, category, title, message, retry, retryHeader, actor, userMessage, url } = error;
  const told = [rangeOfStatus(error), message, retry, retryHeader, actor, userMessage, url].map(text);
  const status = numberOfStatus(error)?.toString() ?? 'nil';
  return `ErrorFacts(${[text(key), text(category), text(title), status, ...told].join(', ')})`;
}

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  `Place(${Object.entries({ items, code, subcode, message, details })
    .map(([name, keys]) => `${name}: ${path(keys)}`)
    .join(', ')})`;

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string => {
  const values = {
    key: text(key),
    statuses: `[${statuses.map(([first, last]) => `${first}...${last}`).join(', ')}]`,
    markPath: path(mark?.path),
    mark: text(mark && carriedText(mark.value)),
    ...{ message: path(message), details: path(details) },
  };
  return `WithoutCode(${Object.entries(values)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')})`;
};

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const declared = fields.map(({ name, type, about }) =>
    lines(`/// ${comment(about) || comment(name)}`, `public let ${names.field(key, name)}: ${TYPES[type][0]}`),
  );
  const read = ({ name, type }: DetailField): string =>
    `self.${names.field(key, name)} = value[${bracedLiteral(name)}]${TYPES[type][1]}`;
  return `
/// The details of \`ErrorCode.${names.code(key)}\`; a field that a response lacks is \`nil\`.
public struct ${names.details(key)} {
${indent('    ', declared)}

    fileprivate init(_ value: [String: JSONValue]) {
${indent('        ', fields.map(read))}
    }
}
`;
}

const RUNTIME = `
extension ApiError {
    /// The error that a response is; \`headers\` as \`HTTPURLResponse.allHeaderFields\` has them.
    public static func from(status: Int, headers: [AnyHashable: Any], body: Data) -> ApiError {
        let parsed = try? JSONDecoder().decode(JSONValue.self, from: body)
        let value = parsed ?? .string(String(decoding: body, as: UTF8.self))
        let found = identify(status, value)
        let facts = found.code.flatMap { ErrorFacts.all[$0] }
        var details: ErrorDetails?
        if let facts = facts, let fields = found.details {
            details = ErrorDetails.parse(facts.code, fields)
        }
        return wrap(
            Failure(
                code: found.code,
                status: status,
                message: found.message ?? facts?.title ?? found.code ?? "HTTP status \\(status)",
                body: value,
                facts: facts,
                details: details,
                retryAfter: facts.flatMap { retryAfter($0, headers) }
            ))
    }
}

private struct Found {
    var code: String?
    var message: String?
    var details: [String: JSONValue]?
}

private func identify(_ status: Int, _ body: JSONValue) -> Found {
    var found: Found?
    var unknown: Found?
    for place in places {
        for item in values(body, place.items) {
            let codes = texts(values(item, place.code))
            let message = first(item, body, place.message).compactMap { $0.string }.first
            if unknown == nil, let code = codes.first {
                unknown = Found(code: code, message: message, details: nil)
            }
            guard let key = known(codes, texts(values(item, place.subcode))) else { continue }
            // Of two readings of one body the one with a subcode says more.
            if found == nil || key.hasPrefix((found?.code ?? "") + "/") {
                let details = first(item, body, place.details).compactMap { $0.object }.first
                found = Found(code: key, message: message, details: details)
            }
            break
        }
    }
    return found ?? unknown ?? identifyWithoutCode(status, body)
}

private func known(_ codes: [String], _ subcodes: [String]) -> String? {
    for code in codes {
        if ErrorFacts.all[code] == nil || withoutCode.contains(where: { $0.key == code }) { continue }
        let keys = subcodes.map { code + "/" + $0 }
        return keys.first { ErrorFacts.all[$0] != nil } ?? code
    }
    return nil
}

private func identifyWithoutCode(_ status: Int, _ body: JSONValue) -> Found {
    let marked = withoutCode.filter { error in
        guard let mark = error.mark else { return false }
        return texts(values(body, error.markPath)).contains(mark)
    }
    var fitting = marked
    if marked.count != 1 {
        let others = withoutCode.filter { $0.markPath == nil }
        fitting = narrowest(status, marked.isEmpty ? others : marked)
    }
    guard fitting.count == 1, let error = fitting.first else { return Found() }
    return Found(
        code: error.key,
        message: values(body, error.message).compactMap { $0.string }.first,
        details: values(body, error.details).compactMap { $0.object }.first
    )
}

/// The fewer statuses an error may have, the more its status tells.
private func narrowest(_ status: Int, _ candidates: [WithoutCode]) -> [WithoutCode] {
    var fitting: [WithoutCode] = []
    var smallest = Int.max
    for error in candidates {
        for bounds in error.statuses where bounds.contains(status) && bounds.count <= smallest {
            if bounds.count < smallest {
                fitting = []
                smallest = bounds.count
            }
            fitting.append(error)
        }
    }
    return fitting
}

private func values(_ body: JSONValue, _ path: [String]?) -> [JSONValue] {
    guard let path = path else { return [] }
    var found = [body]
    for step in path {
        var next: [JSONValue] = []
        for value in found {
            if step == "[]" {
                next += value.array ?? []
            } else if let inside = value.object?[String(step.dropFirst())] {
                next.append(inside)
            }
        }
        found = next
    }
    return found
}

/// Texts as they are, and numbers as digits.
private func texts(_ values: [JSONValue]) -> [String] {
    return values.compactMap { value in
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .number(let number): return String(number)
        default: return nil
        }
    }
}

private func first(_ item: JSONValue, _ body: JSONValue, _ path: [String]?) -> [JSONValue] {
    return values(item, path) + values(body, path)
}

/// Seconds, a date, or seconds since 1970, as the header states them.
private func retryAfter(_ facts: ErrorFacts, _ headers: [AnyHashable: Any]) -> TimeInterval? {
    guard facts.retry == "after-wait", let name = facts.retryHeader?.lowercased() else { return nil }
    let header = headers.first { String(describing: $0.key).lowercased() == name }
    let stated = String(describing: header?.value ?? "").trimmingCharacters(in: .whitespaces)
    var seconds: TimeInterval?
    if let number = Double(stated) {
        seconds = number <= 1e9 ? number : number - Date().timeIntervalSince1970
    } else {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        for form in ["EEE, dd MMM yyyy HH:mm:ss zzz", "EEEE, dd-MMM-yy HH:mm:ss zzz", "EEE MMM d HH:mm:ss yyyy"] {
            formatter.dateFormat = form
            seconds = seconds ?? formatter.date(from: stated)?.timeIntervalSinceNow
        }
    }
    return seconds.flatMap { $0 >= 0 ? $0 : nil }
}
`;
