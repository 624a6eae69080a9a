import { mdxToMdast, type MdastNode } from 'satteri';
import ts from 'typescript';
import { isMap, LineCounter, parseDocument } from 'yaml';
import { FRONT_MATTER } from '../content/load.ts';

/** What a hand-written MDX file holds that must be right; lines are those of the author's file. */
export interface MdxFile {
  readonly frontMatter: FrontMatter | undefined;
  /** The MDX with spaces in the place of its front matter, so that lines keep their numbers. */
  readonly body: string;
  readonly links: readonly FoundLink[];
  readonly components: readonly FoundComponent[];
  /** The ids that its elements state. */
  readonly ids: readonly string[];
  /** The words of its headings that are neither of the second nor the third level. */
  readonly otherHeadings: readonly string[];
  /** What its own `import` lines bring. */
  readonly imports: readonly { readonly from: string; readonly line: number }[];
  /** Names that the file declares or imports, each with its line; `default` where it exports one as such. */
  readonly names: ReadonlyMap<string, number>;
  /** What can fail when the document is made, in its order: `{expressions}`, and components around them. */
  readonly parts: readonly MdxPart[];
}

/** The front matter as YAML reads it. */
export interface FrontMatter {
  readonly value: unknown;
  /** The line of a field; that of the nearest one above it which is written out. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  /** Why it is no YAML. */
  readonly problem?: { readonly line: number; readonly reason: string };
}

/** A link or an image. */
export interface FoundLink {
  readonly href: string;
  readonly line: number;
  readonly isImage: boolean;
  /** What an image says to those who don't see it; absent where nothing is stated. */
  readonly alt?: string;
}

/** A component as it is used; attributes whose value is computed are left out. */
export interface FoundComponent {
  readonly name: string;
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
}

