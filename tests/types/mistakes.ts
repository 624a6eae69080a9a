/** Every mistake that the compiler should catch. A line that stops being an error fails the type check. */
import { defineCategory, defineError, defineRegistry, type CodeOf } from 'error-reference';
import type { PlaceholderName } from '../../src/core/message.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Claim extends true>(claim?: Claim): void => void claim;

holds<Equal<PlaceholderName<'Missing {name} in {0}.'>, 'name' | '0'>>();
holds<Equal<PlaceholderName<'literal {{name}} and {not a name} and {1a} and {}'>, never>>();
holds<Equal<PlaceholderName<'{{{name}}}'>, 'name'>>();
holds<Equal<PlaceholderName<'{a{b}'>, 'b'>>();
holds<Equal<PlaceholderName<string>, string>>();

const about = 'what it is';
defineError({ message: 'Plain.' });
defineError({ message: 'Missing {name}.', params: { name: { about, example: 'id' } } });

// @ts-expect-error a placeholder without its param
defineError({ message: 'Missing {name}.' });
// @ts-expect-error a placeholder without its param
defineError({ message: 'Missing {name} of {type}.', params: { name: { about, example: 'id' } } });
// @ts-expect-error a param that is no placeholder
defineError({ message: 'Missing {name}.', params: { name: { about, example: 'id' }, extra: { about, example: 1 } } });
// @ts-expect-error params without placeholders
defineError({ message: 'Plain.', params: { name: { about, example: 'id' } } });
// @ts-expect-error a param without an example
defineError({ message: 'Missing {name}.', params: { name: { about } } });
// @ts-expect-error a field that does not exist
defineError({ titel: 'Plain' });
// @ts-expect-error a status is a number
defineError({ status: '429' });
// @ts-expect-error a retry kind that does not exist
defineError({ retry: { when: 'sometimes' } });
// @ts-expect-error a header that states the wait, where there is none
defineError({ retry: { when: 'never', header: 'Retry-After' } });
// @ts-expect-error an actor that does not exist
defineError({ actor: 'nobody' });

const first = defineCategory({
  name: 'first',
  title: 'First',
  errors: { A: defineError({ related: ['B'] }), B: defineError({}) },
});
const second = defineCategory({
  name: 'second',
  title: 'Second',
  errors: { C: defineError({ confusedWith: [{ code: 'A', difference: about }] }) },
});
const registry = defineRegistry(first, second);
holds<Equal<CodeOf<typeof registry>, 'A' | 'B' | 'C'>>();
const code: CodeOf<typeof registry> = 'A';
void code;

// @ts-expect-error a code that the registry doesn't hold
const wrong: CodeOf<typeof registry> = 'D';
void wrong;
// @ts-expect-error a reference to a code of a category that is missing
defineRegistry(second);
// @ts-expect-error one code in two categories
defineRegistry(first, second, defineCategory({ name: 'third', title: 'Third', errors: { A: defineError({}) } }));
const category = { name: 'plain', title: 'Plain' };
defineCategory({ ...category, errors: { A: { message: 'Plain.' }, B: {} } });
// @ts-expect-error a field that does not exist
defineCategory({ ...category, errors: { A: { titel: 'Plain' } } });
// @ts-expect-error a field of the details that does not exist
defineCategory({ ...category, errors: { A: { details: { fields: {}, example: {}, more: 1 } } } });
// @ts-expect-error a message is a text
defineCategory({ ...category, errors: { A: { message: 404 } } });
// @ts-expect-error a reference of a plain entry to a code that is missing
defineRegistry(defineCategory({ ...category, errors: { A: { related: ['B'] } } }));
defineCategory({
  name: 'twice',
  title: 'Twice',
  errors: {
    A: defineError({}),
    // @ts-expect-error one code twice in a category
    A: defineError({}),
  },
});
