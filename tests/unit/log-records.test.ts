import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRecordCutter, LONGEST_RECORD, type LogRecord } from '../../src/lookup/log-records.ts';
import { readTime } from '../../src/lookup/log-time.ts';
import { readPaste } from '../../src/lookup/readable.ts';

interface Cut {
  readonly records: readonly LogRecord[];
  readonly lines: number | undefined;
}

function cut(text: string, size = text.length || 1): Cut {
  const records: LogRecord[] = [];
  const cutter = createRecordCutter((record) => records.push(record));
  for (let start = 0; start < text.length; start += size) cutter.push(text.slice(start, start + size));
  cutter.finish();
  return { records, lines: cutter.lines() };
}

const places = (text: string): readonly (readonly [number, string])[] =>
  cut(text).records.map(({ line, text: record }) => [line, record]);

describe('lines', () => {
  test('a record is a line with what belongs to it', () => {
    const log = [
      '2026-02-11 09:00:00 ERROR first',
      '    at a (a.js:1:1)',
      'Caused by: java.lang.Error: x',
      '\t... 12 more',
      '{',
      '  "code": "A"',
      '}',
      '',
      'Traceback (most recent call last):',
      '  File "a.py", line 1',
      'acme.Error: last',
      'next',
    ].join('\r\n');
    assert.deepEqual(places(log), [
      [1, '2026-02-11 09:00:00 ERROR first\n    at a (a.js:1:1)\nCaused by: java.lang.Error: x\n\t... 12 more'],
      [5, '{\n  "code": "A"\n}'],
      [9, 'Traceback (most recent call last):\n  File "a.py", line 1\nacme.Error: last'],
      [12, 'next'],
    ]);
    assert.equal(cut(log).lines, 12);
  });
  test('an indented log has as many records as lines, and so has one whose lines start with a time', () => {
    assert.equal(cut('  a\n  b\n    of b\n  c').records.length, 3);
    assert.equal(cut('a\n  2026-02-11 09:00:00 b\n  09:00:01 c').records.length, 3);
  });
  test('JSON lines are lines', () => {
    const log = '{"code":"A","errors":[{"code":"B"}]}\n{"code":"C"}\n';
    assert.deepEqual(
      cut(log).records.map(({ line }) => line),
      [1, 2],
    );
  });
  test('pieces of any size make the same records', () => {
    for (const log of ['a\n b\nc', 'id,error\n1,"a\n""b"""\n2,c\n', '[{"a":"]"},{"b":[1]}]']) {
      for (const size of [1, 2, 5]) assert.deepEqual(cut(log, size), cut(log), log);
    }
  });
  test('no record is longer than what is read', () => {
    const long = 'x'.repeat(LONGEST_RECORD + 10);
    for (const log of [`${long}\nb`, `a\n ${long}\nb`, `id,text\n1,${long}\n`, `[{"a":"${long}"}]`])
      for (const { text } of cut(log, 1000).records) assert.ok(text.length <= LONGEST_RECORD);
    assert.deepEqual(cut(`${long}\nb`, 1000).records[1], { text: 'b', line: 2, lines: true });
  });
});

describe('tables', () => {
  for (const [name, delimiter] of [
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    test(`with ${name}: quotes, line breaks, a mark at the start`, () => {
      const rows = [
        ['id', 'created_at', 'error_code', 'text'],
        ['1', '2026-01-01T00:00:00Z', '50013', `"Hi${delimiter}\r\nit says ""no"""`],
        ['2', '2026-01-02', '', 'fine'],
      ];
      const csv = `\ufeff${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`;
      assert.deepEqual(cut(csv), {
        records: [
          {
            text: `1\n2026-01-01T00:00:00Z\nerror_code: 50013\nHi${delimiter}\nit says "no"`.replace('\n"', '"'),
            line: 2,
            time: '2026-01-01T00:00:00Z',
          },
          { text: '2\n2026-01-02\nfine', line: 4, time: '2026-01-02' },
        ],
        lines: undefined,
      });
    });
  }
  test('a quote that nobody closes ends at last', () => {
    const rows = Array.from({ length: 40_000 }, (_, place) => `${place},some text`);
    const { records } = cut(`id,text\n1,"open\n${rows.join('\n')}\n`, 65_536);
    assert.ok(records.length > 1000);
    assert.equal(records.at(-1)?.text, '39999\nsome text');
  });
  test('text with commas is no table', () => {
    for (const log of [
      '2026-02-11 09:00:00,123 ERROR a\n2026-02-11 09:00:00,124 ERROR b',
      'Hello, world\nGood, bye',
      'id,code\n1,2,3\n4,5',
      'id,code',
    ])
      assert.notEqual(cut(log).lines, undefined, log);
  });
});

describe('documents', () => {
  const tickets = [{ id: 1, subject: 'a ] }', comments: [{ body: '"x"' }] }, { id: 2 }];
  for (const [name, document] of [
    ['a list', tickets],
    ['a list in an object', { count: 2, tickets }],
    ['a list deep in objects', { hits: { hits: tickets } }],
  ] as const) {
    test(`${name} has a record an object`, () => {
      for (const indent of [0, 2]) {
        const { records, lines } = cut(JSON.stringify(document, null, indent));
        const own = records.filter(({ around }) => around !== true);
        assert.deepEqual(
          own.map(({ text }) => JSON.parse(text) as unknown),
          tickets,
        );
        assert.equal(lines, undefined);
      }
    });
  }
  test('the body of one error is one record', () => {
    const body = JSON.stringify({ code: 'A', errors: [{ code: 'B' }, { code: 'B' }] }, null, 2);
    assert.equal(cut(body).records.length, 1);
  });
});

test('colours and escapes are taken out', () => {
  for (const code of [
    '\u001b[31mA_B\u001b[0m',
    '^[[1;31mA_B^[[0m',
    '#033[31mA_B#033[0m',
    '[31mA_B[0m',
    String.raw`\u001b[31mA_B`,
  ])
    assert.equal(readPaste(code).text, 'A_B');
  assert.equal(readPaste(String.raw`"{\"code\":\"A\"}\n"`).text, '"{"code":"A"}\n"');
  assert.equal(readPaste('?error=auth%2Fno-user').text, '?error=auth/no-user');
});

test('times are read as logs write them', () => {
  const shown = (text: string): unknown => readTime(text, 2026)?.shown;
  assert.equal(shown('{"time":"2026-02-11T09:00:01.143Z"}'), '2026-02-11 09:00:01 UTC');
  assert.equal(shown('2026/02/11 09:00:01 [error]'), '2026-02-11 09:00:01');
  assert.equal(shown('- - [11/Feb/2026:09:00:01 +0200] "GET'), '2026-02-11 09:00:01 +0200');
  assert.equal(shown('Feb  1 09:00:01 host app'), 'Feb  1 09:00:01');
  assert.equal(shown('{"ts":1770800401.5}'), '2026-02-11 09:00:01 UTC');
  assert.equal(shown('2026-02-11'), '2026-02-11');
  assert.equal(shown('order 1770800401 of version 2026-02-11'), undefined);
  assert.equal(readTime('2026-02-11T09:00:00+02:00')?.at, readTime('11/Feb/2026:07:00:00 +0000')?.at);
  assert.equal(readTime('Feb 11 07:00:00', 2026)?.at, readTime('2026-02-11 07:00:00')?.at);
});