/** A part of the body that runs, between two offsets. */
export interface MdxPart {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

/** Why a file is no MDX. */
export interface MdxProblem {
  readonly line?: number;
  readonly reason: string;
}

/** Takes an MDX file apart. Throws what the compiler throws; {@link describeMdxError} tells it. */
export function readMdxFile(text: string): MdxFile {
  const [whole = '', yaml] = FRONT_MATTER.exec(text) ?? [];
  const body = whole.replaceAll(/[^\n\r]/g, ' ') + text.slice(whole.length).replace(/^\uFEFF/, '');
  const nodes = [...listNodes(mdxToMdast(body))];
  const modules = nodes.flatMap((node) => (node.type === 'mdxjsEsm' ? [readModule(node.value, lineOf(node))] : []));
  return {
    frontMatter: whole === '' ? undefined : readFrontMatter(yaml ?? ''),
    body,
    links: nodes.flatMap((node) => linkOf(node) ?? []),
    components: nodes.flatMap((node) => componentOf(node) ?? []),
    ids: nodes.flatMap((node) => (isElement(node) ? (attributesOf(node).get('id') ?? []) : [])),
    otherHeadings: nodes.flatMap((node) =>
      node.type === 'heading' && node.depth !== 2 && node.depth !== 3 ? [wordsIn(node)] : [],
    ),
    imports: modules.flatMap(({ imports }) => imports),
    names: new Map(modules.flatMap(({ names }) => names)),
    parts: nodes.flatMap((node) => partOf(node) ?? []),
  };
}

/** What the compiler or a run of the document says: `3:7: Unexpected … (mdx-jsx:…)`, in a sentence with its line. */
export function describeMdxError(error: unknown): MdxProblem {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const message = cause instanceof Error ? cause.message : String(cause);
  const [, line, reason = message] = /^(\d+):\d+: (.*)$/s.exec(message) ?? [];
  const sentence = (reason.split('\n')[0] ?? '').replace(/ \([a-z-]+:[a-z-]+\)$/, '').replace(/\.$/, '');
  return { reason: sentence, ...(line === undefined ? {} : { line: Number(line) }) };
}

function* listNodes(node: MdastNode): Generator<MdastNode> {
  yield node;
  if ('children' in node) for (const child of node.children) yield* listNodes(child);
}

function wordsIn(node: MdastNode): string {
  return [...listNodes(node)]
    .map((each) => (each.type === 'text' || each.type === 'inlineCode' ? each.value : ''))
    .join('');
}

const isElement = (node: MdastNode): node is JsxElement =>
  node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';

const lineOf = ({ position }: MdastNode): number => position?.start.line ?? 1;

function linkOf(node: MdastNode): FoundLink | undefined {
  if (node.type === 'image')
    return { href: node.url, line: lineOf(node), isImage: true, ...(node.alt ? { alt: node.alt } : {}) };
  if (node.type === 'link' || node.type === 'definition') return { href: node.url, line: lineOf(node), isImage: false };
  if (!isElement(node)) return undefined;
  const attributes = attributesOf(node);
  const href = node.name === 'a' ? attributes.get('href') : node.name === 'img' ? attributes.get('src') : undefined;
  const alt = attributes.get('alt');
  return href === undefined
    ? undefined
    : { href, line: lineOf(node), isImage: node.name === 'img', ...(alt === undefined ? {} : { alt }) };
}

function componentOf(node: MdastNode): FoundComponent | undefined {
  if (!isElement(node)) return undefined;
  const { name } = node;
  // A small letter begins an element of HTML.
  if (name === null || (/^[a-z]/.test(name) && !name.includes('.'))) return undefined;
  return { name, line: lineOf(node), attributes: attributesOf(node) };
}

function partOf(node: MdastNode): MdxPart | undefined {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  const isPart = isElement(node) || node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';
  return isPart && start !== undefined && end !== undefined ? { start, end, line: lineOf(node) } : undefined;
}

type JsxElement = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

function attributesOf({ attributes }: JsxElement): ReadonlyMap<string, string> {
  return new Map(
    attributes.flatMap((attribute) => {
      if (attribute.type !== 'mdxJsxAttribute') return [];
      const { name, value } = attribute;
      if (value === null || value === undefined) return [[name, ''] as const];
      if (typeof value === 'string') return [[name, value] as const];
      const literal = /^\s*(["'`])((?:(?!\1)[^\\$])*)\1\s*$/.exec(value.value)?.[2];
      return literal === undefined ? [] : [[name, literal] as const];
    }),
  );
}

function readModule(
  text: string,
  line: number,
): { imports: readonly { from: string; line: number }[]; names: readonly (readonly [string, number])[] } {
  const source = ts.createSourceFile('module.tsx', text, ts.ScriptTarget.Latest, true);
  const imports: { from: string; line: number }[] = [];
  const names: (readonly [string, number])[] = [];
  const lineAt = (node: ts.Node): number => line + source.getLineAndCharacterOfPosition(node.getStart(source)).line;
  const addNames = (node: ts.Node): void => {
    if (
      (ts.isImportClause(node) ||
        ts.isImportSpecifier(node) ||
        ts.isNamespaceImport(node) ||
        ts.isVariableDeclaration(node) ||
        ts.isBindingElement(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isClassDeclaration(node)) &&
      node.name !== undefined &&
      ts.isIdentifier(node.name)
    )
      names.push([node.name.text, lineAt(node)]);
    ts.forEachChild(node, addNames);
  };
  for (const statement of source.statements) {
    const from =
      ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
    if (from !== undefined && ts.isStringLiteralLike(from)) {
      imports.push({ from: from.text, line: lineAt(statement) });
    }
    if (ts.isExportAssignment(statement)) names.push(['default', lineAt(statement)]);
    addNames(statement);
  }
  return { imports, names };
}

function readFrontMatter(yaml: string): FrontMatter {
  const lines = new LineCounter();
  // The build reads a bare date as a date, too.
  const document = parseDocument(yaml, { lineCounter: lines, customTags: ['timestamp'], prettyErrors: false });
  // The first line of the file is the fence above the YAML.
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  // The build refuses what is only warned of here, such as an unknown tag.
  const [error] = [...document.errors, ...document.warnings];
  return {
    value: error === undefined ? (document.toJS() as unknown) : undefined,
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const steps = path.slice(0, length);
        const owner = length === 1 ? document.contents : document.getIn(steps.slice(0, -1), true);
        const key = isMap(owner)
          ? owner.items.find((pair) => String(pair.key) === String(steps.at(-1)))?.key
          : undefined;
        const node = (key ?? document.getIn(steps, true)) as { readonly range?: readonly number[] | null } | undefined;
        const start = node?.range?.[0];
        if (start !== undefined) return lineAt(start);
      }
      return 1;
    },
    ...(error === undefined
      ? {}
      : { problem: { line: lineAt(error.pos[0]), reason: (error.message.split('\n')[0] ?? '').replace(/[.:]$/, '') } }),
  };
}
