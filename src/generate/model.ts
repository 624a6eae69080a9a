/** What every language needs to know of a registry, whatever it makes of it. */
import { hasCode, nameOf, titleOf, type CategoryHead, type RegisteredError, type Registry } from '../core/define.ts';
import { envelopeOf, findPlaceholder, isJsonType, JSON_TYPE, listEnvelopes, type BodyPath } from '../core/envelope.ts';
import { statusLine, type Status } from '../core/http.ts';
import { identityOf, statusBounds, type Bounds, type Mark } from '../core/identity.ts';
import { firstSentence, type LinePart } from '../core/first-sentence.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import type { Actor, RetryKind } from '../core/vocabulary.ts';

/** Where the codes of a body stand: a code with its subcode is looked for in each item of the lists that hold both. */
export interface Place {
  /** The way to the items; empty where the body itself is the only one. */
  readonly items: BodyPath;
  /** Counted from an item, as the others are. */
  readonly code: BodyPath;
  readonly subcode: BodyPath | undefined;
  /** Where items hold them; from the body where they stand beside the list. */
  readonly message: BodyPath | undefined;
  readonly details: BodyPath | undefined;
}

/** An error without a code: what its response has. */
export interface WithoutCode {
  readonly key: string;
  /** From the first to the last of those that follow each other. */
  readonly statuses: readonly Bounds[];
  /** The value in the body that it has. */
  readonly mark: Mark | undefined;
  readonly message: BodyPath | undefined;
  readonly details: BodyPath | undefined;
}

/** A type of a field that every language has; all others are any JSON. */
export const FIELD_TYPES = ['string', 'number', 'integer', 'boolean', 'object', 'array'] as const;

/** One of {@link FIELD_TYPES}, or any JSON. */
export type FieldType = (typeof FIELD_TYPES)[number] | 'any';

/** A field of the details of an error. */
export interface DetailField {
  readonly name: string;
  readonly type: FieldType;
  readonly about: string;
}

/** The facts of an error; what nobody states is `undefined`. */
export interface ErrorFacts {
  /** The code, that of a subcode with its parent: `parent/child`; or the name that the registry gives one without a code. */
  readonly key: string;
  readonly category: string;
  readonly title: string;
  readonly status: Status | undefined;
  readonly message: string | undefined;
  readonly retry: RetryKind | undefined;
  readonly retryHeader: string | undefined;
  readonly actor: Actor | undefined;
  readonly userMessage: string | undefined;
  readonly url: string;
  /** What a comment says of it: its name, its status and a sentence. */
  readonly about: string;
  /** Why it isn't to be used any more, as a sentence. */
  readonly deprecated: string | undefined;
  readonly fields: readonly DetailField[];
}

/** A registry as constants and types are made of it. */
export interface Model {
  readonly siteName: string;
  /** The address of the data from which the file was made. */
  readonly source: string;
  /** The names of a host, the widest first, for packages: `['com', 'example', 'errors']`. */
  readonly domain: readonly string[];
  /** Those that have an error. */
  readonly categories: readonly CategoryHead[];
  readonly errors: readonly ErrorFacts[];
  readonly places: readonly Place[];
  readonly withoutCode: readonly WithoutCode[];
}

const models = new WeakMap<Registry, { readonly site: Site; readonly model: Model }>();

/** What languages make their files from: the same for all of them, so it is made once. */
export function modelOf(registry: Registry, site: Site): Model {
  const made = models.get(registry);
  if (made?.site === site) return made.model;
  const model = makeModel(registry, site);
  models.set(registry, { site, model });
  return model;
}

function makeModel({ categories, errors }: Registry, site: Site): Model {
  const used = new Set(errors.map(({ category }) => category));
  return {
    siteName: site.name,
    source: absoluteUrl(site.url, '/errors.json'),
    domain: domainOf(site.url),
    categories: categories.filter(({ name }) => used.has(name)),
    errors: errors.map((error) => factsOf(error, site)),
    places: placesOf(site),
    withoutCode: errors.filter((error) => !hasCode(error)).map((error) => withoutCode(error, site)),
  };
}

