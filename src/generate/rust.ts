import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { Site } from '../core/site.ts';
import { ACTORS, RETRY_KINDS } from '../core/vocabulary.ts';
import { bracedLiteral } from '../document/samples/literals.ts';
import { comment, indent, lines } from '../document/samples/text.ts';
import { pascal, screaming, snake } from './identifiers.ts';
import { modelOf, type DetailField, type ErrorFacts, type FieldType, type Place, type WithoutCode } from './model.ts';
import {
  carriedText,
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
  'abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof unsafe unsized use virtual where while yield';

const RULES: NameRules = {
  ...{ code: screaming, field: snake, type: pascal },
  takenTypes: 'ApiError Details Facts Failure Found Json Place Self Unknown WithoutCode'.split(' '),
  takenFields: KEYWORDS.split(' '),
};

const TYPES: Readonly<Record<FieldType, readonly [type: string, read: string]>> = {
  string: ['Option<String>', '.and_then(Json::as_text).map(str::to_owned)'],
  number: ['Option<f64>', '.and_then(Json::as_f64)'],
  integer: ['Option<i64>', '.and_then(Json::as_i64)'],
  boolean: ['Option<bool>', '.and_then(Json::as_bool)'],
  object: ['Option<Json>', '.filter(|value| matches!(value, Json::Map(_))).cloned()'],
  array: ['Option<Json>', '.filter(|value| matches!(value, Json::List(_))).cloned()'],
  any: ['Option<Json>', '.filter(|value| **value != Json::Null).cloned()'],
};

const text = (value: string | undefined): string => (value === undefined ? 'None' : `Some(${bracedLiteral(value)})`);
const choices = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');

const steps = (keys: BodyPath): string => `&[${pathTexts(keys).map(bracedLiteral).join(', ')}]`;
const path = (keys: BodyPath | undefined): string => (keys === undefined ? 'None' : `Some(${steps(keys)})`);

/** How a client uses it. */
export function useRust(registry: Registry, site: Site): string {
  const { code, error } = exampleNames(registry, site, RULES);
  return `let error = errors::from_response(status, header, body);
if error.failure().code.as_deref() == Some(errors::code::${code}) {
    eprintln!("{:?}", error.failure().retry_after);
}
match error {
    ApiError::${error}(failure) => eprintln!("{}", failure.message),
    other => return Err(other.into()),
}`;
}

/** A Rust module: codes, facts, an error with a variant a category, and the function that makes the right one from a response. */
export function composeRust(registry: Registry, site: Site): string {
  const model = modelOf(registry, site);
  const names = nameAll(model, RULES);
  const { errors, categories, places, withoutCode, siteName, source } = model;
  const detailed = detailedErrors(model);
  const sorted = errors.toSorted((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)));
  const variants = [...categories.map(({ name }) => names.error(name)), 'Unknown'];
  const arms = variants.map((variant) => `            ApiError::${variant}(failure) => failure,`);
  return `//! The errors of an API: codes, facts and error types. Generated; do not edit.
//!
//! ${comment(siteName)}
//!
//! ${comment(source)}

#![allow(dead_code)]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The codes of the errors; a subcode stands behind its code and a slash.
///
/// An error whose responses carry no code has a name of its own here.
#[rustfmt::skip]
pub mod code {${errors.length === 0 ? '' : `\n${indent('    ', errors.map((error) => codeOf(error, names)).join('\n\n'))}\n`}}

/// What is known of an error; \`None\` where nobody states it.
#[derive(Debug, PartialEq, Eq)]
pub struct Facts {
    pub code: &'static str,
    pub category: &'static str,
    pub title: &'static str,
    /// \`None\` where it is a range, or depends on the endpoint.
    pub status: Option<u16>,
    /// A range such as \`4XX\`, where the status may be any of it.
    pub status_range: Option<&'static str>,
    /// The message as a template with \`{placeholders}\`.
    pub message: Option<&'static str>,
    /// ${choices(RETRY_KINDS)}.
    pub retry: Option<&'static str>,
    /// The header that states the wait.
    pub retry_header: Option<&'static str>,
    /// Who can remove the cause: ${choices(ACTORS)}.
    pub actor: Option<&'static str>,
    /// Safe to show to an end user.
    pub user_message: Option<&'static str>,
    /// The page of the error.
    pub url: &'static str,
}

impl Facts {
    /// The facts of a code; \`None\` where this module doesn't know it.
    pub fn of(code: &str) -> Option<&'static Facts> {
        let found = ERRORS.binary_search_by(|facts| facts.code.cmp(code));
        found.ok().map(|at| &ERRORS[at])
    }
}

/// Every error of the API, sorted by its code.
#[rustfmt::skip]
pub static ERRORS: &[Facts] = &[${sorted.length === 0 ? '' : `\n${indent('    ', sorted.map((error) => writeFacts(error)).join('\n'))}\n`}];

/// A value of JSON, made from what the JSON library of your choice read.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    /// The digits as they are in the text.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// What all errors have in common.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The code; of an unknown error that of its body, if there is any.
    pub code: Option<String>,
    pub status: u16,
    pub message: String,
    pub body: Json,
    /// \`None\` for an unknown error.
    pub facts: Option<&'static Facts>,
    /// The details of the body, if this code has some.
    pub details: Option<Details>,
    /// How long to wait before the same request is sent again, as the response states it.
    pub retry_after: Option<Duration>,
}

/// What the API answered in place of what was asked for: a variant for each category.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ApiError {
${categories.map(({ name, title }) => `    /// ${comment(title) || comment(name)}\n    ${names.error(name)}(Box<Failure>),\n`).join('')}    /// An error that this module does not know.
    Unknown(Box<Failure>),
}

