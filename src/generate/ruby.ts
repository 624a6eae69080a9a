import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { rubyLiteral } from '../document/samples/literals.ts';
import { comment, indent, lines } from '../document/samples/text.ts';
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
import type { TargetOptions } from './target.ts';

const METHODS =
  'alias and begin break case class clone def define_singleton_method defined display do dup else elsif end ensure enum_for eql extend false for freeze frozen hash if in initialize inspect instance_eval instance_exec instance_of instance_variables is_a itself kind_of method methods module next nil not object_id or private_methods protected_methods public_method public_methods public_send redo rescue respond_to retry return self send singleton_class singleton_method singleton_methods super tap then to_enum to_s true undef unless until value when while yield';
const BUILT_IN =
  'ArgumentError ClosedQueueError EncodingError EOFError FiberError FloatDomainError FrozenError IndexError IOError KeyError LoadError LocalJumpError NameError NoMatchingPatternError NoMatchingPatternKeyError NoMemoryError NoMethodError NotImplementedError RangeError RegexpError RuntimeError ScriptError SecurityError StandardError StopIteration SyntaxError SystemCallError SystemStackError ThreadError TypeError UncaughtThrowError ZeroDivisionError';

const RULES: NameRules = {
  ...{ code: screaming, field: snake, type: pascal, ending: 'error' },
  takenCodes: ['BEGIN', 'END'],
  takenTypes: ['ApiError', 'UnknownApiError', 'Code', 'Facts', 'Errors', 'Reading', ...BUILT_IN.split(' ')],
  takenFields: METHODS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, read: string]>> = {
  string: ['String, nil', 'Reading.typed(VALUE, String)'],
  number: ['Numeric, nil', 'Reading.typed(VALUE, Numeric)'],
  integer: ['Integer, nil', 'Reading.typed(VALUE, Integer)'],
  boolean: ['Boolean, nil', 'Reading.typed(VALUE, TrueClass, FalseClass)'],
  object: ['Hash, nil', 'Reading.typed(VALUE, Hash)'],
  array: ['Array, nil', 'Reading.typed(VALUE, Array)'],
  any: ['Object, nil', 'VALUE'],
};

const text = (value: string | undefined): string => (value === undefined ? 'nil' : rubyLiteral(value));
const path = (keys: BodyPath | undefined): string =>
  keys === undefined ? 'nil' : `[${keys.map((key) => (key === 0 ? '0' : rubyLiteral(key))).join(', ')}]`;
const choices = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');

/** How a client uses it. */
export function useRuby(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `require_relative "errors"

error = ApiErrors.from_response(response.code.to_i, response, response.body)
warn error.facts.url if error.code == ApiErrors::Code::${code}
raise error if error.is_a?(ApiErrors::${error})`;
}