/** Whether an error is told by a code in its body. */
export function carriesCode({ withoutCode: others }: Model, key: string): boolean {
  return others.every((other) => other.key !== key);
}

/** Hosts that are no name, such as an address of numbers, make no package. */
function domainOf(url: string): readonly string[] {
  const { hostname } = new URL(url);
  const names = hostname.split('.').filter((name) => /^[a-z][a-z0-9-]*$/.test(name));
  return names.length > 1 && names.length === hostname.split('.').length
    ? names.map((name) => name.replaceAll('-', '')).toReversed()
    : [];
}

function factsOf(error: RegisteredError, site: Site): ErrorFacts {
  const { code, category, status, message, retry, actor, userMessage, details } = error;
  return {
    ...{ key: code, category, title: titleOf(error), status, message },
    retry: retry?.when,
    retryHeader: retry?.when === 'after-wait' ? retry.header : undefined,
    ...{ actor, userMessage, url: errorUrl(site.url, code), about: aboutOf(error), deprecated: deprecationOf(error) },
    fields: Object.entries(details?.fields ?? {}).map(([name, { type, about }]) => ({
      name,
      type: FIELD_TYPES.find((known) => known === type) ?? 'any',
      about,
    })),
  };
}

function aboutOf(error: RegisteredError): string {
  const { status, summary } = error;
  const title = titleOf(error);
  // A title that is its status says it all.
  const name = status === undefined || title === nameOf(error) ? title : `${title} (${statusLine(status)})`;
  const [head = ''] = summary === undefined ? [] : [firstSentence(summary).map(wordsOfPart).join('')];
  return head === '' ? name : `${name}: ${head}`;
}

const wordsOfPart = (part: LinePart): string => ('text' in part ? part.text : part.code);

function deprecationOf({ deprecated, removed }: RegisteredError): string | undefined {
  const ending = removed ?? deprecated;
  if (ending === undefined) return undefined;
  const said = `${removed ? 'Removed' : 'Deprecated'} since ${ending.since}`;
  return ending.use === undefined ? `${said}.` : `${said}; use ${ending.use}.`;
}

/** The places of codes in the envelopes of a site, each once. */
function placesOf(site: Site): readonly Place[] {
  const places = listEnvelopes(site).flatMap(({ body, mediaType = JSON_TYPE }): readonly Place[] => {
    const code = isJsonType(mediaType) ? findPlaceholder(body, 'code') : undefined;
    if (code === undefined) return [];
    const subcode = findPlaceholder(body, 'subcode');
    const shared = code.findIndex((key, at) => subcode !== undefined && key !== subcode[at]);
    const depth = (shared < 0 ? code : code.slice(0, shared)).lastIndexOf(0) + 1;
    const items = code.slice(0, depth);
    const below = (name: string): BodyPath | undefined => {
      const path = findPlaceholder(body, name);
      return items.every((key, at) => key === path?.[at]) ? path?.slice(depth) : path;
    };
    return [
      {
        ...{ items, code: code.slice(depth), subcode: subcode?.slice(depth) },
        ...{ message: below('message'), details: below('details') },
      },
    ];
  });
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

function withoutCode(error: RegisteredError, site: Site): WithoutCode {
  const told = identityOf(error, site);
  const { body, mediaType = JSON_TYPE } = envelopeOf(error, site) ?? {};
  const shape = isJsonType(mediaType) ? body : undefined;
  return {
    key: error.code,
    statuses: told === undefined ? [] : statusBounds(error),
    mark: told?.by === 'body' ? told.marks[0] : undefined,
    message: findPlaceholder(shape, 'message'),
    details: findPlaceholder(shape, 'details'),
  };
}