impl ApiError {
    /// What all errors have in common.
    pub fn failure(&self) -> &Failure {
        match self {
${arms.join('\n')}
        }
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.failure().message)
    }
}

impl std::error::Error for ApiError {}

/// The details of an error, by its code.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Details {${detailed.map(({ key }) => `\n    ${names.details(key)}(${names.details(key)}),`).join('')}${detailed.length === 0 ? '' : '\n'}}
${detailed.map((error) => writeDetails(error, names)).join('')}
#[rustfmt::skip]
fn wrap(failure: Failure) -> ApiError {
    match failure.facts.map(|facts| facts.category) {
${categories.map(({ name }) => `        Some(${bracedLiteral(name)}) => ApiError::${names.error(name)}(Box::new(failure)),\n`).join('')}        _ => ApiError::Unknown(Box::new(failure)),
    }
}

#[rustfmt::skip]
fn parse_details(code: &str, ${detailed.length === 0 ? '_value' : 'value'}: &Json) -> Option<Details> {
    ${
      detailed.length === 0
        ? 'let _ = code;\n    None'
        : `match code {
${detailed.map(({ key }) => `        ${bracedLiteral(key)} => Some(Details::${names.details(key)}(${names.details(key)}::parse(value))),\n`).join('')}        _ => None,
    }`
    }
}

/// Where bodies hold codes: \`.name\` is a key, \`[]\` each item of a list.
struct Place {
    items: &'static [&'static str],
    code: &'static [&'static str],
    subcode: Option<&'static [&'static str]>,
    message: Option<&'static [&'static str]>,
    details: Option<&'static [&'static str]>,
}

#[rustfmt::skip]
static PLACES: &[Place] = &[${places.length === 0 ? '' : `\n${indent('    ', places.map(writePlace).join('\n'))}\n`}];

/// An error without a code: its statuses, and the value in the body that it has.
struct WithoutCode {
    key: &'static str,
    statuses: &'static [(u16, u16)],
    mark_path: Option<&'static [&'static str]>,
    mark: &'static str,
    message: Option<&'static [&'static str]>,
    details: Option<&'static [&'static str]>,
}

#[rustfmt::skip]
static WITHOUT_CODE: &[WithoutCode] = &[${withoutCode.length === 0 ? '' : `\n${indent('    ', withoutCode.map(writeWithoutCode).join('\n'))}\n`}];
${RUNTIME}`;
}

function codeOf(error: ErrorFacts, names: Names): string {
  const [about, url] = remarksOn(error);
  return lines(
    [`/// ${about}`, '///', `/// <${url}>`],
    error.deprecated === undefined ? undefined : `#[deprecated(note = ${bracedLiteral(error.deprecated)})]`,
    `pub const ${names.code(error.key)}: &str = ${bracedLiteral(error.key)};`,
  );
}

const struct = (name: string, fields: Readonly<Record<string, string>>): string =>
  lines(
    `${name} {`,
    indent(
      '    ',
      Object.entries(fields).map(([field, value]) => `${field}: ${value},`),
    ),
    '},',
  );

const writeFacts = (error: ErrorFacts): string =>
  struct('Facts', {
    code: bracedLiteral(error.key),
    category: bracedLiteral(error.category),
    title: bracedLiteral(error.title),
    status: numberOfStatus(error) === undefined ? 'None' : `Some(${numberOfStatus(error)})`,
    status_range: text(rangeOfStatus(error)),
    message: text(error.message),
    retry: text(error.retry),
    retry_header: text(error.retryHeader),
    actor: text(error.actor),
    user_message: text(error.userMessage),
    url: bracedLiteral(error.url),
  });

