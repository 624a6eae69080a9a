/** What the files of several languages share: the parts of which their templates are made. */
import type { Registry } from '../core/define.ts';
import type { BodyPath } from '../core/envelope.ts';
import type { CarriedValue } from '../core/identity.ts';
import type { Site } from '../core/site.ts';
import { digitsOf } from '../core/numbers.ts';
import { comment } from '../document/samples/text.ts';
import { nameEach, type Style } from './identifiers.ts';
import { carriesCode, modelOf, type ErrorFacts, type Model } from './model.ts';

/** The identifiers of a file. */
export interface Names {
  /** Of a code, by its key. */
  readonly code: (key: string) => string;
  /** Of the type of error of a category, by its name. */
  readonly error: (category: string) => string;
  /** Of the type of the details of an error, by its key. */
  readonly details: (key: string) => string;
  /** Of a field of them. */
  readonly field: (key: string, field: string) => string;
}

/** How a language names what a file declares. */
export interface NameRules {
  readonly code: Style;
  /** Words that make a name of a code which begins with a digit; `code` where nothing is said. */
  readonly codeKind?: string;
  /** Whether constants share their scope with types. */
  readonly isOneScope?: boolean;
  readonly field: Style;
  /** Styles of types. */
  readonly type: Style;
  /** Those of errors, where they are no types of their own. */
  readonly error?: Style;
  /** What the types of errors end in: `error` or `exception`. */
  readonly ending?: string;
  /** Names that codes, types and fields can't have. */
  readonly takenCodes?: readonly string[];
  readonly takenTypes: readonly string[];
  readonly takenFields: readonly string[];
}

/** Names everything that a file declares, without a name twice in one scope. */
export function nameAll({ errors, categories }: Model, rules: NameRules): Names {
  const keys = errors.map(({ key }) => key);
  const { code, codeKind = 'code', field, type, ending, takenCodes = [], takenTypes, takenFields } = rules;
  const codes = nameEach(keys, { style: code, kind: codeKind, taken: takenCodes });
  const scope = [...takenTypes, ...(rules.isOneScope ? codes.values() : [])];
  const types = nameEach(
    categories.map(({ name }) => name),
    { style: rules.error ?? type, kind: 'category', taken: scope, ...(ending === undefined ? {} : { ending }) },
  );
  const detailed = errors.filter(({ fields }) => fields.length > 0);
  const details = nameEach(
    detailed.map(({ key }) => key),
    { style: (words) => type([...words, 'details']), kind: 'code', taken: [...scope, ...types.values()] },
  );
  const fields = new Map(
    detailed.map((error) => [
      error.key,
      nameEach(
        error.fields.map(({ name }) => name),
        { style: field, kind: 'field', taken: takenFields },
      ),
    ]),
  );
  const own = (name: string | undefined): string => name ?? '';
  return {
    code: (key) => own(codes.get(key)),
    error: (category) => own(types.get(category)),
    details: (key) => own(details.get(key)),
    field: (key, name) => own(fields.get(key)?.get(name)),
  };
}

/** The lines of a comment on a constant: what the error is, where its page is, and whether it is on its way out. */
export function remarksOn({ about, url }: ErrorFacts): readonly string[] {
  return [comment(about), comment(url)];
}

/** A text for a block comment of C and its descendants, nested or not. */
export function blockComment(text: string): string {
  return comment(text).replaceAll('*/', '* /').replaceAll('/*', '/ *').replace(/^@/, '(at) ');
}

/** A text for a comment of Java, which reads HTML, tags and escapes in it; in ASCII, for the encoding is the machine's. */
export function javaComment(text: string): string {
  return comment(text).replaceAll(/[^ -~]|[&<>@*\\]/gu, (sign) => `&#${sign.codePointAt(0) ?? 0};`);
}

/** A way through a body as texts: `.name` for a key, `[]` for each item of a list. */
export function pathTexts(path: BodyPath): readonly string[] {
  return path.map((key) => (key === 0 ? '[]' : `.${key}`));
}

/** A value of a body as the text that it is compared as. */
export function carriedText(value: CarriedValue): string {
  return digitsOf(value) ?? String(value);
}

/** The status of an error, where it is one number. */
export function numberOfStatus({ status }: ErrorFacts): number | undefined {
  return typeof status === 'number' ? status : undefined;
}

/** The range of it, where it may be any of one. */
export function rangeOfStatus({ status }: ErrorFacts): string | undefined {
  return typeof status === 'string' ? status : undefined;
}

/** So many facts at once, for compilers that limit the size of a function. */
const CHUNK = 200;

/** Errors in parts that a function can hold. */
export function chunksOf(errors: readonly ErrorFacts[]): readonly (readonly ErrorFacts[])[] {
  return Array.from({ length: Math.ceil(errors.length / CHUNK) }, (_, at) =>
    errors.slice(at * CHUNK, (at + 1) * CHUNK),
  );
}

/** The codes that bodies hold: not the names of errors that have none. */
export function codedErrors(model: Model): readonly ErrorFacts[] {
  return model.errors.filter(({ key }) => carriesCode(model, key));
}

/** How a language writes a package. */
interface PackageRules {
  readonly style: Style;
  readonly separator: string;
  /** Whether the widest name, `com`, is left out. */
  readonly isTopLeft: boolean;
  /** The package where the site has no name of a host. */
  readonly absent: string;
}

/** A package that follows from the address of the site: `com.example.errors`. */
export function packageOf({ domain }: Model, { style, separator, isTopLeft, absent }: PackageRules): string {
  const names = (isTopLeft ? domain.slice(1) : domain).map((name) => style([name]));
  return names.length === 0 ? absent : names.join(separator);
}

/** The names of an error that shows how a file is used: the first of the registry, which keeps its name among all. */
export function exampleNames(
  registry: Registry,
  site: Site,
  rules: NameRules,
): { readonly code: string; readonly error: string } {
  const model = modelOf({ ...registry, errors: registry.errors.slice(0, 1) }, site);
  const names = nameAll(model, rules);
  return { code: names.code(model.errors[0]?.key ?? ''), error: names.error(model.errors[0]?.category ?? '') };
}

/** The errors whose details have fields. */
export function detailedErrors({ errors }: Model): readonly ErrorFacts[] {
  return errors.filter(({ fields }) => fields.length > 0);
}
