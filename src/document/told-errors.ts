import { nameOf, statusesOf, type RegisteredError, type Registry } from '../core/define.ts';

/** What pages tell of an error other than their own. */
export interface ToldError extends Pick<
  RegisteredError,
  'code' | 'identifiedBy' | 'status' | 'variants' | 'title' | 'summary'
> {
  /** The codes of its subcodes; absent where it has none. */
  readonly subcodes?: readonly string[];
}

/** What pages tell of other errors, by code. */
export type ToldErrors = ReadonlyMap<string, ToldError>;

/** The errors of which the pages of others tell, and those that have subcodes; in a large registry they are few. */
export function tellErrors({ errors }: Pick<Registry, 'errors'>): ToldErrors {
  const subcodes = Map.groupBy(errors, ({ parent }) => parent);
  const told = new Set(errors.flatMap((error) => [...referredCodes(error), ...(error.parent ? [error.code] : [])]));
  return new Map(
    errors.filter(({ code }) => told.has(code)).map((error) => [error.code, toTold(error, subcodes.get(error.code))]),
  );
}

function toTold(
  { code, identifiedBy, status, variants, title, summary }: RegisteredError,
  subcodes: readonly RegisteredError[] | undefined,
): ToldError {
  return {
    code,
    ...(identifiedBy === undefined ? {} : { identifiedBy }),
    ...(status === undefined ? {} : { status }),
    ...(variants === undefined
      ? {}
      : { variants: variants.map((variant) => (variant.status === undefined ? {} : { status: variant.status })) }),
    ...(title === undefined ? {} : { title }),
    ...(summary === undefined ? {} : { summary }),
    ...(subcodes === undefined ? {} : { subcodes: subcodes.map((subcode) => subcode.code) }),
  };
}

/** The codes to which an entry refers. */
function referredCodes({
  confusedWith = [],
  related = [],
  parent,
  deprecated,
  removed,
}: RegisteredError): readonly string[] {
  return [
    ...confusedWith.map(({ code }) => code),
    ...related,
    ...[parent, deprecated?.use, removed?.use].filter((code) => code !== undefined),
  ];
}

/** All that the page of an error shows of others. */
export function toldOnPage(error: RegisteredError, errors: ToldErrors): readonly unknown[] {
  const named = referredCodes(error).map((code) => {
    const other = errors.get(code);
    return other && [nameOf(other), statusesOf(other), code === error.parent ? other.title : undefined];
  });
  const subcodes = (errors.get(error.code)?.subcodes ?? []).map((code) => {
    const { title, summary } = errors.get(code) ?? {};
    return [code, title, summary];
  });
  return [named, subcodes];
}