const writePlace = ({ items, code, subcode, message, details }: Place): string =>
  struct('Place', {
    ...{ items: steps(items), code: steps(code) },
    ...{ subcode: path(subcode), message: path(message), details: path(details) },
  });

const writeWithoutCode = ({ key, statuses, mark, message, details }: WithoutCode): string =>
  struct('WithoutCode', {
    key: bracedLiteral(key),
    statuses: `&[${statuses.map(([first, last]) => `(${first}, ${last})`).join(', ')}]`,
    mark_path: path(mark?.path),
    mark: bracedLiteral(mark === undefined ? '' : carriedText(mark.value)),
    message: path(message),
    details: path(details),
  });

function writeDetails({ key, fields }: ErrorFacts, names: Names): string {
  const type = names.details(key);
  const declared = fields.map(({ name, type: kind, about }) =>
    lines(`/// ${comment(about) || comment(name)}`, `pub ${names.field(key, name)}: ${TYPES[kind][0]},`),
  );
  const read = ({ name, type: kind }: DetailField): string =>
    `details.${names.field(key, name)} = value.get(${bracedLiteral(name)})${TYPES[kind][1]};`;
  return `
/// The details of [\`code::${names.code(key)}\`]; a field that a response lacks is \`None\`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ${type} {
${indent('    ', declared)}
}

impl ${type} {
    #[rustfmt::skip]
    fn parse(value: &Json) -> Self {
        let mut details = Self::default();
${indent('        ', fields.map(read))}
        details
    }
}
`;
}

