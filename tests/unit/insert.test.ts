import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { insertBefore, insertItem, quoteText } from '../../src/cli/insert.ts';

/** Puts `B: {}` of two lines into the first object or list below the name `errors`. */
function insert(text: string, file = 'module.ts'): string {
  const source = file.endsWith('.json')
    ? ts.parseJsonText(file, text)
    : ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const find = (node: ts.Node): ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | undefined => {
    if (ts.isPropertyAssignment(node) && /errors/.test(node.name.getText(source))) {
      const { initializer } = node;
      if (ts.isObjectLiteralExpression(initializer) || ts.isArrayLiteralExpression(initializer)) return initializer;
    }
    return ts.forEachChild(node, find);
  };
  const { text: written, line } = insertItem(source, find(source) ?? assert.fail(), ['B: {', '}']);
  assert.equal(written.split('\n')[line - 1]?.trim(), 'B: {', 'the line is that of the item');
  return written;
}

/** What stands before and after, for each way in which authors write an object. */
const CASES: Readonly<Record<string, readonly [string, string]>> = {
  'a trailing comma': [
    'x = {\n  errors: {\n    A: {},\n  },\n};\n',
    'x = {\n  errors: {\n    A: {},\n    B: {\n    },\n  },\n};\n',
  ],
  'no trailing comma': [
    'x = {\n  errors: {\n    A: {}\n  }\n}',
    'x = {\n  errors: {\n    A: {},\n    B: {\n    }\n  }\n}',
  ],
  'nothing in it': ['x = {\n  errors: {},\n};', 'x = {\n  errors: {\n    B: {\n    },\n  },\n};'],
  'nothing but a line in it': ['x = {\n\terrors: {\n\t},\n};', 'x = {\n\terrors: {\n\t\tB: {\n\t\t},\n\t},\n};'],
  'a comment only': [
    'x = {\n  errors: { /* none */ },\n};',
    'x = {\n  errors: { /* none */\n    B: {\n    },\n  },\n};',
  ],
  'comments behind the last': [
    "x = {\n    errors: {\n        'A': {} // of A\n        // more } to come\n    }\n};",
    "x = {\n    errors: {\n        'A': {}, // of A\n        // more } to come\n        B: {\n        }\n    }\n};",
  ],
  'one line': ['x = { errors: { A: {} } };', 'x = { errors: { A: {},\n  B: {\n  }\n} };'],
  'CRLF and blank lines between': [
    'x = {\r\n  errors: {\r\n    A: {},\r\n\r\n    C: {}, /* c */\r\n\r\n  },\r\n};',
    'x = {\r\n  errors: {\r\n    A: {},\r\n\r\n    C: {}, /* c */\r\n\r\n    B: {\r\n    },\r\n\r\n  },\r\n};',
  ],
  'odd spacing elsewhere': [
    'x   =  {\n  errors : {\n    A : {   } ,\n  } ,\n  z:1 }',
    'x   =  {\n  errors : {\n    A : {   } ,\n    B: {\n    },\n  } ,\n  z:1 }',
  ],
};

for (const [name, [before, after]] of Object.entries(CASES)) {
  test(`an item is added and all else stays: ${name}`, () => assert.equal(insert(before), after));
}

for (const [name, before, after] of [
  [
    'comments above it',
    'x = {\n  errors: {\n    1: {}, // one\n    // of A\n    A: {},\n  },\n};\n',
    'x = {\n  errors: {\n    1: {}, // one\n    B: {\n    },\n    // of A\n    A: {},\n  },\n};\n',
  ],
  [
    'CRLF and blank lines between',
    'x = {\r\n\terrors: {\r\n\t\tA: {},\r\n\r\n\t\tC: {},\r\n\t}\r\n}',
    'x = {\r\n\terrors: {\r\n\t\tB: {\r\n\t\t},\r\n\r\n\t\tA: {},\r\n\r\n\t\tC: {},\r\n\t}\r\n}',
  ],
  ['one line', 'x = { errors: { A: {} } };', 'x = { errors: {\n  B: {\n  },\n  A: {} } };'],
] as const) {
  test(`an item is put ahead of A and all else stays: ${name}`, () => {
    const source = ts.createSourceFile('module.ts', before, ts.ScriptTarget.Latest, true);
    const find = (node: ts.Node): ts.PropertyAssignment | undefined =>
      ts.isPropertyAssignment(node) && node.name.getText(source) === 'A' ? node : ts.forEachChild(node, find);
    const next = find(source) ?? assert.fail();
    const { text, line } = insertBefore(source, next.parent, next, ['B: {', '}']);
    assert.equal(text, after);
    assert.equal(text.split('\n')[line - 1]?.trim(), 'B: {', 'the line is that of the item');
  });
}

test('an item of JSON has no comma behind it', () => {
  assert.equal(
    insert('{\n "errors": [\n  {\n  }\n ]\n}\n', 'a.json'),
    '{\n "errors": [\n  {\n  },\n  B: {\n  }\n ]\n}\n',
  );
  assert.equal(insert('{\n\t"errors": []\n}\n', 'a.json'), '{\n\t"errors": [\n\t\tB: {\n\t\t}\n\t]\n}\n');
});

test('a text is quoted either way', () => {
  for (const text of ["it's", 'a "b"', 'a\\b', '\n'])
    for (const quote of ["'", '"'] as const) {
      const literal = quoteText(text, quote);
      assert.ok(literal.startsWith(quote) && literal.endsWith(quote), literal);
      assert.equal(Function(`return ${literal}`)(), text);
    }
});
