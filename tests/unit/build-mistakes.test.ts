import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { after, test } from 'node:test';
import { checkProse, checkProseOfPages, readGuides } from '../../src/check/build-texts.ts';
import { loadContent } from '../../src/content/load.ts';
import { settle, Unsettled } from '../../src/cli/settle.ts';

const root = resolve(import.meta.dirname, '../..');
const fixture = await loadContent(join(root, 'tests/fixtures/lifecycle'));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mistakes-')));
after(() => {
  rmSync(folder, { recursive: true });
});

const FRONT = '---\ntitle: Orders\nsummary: How orders work.\norder: 1\n---\n\n';
const invalid = (reason: string): string => `The MDX is not valid: ${reason}; correct it.`;
const reserved = (name: string): string =>
  `The page of a guide has a \`${name}\` of its own; remove this one, or give it another name.`;

/** What stands in a guide from its seventh line on, and what is said of it. */
const GUIDES: readonly (readonly [body: string, said: readonly string[]])[] = [
  ['Sound {1 + 1} <BackoffPlot />', []],
  ["import { a } from './a'\n\n{a}\n\n```json\n{}\n```", []],
  ["import a from './a.ts?raw'\n\n{a}", []],
  ['Before\n\n<CodeTabs>', [`9  ${invalid('Expected a closing tag for `<CodeTabs>` (9:1)')}`]],
  [
    'One { brace',
    [`7  ${invalid('Unexpected end of file in expression, expected a corresponding closing brace for `{`')}`],
  ],
  ['Sound {1}\n\nThe {limit} is', [`9  ${invalid('limit is not defined')}`]],
  ['é😀 {1}\n{undefined.x}\n{1}', [`8  ${invalid("Cannot read properties of undefined (reading 'x')")}`]],
  ['<BackoffPlot />\n\n<CodeTabs>\n\n{(() => { throw "late" })()}\n\n</CodeTabs>', [`11  ${invalid('late')}`]],
  ['export const Boom = () => { throw new Error("boom") }\n\n<Boom />', [`9  ${invalid('boom')}`]],
  ['Sound\n\nexport const a = nope', [`9  ${invalid('nope is not defined')}`]],
  ['{await new Promise(() => {})}', [`7  ${invalid("A text is made at once and can't wait for a promise")}`]],
  ['{Promise.reject(new Error("later"))}', [`7  ${invalid("A text is made at once and can't wait for a promise")}`]],
  ["import A from './no.ts'", [`7  "./no.ts" can't be imported here; correct its path, or remove the import.`]],
  ['![A](./no.png)', ['7  "./no.png" is no picture beside the guide; correct its path, or add the file.']],
  ['export const frontmatter = 1', [`7  ${reserved('frontmatter')}`]],
  ['export default () => 1', [`7  ${reserved('default')}`]],
];

async function findInGuide(text: string | Uint8Array): Promise<readonly string[]> {
  mkdirSync(join(folder, 'guides'), { recursive: true });
  writeFileSync(join(folder, 'guides/a.ts'), 'export const a = 1;\n');
  writeFileSync(join(folder, 'guides/x.mdx'), text);
  const guides = await readGuides({ ...fixture, dir: folder });
  return guides.flatMap(({ findings }) => findings).map(({ line, message }) => `${line ?? ''}  ${message}`);
}

test('a mistake in a guide is found before the build, at its line', async () => {
  for (const [body, said] of GUIDES) assert.deepEqual(await findInGuide(FRONT + body), said, body);
});

test('a guide that is no text is told as such', async () => {
  assert.deepEqual(await findInGuide(Buffer.concat([Buffer.from(`${FRONT}Text\n`), Buffer.of(0xff, 0xfe)])), [
    '8  The bytes here are no UTF-8; save the file in that encoding.',
  ]);
  rmSync(join(folder, 'guides/x.mdx'));
  mkdirSync(join(folder, 'guides/x.mdx'));
  const guides = await readGuides({ ...fixture, dir: folder });
  assert.deepEqual(
    guides.flatMap(({ findings }) => findings),
    [
      {
        file: 'guides/x.mdx',
        message: 'It is a folder; put a file in its place, or give it a name without the ending.',
      },
    ],
  );
  rmSync(join(folder, 'guides/x.mdx'), { recursive: true });
});

test('a tag of YAML that the build refuses is found in the front matter', async () => {
  assert.deepEqual(await findInGuide(FRONT.replace('Orders', '!!js/function x')), [
    '2  The front matter is no YAML: Unresolved tag: tag:yaml.org,2002:js/function; correct it.',
  ]);
});

test('prose is read before the build for what its page leaves out, and after a failure for the rest', async () => {
  mkdirSync(join(folder, 'errors'), { recursive: true });
  const read = async (mdx: string): Promise<readonly [number, number]> => {
    writeFileSync(join(folder, 'errors/X.mdx'), mdx);
    const content = { ...fixture, dir: folder, prose: { X: mdx } };
    return [(await checkProse(content)).length, (await checkProseOfPages(content)).length];
  };
  assert.deepEqual(await read('Sound\n\n```ts\nimport a from "a";\n{\n```\n'), [0, 0]);
  assert.deepEqual(await read('import a from "./a.ts"\n\nText'), [1, 0]);
  assert.deepEqual(await read('Text {nope}'), [0, 1]);
});

test('work that can never end, and what its code throws beside it, are told', async () => {
  assert.equal(await settle(Promise.resolve(1)), 1);
  await assert.rejects(settle(new Promise(() => undefined), 10), Unsettled);
  const program = (work: string): string => `
    import { settle } from ${JSON.stringify(join(root, 'src/cli/settle.ts'))};
    settle(new Promise(() => { ${work} })).catch((error) => console.log(error.name, error.message));`;
  const run = (work: string) => spawnSync(process.execPath, ['--input-type=module', '-e', program(work)], RUN);
  assert.deepEqual([run('').stdout, run('').status], ['Unsettled \n', 0]);
  assert.equal(run('setTimeout(() => { throw new TypeError("late") }, 1)').stdout, 'TypeError late\n');
});

const RUN = { encoding: 'utf8', timeout: 30_000 } as const;

/** Mistakes in copies of a fixture that need a whole build to be seen: what is written where, and the lines that end it. */
const BUILDS: readonly (readonly [file: string, text: string, lines: readonly string[]])[] = [
  ['guides/bad.mdx', `${FRONT}The {limit} is`, [`content/guides/bad.mdx:7  ${invalid('limit is not defined')}`]],
  [
    'errors/ACCOUNT_SUSPENDED.mdx',
    'Text\n\n{limit}\n',
    [`content/errors/ACCOUNT_SUSPENDED.mdx:3  ${invalid('limit is not defined')}`],
  ],
  [
    'guides/bad.mdx',
    `${FRONT}import { fail } from './fail.ts'\n\n{fail()}\n`,
    ['content/guides/bad.mdx:7  The page fails with the code that is imported here: no luck; correct it.'],
  ],
  [
    'guides/bad.mdx',
    `${FRONT}import { none } from './fail.ts'\n\n{none}\n`,
    ['content/guides/bad.mdx:7  The bundler says: "none" is not exported by "content/guides/fail.ts"; correct it.'],
  ],
  [
    'site.ts',
    'await new Promise(() => {});\n',
    [
      'content/site.ts:1  The module waits here, and the wait does not end; remove the `await`, or see to what it waits for.',
    ],
  ],
];

test('a build ends at a mistake with its line alone, and with 1', () => {
  for (const [file, text, lines] of BUILDS) {
    const content = join(folder, 'content');
    cpSync(fixture.dir, content, { recursive: true });
    mkdirSync(dirname(join(content, file)), { recursive: true });
    writeFileSync(join(content, 'guides/fail.ts'), "export const fail = () => { throw new Error('no luck'); };\n");
    writeFileSync(join(content, file), text);
    const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli/main.ts', 'build'], {
      ...RUN,
      cwd: root,
      env: { ...process.env, CONTENT: content, OUT: join(folder, 'out'), FORCE_COLOR: '1' },
    });
    const said = `${stdout}${stderr}`.replaceAll(`${relative(root, folder)}/`, '');
    assert.deepEqual({ said, status }, { said: lines.map((line) => `${line}\n`).join(''), status: 1 });
    rmSync(content, { recursive: true });
  }
});
