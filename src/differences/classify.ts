import { indexByCode, type Registry } from '../core/define.ts';
import { compareRegistries, isSame, type Difference } from '../core/differences.ts';
import { CATEGORY_RULES, CODE_RULES, FIELD_RULES, SHAPE_RULES } from './rules.ts';
import {
  SEVERITIES,
  SHAPE_FIELDS,
  type CategoryField,
  type EntryPair,
  type ErrorShape,
  type Found,
  type RestRule,
  type Severity,
  type Side,
} from './rule.ts';

/** A change with its class and the rule that says so. */
export interface Change extends Found {
  readonly severity: Severity;
  readonly rule: string;
  /** The error that it is about, by the code that it has now; absent where it concerns them all. */
  readonly code?: string;
  /** Whether the error is in the new registry. */
  readonly isGone?: true;
}

/** What differs between two registries, each difference with its class: the breaking ones first. */
export function classify(before: Side, after: Side): readonly Change[] {
  const shapes =
    before.shape === undefined || after.shape === undefined ? undefined : { before: before.shape, after: after.shape };
  const changes = [
    ...(shapes === undefined ? [] : classifyShapes(shapes)),
    ...classifyErrors(before.registry, after.registry, shapes),
    ...classifyCategories(before.registry, after.registry),
  ];
  return SEVERITIES.flatMap((severity) => changes.filter((change) => change.severity === severity));
}

interface AnyRule<Subject> {
  readonly name: string;
  readonly severity: Severity;
  readonly find: (subject: Subject) => readonly Found[];
}

const applyRule = <Subject>({ name, severity, find }: AnyRule<Subject>, subject: Subject): readonly Change[] =>
  find(subject).map((found) => ({ severity, rule: name, ...found }));

/** What the rules of a field find in a subject, and the last one where no other finds anything. */
function applyRules<Subject>(
  rules: readonly [...AnyRule<Subject>[], RestRule],
  subject: Subject,
  field: string,
  [before, after]: readonly [unknown, unknown],
): readonly Change[] {
  const rest = rules.at(-1) as RestRule;
  const found = (rules.slice(0, -1) as AnyRule<Subject>[]).flatMap((rule) => applyRule(rule, subject));
  return found.length > 0 ? found : applyRule(rest, { field, before, after });
}

/** Rules that look at several fields find the same at each. */
const unique = (changes: readonly Change[]): readonly Change[] => [
  ...new Map(changes.map((change) => [`${change.rule} ${change.about}`, change])).values(),
];

function classifyShapes(shapes: { readonly before: ErrorShape; readonly after: ErrorShape }): readonly Change[] {
  const { before, after } = shapes;
  return unique(
    SHAPE_FIELDS.filter((field) => !isSame(before[field], after[field])).flatMap((field) =>
      applyRules(SHAPE_RULES[field], shapes, field, [before[field], after[field]]),
    ),
  );
}

function classifyErrors(before: Registry, after: Registry, shapes: EntryPair['shapes']): readonly Change[] {
  const [old, now] = [indexByCode(before), indexByCode(after)];
  return compareRegistries(before, after).flatMap((difference) => {
    const { kind, code, from = code } = difference;
    const pair = { before: old.get(from), after: now.get(code) };
    const ofCode = CODE_RULES.flatMap((rule) =>
      applyRule(rule, {
        kind,
        ...(pair.before && { before: pair.before }),
        ...(pair.after && { after: pair.after }),
      }),
    );
    const ofFields =
      pair.before && pair.after
        ? classifyFields(difference, { before: pair.before, after: pair.after, ...(shapes && { shapes }) })
        : [];
    return [...ofCode, ...ofFields].map((change) => ({
      ...change,
      code,
      ...(pair.after === undefined ? { isGone: true as const } : {}),
    }));
  });
}

function classifyFields({ fields }: Difference, pair: EntryPair): readonly Change[] {
  return unique(
    fields.flatMap(({ field, before, after }) => applyRules(FIELD_RULES[field], pair, field, [before, after])),
  );
}

function classifyCategories({ categories: before }: Registry, { categories: after }: Registry): readonly Change[] {
  const names = [...new Set([...before, ...after].map(({ name }) => name))];
  return names.flatMap((name) => {
    const [old, now] = [before, after].map((all) => all.find((category) => category.name === name));
    return (Object.keys(CATEGORY_RULES) as CategoryField[])
      .filter((field) => old?.[field] !== now?.[field])
      .flatMap((field) =>
        applyRule(CATEGORY_RULES[field], {
          field: `category ${name}: ${field}`,
          before: old?.[field],
          after: now?.[field],
        }),
      )
      .map((change) => ({ ...change, field: [] }));
  });
}

/** How many changes there are of each class. */
export function countChanges(changes: readonly Change[]): Readonly<Record<Severity, number>> {
  const entries = SEVERITIES.map((severity) => [severity, changes.filter((each) => each.severity === severity).length]);
  return Object.fromEntries(entries) as Record<Severity, number>;
}
