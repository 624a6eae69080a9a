import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { writeMark } from '../../src/build/mark.ts';
import { checkTarget, locateTarget, type Project } from '../../src/build/target.ts';
import { Mistake } from '../../src/core/mistake.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'target-')));
after(() => rmSync(folder, { recursive: true }));
const project = { root: join(folder, 'project'), content: join(folder, 'team/content') };
for (const dir of ['src', 'public', 'content', '.git']) mkdirSync(join(project.root, dir), { recursive: true });
mkdirSync(project.content, { recursive: true });
const findTarget = (name: string | undefined, owner: Project): string => {
  const target = locateTarget(name, owner);
  checkTarget(target, owner);
  return target;
};
const make = (name: string, files: readonly string[] = []): string => {
  const dir = join(folder, name);
  mkdirSync(dir, { recursive: true });
  for (const file of files) writeFileSync(join(dir, file), 'x');
  return dir;
};

for (const name of ['src', 'content', 'public', 'node_modules', '.git']) make(`project/${name}`, ['own']);

const refused: Readonly<Record<string, string>> = {
  'no name': '',
  'a name of spaces': '  ',
  'the home folder, unexpanded': '~',
  'a folder below it, unexpanded': '~/site',
  'the root': '/',
  'the home folder': homedir(),
  'what holds the home folder': dirname(homedir()),
  'the project': '.',
  'what holds the project': '..',
  'the sources': 'src',
  'a folder in the sources': 'src/site',
  'the default content': 'content',
  'the public files': 'public/site',
  'the dependencies': 'node_modules/site',
  'the content': project.content,
  'a folder in the content': join(project.content, 'site'),
  'what holds the content': join(folder, 'team'),
  'the folder of Git': '.git',
  'a folder in any folder of Git': join(folder, 'other/.git/site'),
  'a work tree': make('worktree', ['.git']),
  'a folder with other files': make('notes', ['notes.txt']),
  'a file': join(make('files', ['a']), 'a'),
  'a folder below a file': join(folder, 'files/a/site'),
};
for (const [what, name] of Object.entries(refused)) {
  test(`${what} is refused in one sentence`, () => {
    assert.throws(
      () => findTarget(name, project),
      (error) => error instanceof Mistake && /^--out is [^\n]+; [^\n]+\.$/.test(error.message),
    );
  });
}

test('a folder that is absent, empty or built is taken, by its real name', () => {
  const built = make('built', ['index.html']);
  writeMark(built, 'b');
  const unmarked = make('unmarked', [
    '404.html',
    '_headers',
    'errors.json',
    'errors.schema.json',
    'lookup',
    'pagefind',
  ]);
  for (const dir of [join(folder, 'absent/site'), make('empty'), built, unmarked, `${project.root}-beside`])
    assert.equal(findTarget(dir, project), dir);
  assert.equal(findTarget(undefined, project), join(project.root, 'dist'));
  assert.equal(findTarget('out', project), join(project.root, 'out'));
});

test('a link is followed to its folder, though there is none yet', () => {
  const [link, loop, source] = [join(folder, 'link'), join(folder, 'loop'), join(folder, 'source')];
  symlinkSync('built', link);
  assert.equal(findTarget(link, project), join(folder, 'built'));
  symlinkSync(join(folder, 'not-yet'), join(folder, 'dangling'));
  assert.equal(findTarget(join(folder, 'dangling/site'), project), join(folder, 'not-yet/site'));
  symlinkSync(loop, loop);
  symlinkSync(join(project.root, 'src'), source);
  for (const dir of [loop, source, join(source, 'site')]) assert.throws(() => findTarget(dir, project), Mistake);
});