const RUNTIME = `
/// The error that a response is; \`header\` tells the value of a header by its name, whatever its case.
pub fn from_response<H>(status: u16, header: H, body: Json) -> ApiError
where
    H: Fn(&str) -> Option<String>,
{
    let found = identify(status, &body);
    let facts = found.code.as_deref().and_then(Facts::of);
    let fallback = match (facts, &found.code) {
        (Some(facts), _) => facts.title.to_owned(),
        (None, Some(code)) => code.clone(),
        (None, None) => format!("HTTP status {}", status),
    };
    let details = match (facts, &found.details) {
        (Some(facts), Some(value)) => parse_details(facts.code, value),
        _ => None,
    };
    wrap(Failure {
        status,
        message: found.message.unwrap_or(fallback),
        facts,
        details,
        retry_after: facts.and_then(|facts| retry_after(facts, header)),
        code: found.code,
        body,
    })
}

#[derive(Default)]
struct Found {
    code: Option<String>,
    message: Option<String>,
    details: Option<Json>,
}

fn identify(status: u16, body: &Json) -> Found {
    let mut found: Option<(String, Found)> = None;
    let mut unknown: Option<Found> = None;
    for place in PLACES {
        for item in values(body, Some(place.items)) {
            let codes = texts(&values(item, Some(place.code)));
            let message = first_text(item, body, place.message);
            if let (None, Some(code)) = (&unknown, codes.first()) {
                unknown = Some(Found {
                    code: Some(code.clone()),
                    message: message.clone(),
                    details: None,
                });
            }
            if let Some(key) = known(&codes, &texts(&values(item, place.subcode))) {
                // Of two readings of one body the one with a subcode says more.
                let is_better = match &found {
                    None => true,
                    Some((other, _)) => key.starts_with(&format!("{}/", other)),
                };
                if is_better {
                    let reading = Found {
                        code: Some(key.clone()),
                        message,
                        details: first_map(item, body, place.details),
                    };
                    found = Some((key, reading));
                }
                break;
            }
        }
    }
    found
        .map(|(_, reading)| reading)
        .or(unknown)
        .unwrap_or_else(|| identify_without_code(status, body))
}

fn known(codes: &[String], subcodes: &[String]) -> Option<String> {
    let code = codes.iter().find(|code| {
        Facts::of(code).is_some() && WITHOUT_CODE.iter().all(|other| other.key != code.as_str())
    })?;
    let mut keys = subcodes
        .iter()
        .map(|subcode| format!("{}/{}", code, subcode));
    let key = keys.find(|key| Facts::of(key).is_some());
    Some(key.unwrap_or_else(|| code.clone()))
}

fn identify_without_code(status: u16, body: &Json) -> Found {
    let has_mark = |error: &&WithoutCode| {
        let carried = texts(&values(body, error.mark_path));
        carried.iter().any(|text| text == error.mark)
    };
    let marked: Vec<&WithoutCode> = WITHOUT_CODE.iter().filter(has_mark).collect();
    let others = WITHOUT_CODE
        .iter()
        .filter(|error| error.mark_path.is_none());
    let fitting = match marked.len() {
        0 => narrowest(status, &others.collect::<Vec<_>>()),
        1 => marked,
        _ => narrowest(status, &marked),
    };
    match fitting.as_slice() {
        [error] => Found {
            code: Some(error.key.to_owned()),
            message: first_text(body, body, error.message),
            details: first_map(body, body, error.details),
        },
        _ => Found::default(),
    }
}

/// The fewer statuses an error may have, the more its status tells.
fn narrowest<'a>(status: u16, candidates: &[&'a WithoutCode]) -> Vec<&'a WithoutCode> {
    let mut fitting = Vec::new();
    let mut smallest = u16::MAX;
    for error in candidates {
        for (first, last) in error.statuses {
            let size = last - first;
            if status < *first || status > *last || size > smallest {
                continue;
            }
            if size < smallest {
                fitting.clear();
                smallest = size;
            }
            fitting.push(*error);
        }
    }
    fitting
}

fn values<'a>(body: &'a Json, path: Option<&[&str]>) -> Vec<&'a Json> {
    let steps = match path {
        Some(steps) => steps,
        None => return Vec::new(),
    };
    let mut found = vec![body];
    for step in steps {
        let mut next = Vec::new();
        for value in found {
            match value {
                Json::List(items) if *step == "[]" => next.extend(items),
                Json::Map(_) if *step != "[]" => next.extend(value.get(&step[1..])),
                _ => {}
            }
        }
        found = next;
    }
    found
}

/// Texts as they are, and numbers as digits.
fn texts(values: &[&Json]) -> Vec<String> {
    let mut found = Vec::new();
    for value in values {
        if let Json::Text(text) | Json::Number(text) = value {
            found.push(text.clone());
        }
    }
    found
}

fn first_text(item: &Json, body: &Json, path: Option<&[&str]>) -> Option<String> {
    let candidates = [values(item, path), values(body, path)].concat();
    let mut found = candidates.into_iter().filter_map(Json::as_text);
    found.next().map(str::to_owned)
}

fn first_map(item: &Json, body: &Json, path: Option<&[&str]>) -> Option<Json> {
    let candidates = [values(item, path), values(body, path)].concat();
    let mut found = candidates.into_iter();
    found.find(|value| matches!(value, Json::Map(_))).cloned()
}

impl Json {
    /// What a map has at a key.
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Map(members) => {
                let found = members.iter().find(|(key, _)| key == name);
                found.map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Json::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Json::Bool(flag) => Some(*flag),
            _ => None,
        }
    }
}

/// Seconds, a date, or seconds since 1970, as the header states them.
fn retry_after<H>(facts: &Facts, header: H) -> Option<Duration>
where
    H: Fn(&str) -> Option<String>,
{
    if facts.retry != Some("after-wait") {
        return None;
    }
    let stated = header(facts.retry_header?)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let is_number = |sign: char| sign.is_ascii_digit() || sign == '.';
    let seconds = if stated.trim().chars().all(is_number) {
        let number: f64 = stated.trim().parse().ok()?;
        number - if number > 1e9 { now.as_secs_f64() } else { 0.0 }
    } else {
        date(stated.trim())? - now.as_secs_f64()
    };
    if (0.0..1e9).contains(&seconds) {
        Some(Duration::from_secs_f64(seconds))
    } else {
        None
    }
}

/// Seconds since 1970 of an HTTP date, in any of its three forms.
fn date(stated: &str) -> Option<f64> {
    let parts: Vec<&str> = stated
        .split(|sign: char| " ,-".contains(sign))
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month, year, time) = match parts.as_slice() {
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let month = names.find(month.get(..3)?)? as i64 / 3 + 1;
    let (day, year): (i64, i64) = (day.parse().ok()?, year.parse().ok()?);
    let year = match year {
        0..=69 => year + 2000,
        70..=99 => year + 1900,
        _ => year,
    };
    let mut seconds = 0;
    for part in time.split(':') {
        seconds = seconds * 60 + part.parse::<i64>().ok()?;
    }
    // Days since 1970, of a year that begins in March.
    let (years, months) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = years * 365 + years / 4 - years / 100 + years / 400 + (months * 153 + 2) / 5 + day;
    Some(((days - 719_469) * 86_400 + seconds) as f64)
}
`;