/** A Ruby file: codes, facts, an exception a category, and the method that makes the right one from a response. */
export function composeRuby(registry: Registry, site: Site, { packageName = 'ApiErrors' }: TargetOptions): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const detailed = detailedErrors(model);
  return `# frozen_string_literal: true

# The errors of an API: codes, facts and exceptions. Generated; do not edit.
#
# ${comment(siteName)}
# ${comment(source)}

require "json"
require "time"

module ${packageName}
  # The codes of the errors; a subcode stands behind its code and a slash.
  #
  # An error whose responses carry no code has a name of its own here.
  module Code
${indent('    ', errors.map((error) => codeOf(error, names)).join('\n\n'))}
  end

  # What is known of an error; +nil+ where nobody states it.
  #
  # * status: a number, or a range such as "4XX"
  # * message: a template with +{placeholders}+
  # * retry: ${choices(RETRY_KINDS)}
  # * retry_header: the header that states the wait
  # * actor: who can remove the cause: ${choices(ACTORS)}
  # * user_message: safe to show to an end user
  # * url: the page of the error
  Facts = Struct.new(
    :code, :category, :title, :status, :message, :retry, :retry_header, :actor, :user_message, :url
  )

  # Every error of the API, by its code.
  ERRORS = [${errors.map((error) => `\n    ${writeFacts(error)},`).join('')}
  ].to_h { |values| [values.first, Facts.new(*values).freeze] }.freeze

  # What the API answered in place of what was asked for.
  class ApiError < StandardError
    # The code of the error; of an unknown one that of its body, if there is any.
    attr_reader :code
    attr_reader :status
    # The body as JSON, or as text where it is none.
    attr_reader :body
    # +nil+ for an unknown error.
    attr_reader :facts
    # The details of the body: an object of the class for this code, or +nil+.
    attr_reader :details
    # Seconds to wait before the same request is sent again, as the response states them, or +nil+.
    attr_reader :retry_after

    def initialize(message, code:, status:, body:, facts: nil, details: nil, retry_after: nil)
      super(message)
      @code = code
      @status = status
      @body = body
      @facts = facts
      @details = details
      @retry_after = retry_after
    end
  end

  # An error that this file does not know.
  class UnknownApiError < ApiError; end
${categories.map(({ name, title }) => `\n  # Category: ${comment(title)}\n  class ${names.error(name)} < ApiError; end\n`).join('')}
${READING}${detailed.map((error) => indent('  ', writeDetails(error, names))).join('\n')}
  CLASSES = {${categories.map(({ name }) => `\n    ${rubyLiteral(name)} => ${names.error(name)},`).join('')}
  }.freeze

  DETAILS = {${detailed.map(({ key }) => `\n    ${rubyLiteral(key)} => ${names.details(key)},`).join('')}
  }.freeze

  # Where bodies hold codes: the way to the items, then from an item that to the code, the subcode, the message and the
  # details; 0 is each item of a list.
  PLACES = [${places.map((place) => `\n    ${writePlace(place)},`).join('')}
  ].freeze

  # The errors without a code: statuses from first to last, the value in the body that the error has with the way to it,
  # and the ways to the message and the details.
  WITHOUT_CODE = [${withoutCode.map((error) => `\n    ${writeWithoutCode(error)},`).join('')}
  ].freeze

  private_constant :Reading, :CLASSES, :DETAILS, :PLACES, :WITHOUT_CODE
end
`;
}

function codeOf(error: ErrorFacts, names: Names): string {
  const deprecated = error.deprecated === undefined ? undefined : ['#', `# @deprecated ${comment(error.deprecated)}`];
  const remarks = remarksOn(error).map((line) => `# ${line}`);
  return lines(remarks, deprecated, `${names.code(error.key)} = ${rubyLiteral(error.key)}`);
}

function writeFacts(error: ErrorFacts): string {
  const { key, category, title, status, message, retry, retryHeader, actor, userMessage, url } = error;
  const stated = numberOfStatus(error)?.toString() ?? text(status?.toString());
  const told = [message, retry, retryHeader, actor, userMessage, url].map(text);
  return `[${[text(key), text(category), text(title), stated, ...told].join(', ')}]`;
}

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  `[${[items, code, subcode, message, details].map(path).join(', ')}]`;

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string => {
  const bounds = `[${statuses.map(([first, last]) => `${first}..${last}`).join(', ')}]`;
  const value = text(mark && carriedText(mark.value));
  return `[${[text(key), bounds, path(mark?.path), value, path(message), path(details)].join(', ')}]`;
};

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const readers = fields.map(({ name, type, about }) =>
    lines(
      `# ${comment(about) || comment(name)}`,
      `# @return [${TYPES[type][0]}]`,
      `attr_reader :${names.field(key, name)}`,
    ),
  );
  const read = ({ name, type }: DetailField): string =>
    `@${names.field(key, name)} = ${TYPES[type][1].replace('VALUE', () => `value[${rubyLiteral(name)}]`)}`;
  return `
# The details of Code::${names.code(key)}; a field that a response lacks is +nil+.
class ${names.details(key)}
${indent('  ', readers.join('\n\n'))}

  def initialize(value)
${indent('    ', fields.map(read))}
  end
end
`;
}

