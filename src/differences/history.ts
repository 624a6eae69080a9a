import type { History, PastChange } from '../core/history.ts';
import { classify, type Change } from './classify.ts';
import type { Side } from './rule.ts';
import { codeAdded } from './rules/code-added.ts';
import { codeRemoved } from './rules/code-removed.ts';
import { codeRenamed } from './rules/code-renamed.ts';
import { lifecycleChanged } from './rules/lifecycle-changed.ts';
import { meaningChanged } from './rules/meaning-changed.ts';
import { noLongerReturned } from './rules/no-longer-returned.ts';
import { pageRemoved } from './rules/page-removed.ts';

/** A registry as a version of the API had it. */
export interface DatedSide extends Side {
  readonly version: string;
  readonly date: string;
}

/** What became of the errors from each version to the next; what was there in the first one may be older. */
export function traceHistory(versions: readonly DatedSide[]): History {
  const releases = versions.slice(1).flatMap((side, index) => {
    const changes = classify(versions[index] ?? side, side).flatMap(recall);
    return changes.length === 0 ? [] : [{ version: side.version, date: side.date, changes }];
  });
  return { releases };
}

/** What readers were told already when it happened, or by the entry itself. */
const TOLD: readonly string[] = [pageRemoved.name, meaningChanged.name];

const KINDS: Readonly<Record<string, PastChange['kind']>> = {
  [codeAdded.name]: 'added',
  [codeRemoved.name]: 'removed',
  [noLongerReturned.name]: 'removed',
};

/** A change as readers look back on it; what is editorial is none. */
function recall({ severity, rule, code, field, before, after }: Change): readonly PastChange[] {
  if (severity === 'editorial' || TOLD.includes(rule)) return [];
  const of = code === undefined ? {} : { code };
  const isDeprecated = rule === lifecycleChanged.name && field.join() === 'deprecated' && after !== undefined;
  const kind = isDeprecated ? 'deprecated' : (KINDS[rule] ?? 'changed');
  // One without the other would look as if it were new or gone.
  const isTold = [before, after].every((value) => value === undefined || isShort(value));
  if (kind !== 'changed') return [{ kind, ...of }];
  return [
    {
      kind,
      ...of,
      field: rule === codeRenamed.name ? 'code' : field.join('.'),
      ...(isTold && isShort(before) && { before }),
      ...(isTold && isShort(after) && { after }),
    },
  ];
}

const LONGEST = 80;

const isShort = (value: unknown): value is string | number | boolean =>
  typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= LONGEST);
