/** Every way in which the table of fields could differ from the type of an entry; each must stay a compile error. */
import type { Cause, ErrorEntry, Param, Retry } from 'error-reference';
import { FIELDS, type FieldTable } from '../../src/core/fields.ts';
import { choice, list, object, optional, record, scalar, text, type Field } from '../../src/core/shapes.ts';

const { title: _, ...others } = FIELDS;
// @ts-expect-error a field that is forgotten
others satisfies FieldTable;
// @ts-expect-error a field that an entry doesn't have
({ ...FIELDS, titel: text('literal') }) satisfies FieldTable;
// @ts-expect-error a text where there is a number
({ ...FIELDS, status: text('literal') }) satisfies FieldTable;
// @ts-expect-error a text where there is a list
({ ...FIELDS, steps: text('sentence') }) satisfies FieldTable;
// @ts-expect-error a list of others
({ ...FIELDS, causes: list(text('sentence')) }) satisfies FieldTable;
// @ts-expect-error fewer words than the type has
({ ...FIELDS, actor: choice(['caller', 'us']) }) satisfies FieldTable;
// @ts-expect-error more words than the type has
({ ...FIELDS, actor: choice(['caller', 'admin', 'us', 'nobody']) }) satisfies FieldTable;

const sentence = text('sentence');
// @ts-expect-error a nested field that is forgotten
object<Cause>({ cause: sentence, check: optional(sentence), fix: optional(sentence) });
// @ts-expect-error a nested field of another type
object<Param>({ about: sentence, example: text('literal') });
// @ts-expect-error a nested field that is optional, though the type demands it
object<Param>({ about: optional(sentence), example: scalar() });
// @ts-expect-error a nested field that is demanded, though the type has it optional
object<NonNullable<ErrorEntry['deprecated']>>({ since: sentence, use: sentence });
// @ts-expect-error a nested field that the type doesn't have
object<Param>({ about: sentence, example: scalar(), more: sentence });
// @ts-expect-error one form of two
object<Extract<Retry, { when: 'never' }>>({ when: choice(['never']), note: optional(sentence) }) satisfies Field<Retry>;
// @ts-expect-error records of others
record(scalar()) satisfies Field<NonNullable<ErrorEntry['dimensions']>>;