const READING = `  # The exception that a response is.
  #
  # @param status [Integer]
  # @param headers [Hash, #each] names with a value, or a list of values
  # @param body [String, Object] the text of the response, or the JSON that it was parsed into
  # @return [ApiError]
  def self.from_response(status, headers, body)
    if body.is_a?(String)
      begin
        body = JSON.parse(body)
      rescue JSON::ParserError, EncodingError
        # It stays a text.
      end
    end
    code, message, value = Reading.identify(status, body)
    facts = ERRORS[code]
    type = facts ? CLASSES.fetch(facts.category) : UnknownApiError
    details = DETAILS[code] if facts && value
    type.new(
      message || facts&.title || code || "HTTP status #{status}",
      code: code,
      status: status,
      body: body,
      facts: facts,
      details: details&.new(value),
      retry_after: facts && Reading.wait(facts, headers)
    )
  end

  # How responses are read.
  module Reading
    class << self
      def identify(status, body)
        found = nil
        unknown = nil
        PLACES.each do |items, code_path, subcode_path, message_path, details_path|
          values(body, items).each do |item|
            codes = texts(values(item, code_path))
            message = first(item, body, message_path, String)
            unknown ||= [codes.first, message, nil] unless codes.empty?
            key = known(codes, texts(values(item, subcode_path)))
            next if key.nil?

            # Of two readings of one body the one with a subcode says more.
            if found.nil? || key.start_with?("#{found.first}/")
              found = [key, message, first(item, body, details_path, Hash)]
            end
            break
          end
        end
        found || unknown || without_code(status, body)
      end

      def known(codes, subcodes)
        code = codes.find { |each| ERRORS.key?(each) && WITHOUT_CODE.none? { |key,| key == each } }
        code && (subcodes.map { |subcode| "#{code}/#{subcode}" }.find { |key| ERRORS.key?(key) } || code)
      end

      def without_code(status, body)
        marked = WITHOUT_CODE.select { |_, _, way, mark| way && texts(values(body, way)).include?(mark) }
        fitting = marked.length == 1 ? marked : narrowest(status, marked)
        return [nil, nil, nil] unless fitting.length == 1

        key, _, _, _, message, details = fitting.first
        [key, first(body, body, message, String), first(body, body, details, Hash)]
      end

      # The fewer statuses an error may have, the more its status tells.
      def narrowest(status, marked)
        candidates = marked.empty? ? WITHOUT_CODE.reject { |_, _, way| way } : marked
        sized = candidates.filter_map do |error|
          around = error[1].find { |bounds| bounds.cover?(status) }
          [around.size, error] if around
        end
        smallest = sized.map(&:first).min
        sized.select { |size,| size == smallest }.map(&:last)
      end

      def values(body, way)
        return [] if way.nil?

        way.reduce([body]) do |found, key|
          found.flat_map do |value|
            if key == 0
              value.is_a?(Array) ? value : []
            else
              value.is_a?(Hash) && value.key?(key) ? [value[key]] : []
            end
          end
        end
      end

      # Texts as they are, and numbers as digits.
      def texts(values)
        values.select { |value| value.is_a?(String) || value.is_a?(Numeric) }.map(&:to_s)
      end

      def first(item, body, way, type)
        (values(item, way) + values(body, way)).find { |value| value.is_a?(type) }
      end

      def typed(value, *types)
        value if types.any? { |type| value.is_a?(type) }
      end

      # Seconds, a date, or seconds since 1970, as the header states them.
      def wait(facts, headers)
        return nil unless facts.retry == "after-wait" && facts.retry_header

        stated = headers.each.find { |name, _| name.to_s.casecmp?(facts.retry_header) }
        value = Array(stated && stated[1]).first.to_s.strip
        seconds = value.match?(/\\A\\d+(\\.\\d+)?\\z/) ? value.to_f : Time.httpdate(value).to_f
        seconds -= Time.now.to_f if seconds > 1e9
        seconds if seconds >= 0
      rescue ArgumentError
        nil
      end
    end
  end
`;
