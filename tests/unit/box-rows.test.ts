import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Hit } from '../../src/lookup/answer.ts';
import type { Reason } from '../../src/lookup/reason.ts';
import { arrangeRows, growAnswer, listRows, type Row } from '../../src/scripts/box-rows.ts';

const error = (code: string): Hit => ({ path: `/errors/${code}/`, code, reasons: [{ kind: 'code' }] });
const page = (path: string, ...kinds: readonly Reason['kind'][]): Hit => ({
  path,
  reasons: [{ kind: 'guide' }, ...kinds.map((kind) => ({ kind }))],
});
const nameOf = (row: Row): string => ('path' in row ? row.path.split('/').at(-2) : row.code) ?? '';
const NOTHING = { hits: [], near: [] };
const show = (...args: Parameters<typeof arrangeRows>): string => {
  const rows = arrangeRows(...args);
  return `${listRows(rows).map(nameOf).join(' ')} > ${rows.first === undefined ? 'none' : nameOf(rows.first)}`;
};

test('what is certain comes first and is opened by Enter', () => {
  assert.equal(
    show({ hits: [error('A'), error('B')], near: [error('C')] }, [], [error('D'), page('/guides/g/')]),
    'A B C D g > A',
  );
});

test('an unknown code comes first, and then nothing is opened by Enter', () => {
  const answer = { unknown: { code: 'X' }, hits: [], near: [page('/status/403/'), error('A'), error('B'), error('C')] };
  assert.equal(show(answer, [], [error('D'), page('/guides/g/', 'title')]), 'X 403 A B C g > none');
  assert.equal(show({ unknown: { code: 'X' }, hits: [error('A')], near: [] }), 'X A > none');
});

test('what is near by words is never opened by Enter, and there are three of it at most', () => {
  assert.equal(show(NOTHING, [error('A'), error('B')], [error('B'), error('C'), error('D')]), 'A B C > none');
});

test('a page is opened by Enter where it is the only one and its title holds all that was asked', () => {
  assert.equal(show(NOTHING, [], [page('/guides/g/', 'title')]), 'g > g');
  assert.equal(show(NOTHING, [], [page('/guides/g/')]), 'g > none');
  assert.equal(show(NOTHING, [], [page('/guides/g/', 'title'), page('/guides/h/')]), 'g h > none');
  assert.equal(show(NOTHING, [error('A')], [page('/guides/g/', 'title')]), 'A g > none');
});

test('the page of an endpoint stands among the certain ones where the whole text asks for it, and for no other', () => {
  const asked = page('/endpoints/get-a/', 'route');
  assert.equal(show(NOTHING, [error('A')], [asked]), 'get-a A > get-a');
  assert.equal(show(NOTHING, [], [asked, page('/endpoints/put-a/', 'route')]), 'get-a put-a > none');
  assert.equal(show({ hits: [error('A')], near: [] }, [], [asked]), 'A get-a > A');
  const mentioned: Hit = { ...asked, reasons: [{ kind: 'route', found: 'GET /a' }] };
  assert.equal(show(NOTHING, [], [mentioned]), 'get-a > none');
  assert.equal(show({ unknown: { code: 'X' }, hits: [], near: [] }, [], [asked]), 'X get-a > none');
});

test('no page is there twice', () => {
  assert.equal(show({ hits: [error('A')], near: [] }, [error('A')], [error('A'), page('/guides/g/')]), 'A g > A');
});

test('what a late part of the index knows comes below what is shown', () => {
  const rest = { near: [], errors: 1, succeeded: false };
  const shown = { hits: [error('A')], ...rest };
  const grown = growAnswer(shown, { hits: [error('B'), error('A')], ...rest });
  assert.deepEqual(grown.hits.map(nameOf), ['A', 'B']);
  assert.deepEqual(growAnswer({ ...shown, hits: [] }, { hits: [error('B')], ...rest }).hits.map(nameOf), ['B']);
});
