import { mdxToMdast, type MdastNode } from 'satteri';
import { anchorOf, freeId } from '../document/plugins.ts';
import { parseFenceMeta } from '../document/mdx.ts';
import { readNote } from '../document/notes.ts';
import { wordsIn, type Code, type Flow, type Inline, type PageText, type Target } from './model.ts';

/** What MDX of ours is read with. */
export interface ReadOptions {
  /** Components as MDX that needs none; it may stand in a sentence where it is one line. */
  readonly components: Readonly<Record<string, (attributes: Readonly<Record<string, string>>) => string>>;
  /** Where a link leads; nothing where no reader may be led. */
  readonly resolve: (href: string) => Target | undefined;
  /** The file of the export in which a picture of ours is; nothing where it is not there. */
  readonly picture: (href: string) => string | undefined;
  /** Ids that no heading takes from its words. */
  readonly reserved?: readonly string[];
}

type Node = MdastNode;
type Of<Type extends Node['type']> = Extract<Node, { type: Type }>;

/** Reads MDX as a page. Throws what the compiler throws. */
export function readPage(mdx: string, options: ReadOptions): PageText {
  const reader = new Reader(mdx, options);
  const flow = reader.readFlow(childrenOf(mdxToMdast(mdx)));
  return { flow, modules: reader.modules, ids: reader.ids };
}

const childrenOf = (node: Node): readonly Node[] => ('children' in node ? (node.children as readonly Node[]) : []);

/** Keeps what headings and links need of the page around them. */
class Reader {
  readonly modules: string[] = [];
  readonly ids = new Set<string>();
  readonly #mdx: string;
  readonly #options: ReadOptions;
  readonly #taken: Set<string>;
  readonly #definitions = new Map<string, string>();

  constructor(mdx: string, options: ReadOptions) {
    this.#mdx = mdx;
    this.#options = options;
    this.#taken = new Set(options.reserved);
  }

  readFlow(nodes: readonly Node[]): readonly Flow[] {
    for (const node of nodes) if (node.type === 'definition') this.#definitions.set(node.identifier, node.url);
    return nodes.flatMap((node) => this.#readBlock(node));
  }

  #readBlock(node: Node): readonly Flow[] {
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', inside: this.#readInline(node.children) }];
      case 'heading':
        return [this.#readHeading(node)];
      case 'list':
        return [
          {
            kind: 'list',
            ...(node.ordered === true && { start: node.start ?? 1 }),
            items: node.children.map((item) => this.readFlow(item.children)),
          },
        ];
      case 'blockquote':
        return [{ kind: 'quote', inside: this.readFlow(node.children) }];
      case 'code':
        return [readCode(node)];
      case 'table': {
        const [head = [], ...rows] = node.children.map((row) =>
          row.children.map((cell) => this.#readInline(cell.children)),
        );
        return [{ kind: 'table', head, rows }];
      }
      case 'thematicBreak':
        return [{ kind: 'rule' }];
      case 'mdxjsEsm':
        this.modules.push(node.value);
        return [];
      case 'definition':
        return [];
      case 'mdxFlowExpression':
        return isComment(node.value) ? [] : [{ kind: 'raw', mdx: this.#source(node), inside: [] }];
      case 'mdxJsxFlowElement':
        return this.#readElement(node);
      default:
        // What stands in sentences stands in a paragraph of its own.
        return isInline(node)
          ? [{ kind: 'paragraph', inside: this.#readInline([node]) }]
          : [{ kind: 'raw', mdx: this.#source(node), inside: this.readFlow(childrenOf(node)) }];
    }
  }

  #readHeading({ depth, children }: Of<'heading'>): Flow {
    const last = children.at(-1);
    const stated = last?.type === 'mdxTextExpression' ? readNote(last.value)?.id : undefined;
    const inside = trimEnd(this.#readInline(children));
    if (stated === undefined && depth !== 2 && depth !== 3) return { kind: 'heading', depth, inside };
    const id = stated ?? freeId(anchorOf(wordsIn(inside)), this.#taken);
    this.#taken.add(id);
    this.ids.add(id);
    return { kind: 'heading', depth, id, inside };
  }

  #readElement(node: Of<'mdxJsxFlowElement'>): readonly Flow[] {
    const children: readonly Node[] = node.children;
    const { name } = node;
    if (name === null) return this.readFlow(children);
    if (name === 'CodeTabs') {
      const codes = children.flatMap((child) => (child.type === 'code' ? [readCode(child)] : []));
      const others = children.filter(({ type }) => type !== 'code');
      return [...(codes.length === 0 ? [] : [{ kind: 'tabs', codes } as const]), ...this.readFlow(others)];
    }
    const component = this.#component(node);
    if (component !== undefined) return this.#read(component);
    const image = this.#readOwnImage(node);
    if (image !== undefined) return [paragraph(image)];
    const inside =
      children.every(isInline) && children.length > 0 ? [paragraph(this.#readInline(children))] : undefined;
    const flow = inside ?? this.readFlow(children);
    if (/^[A-Z]|\./.test(name)) return [{ kind: 'raw', mdx: this.#source(node), inside: flow }];
    return [{ kind: 'element', name, attributes: attributesOf(node), inside: flow }];
  }

  #component(node: Of<'mdxJsxFlowElement'> | Of<'mdxJsxTextElement'>): string | undefined {
    const { components } = this.#options;
    const name = node.name ?? '';
    return Object.hasOwn(components, name) ? components[name]?.(attributesOf(node)) : undefined;
  }

  /** Other MDX, with places of its own. */
  #read(mdx: string): readonly Flow[] {
    return new Reader(mdx, this.#options).readFlow(childrenOf(mdxToMdast(mdx)));
  }

  #readInline(nodes: readonly Node[]): readonly Inline[] {
    return nodes.flatMap((node) => this.#readPiece(node));
  }

  #readPiece(node: Node): readonly Inline[] {
    switch (node.type) {
      case 'text':
        return [{ kind: 'text', text: node.value.replaceAll(/\s+/g, ' ') }];
      case 'inlineCode':
        return [{ kind: 'code', text: node.value }];
      case 'strong':
      case 'emphasis':
        return [{ kind: node.type, inside: this.#readInline(node.children) }];
      case 'delete':
        return [{ kind: 'deleted', inside: this.#readInline(node.children) }];
      case 'break':
        return [{ kind: 'break' }];
      case 'link':
        return this.#readLink(node, node.url);
      case 'linkReference':
        return this.#readLink(node, this.#definitions.get(node.identifier) ?? '');
      case 'image':
        return this.#readImage(node.url, node.alt ?? '');
      case 'imageReference':
        return this.#readImage(this.#definitions.get(node.identifier) ?? '', node.alt ?? '');
      case 'mdxTextExpression':
        return isComment(node.value) ? [] : [{ kind: 'raw', mdx: this.#source(node), inside: [] }];
      case 'mdxJsxTextElement': {
        const component = this.#component(node);
        if (component !== undefined)
          return this.#read(component).flatMap((block) => (block.kind === 'paragraph' ? block.inside : []));
        const image = this.#readOwnImage(node);
        if (image !== undefined) return image;
        const inside = this.#readInline(node.children);
        const { name } = node;
        if (name === null) return inside;
        if (/^[A-Z]|\./.test(name)) return [{ kind: 'raw', mdx: this.#source(node), inside }];
        return [{ kind: 'element', name, attributes: attributesOf(node), inside }];
      }
      default:
        return [{ kind: 'raw', mdx: this.#source(node), inside: this.#readInline(childrenOf(node)) }];
    }
  }

  #readLink(node: Of<'link'> | Of<'linkReference'>, href: string): readonly Inline[] {
    const inside = this.#readInline(node.children);
    // A bare address in a text stays text: only what an author wrote as a link is one.
    const isWritten = this.#mdx[node.position?.start.offset ?? 0] === '[';
    const target = isWritten ? this.#options.resolve(href) : undefined;
    return target === undefined ? inside : [{ kind: 'link', target, inside }];
  }

  #readImage(url: string, alt: string): readonly Inline[] {
    if (isElsewhere(url)) return [{ kind: 'image', source: { url }, alt }];
    const file = this.#options.picture(url);
    return file === undefined ? [{ kind: 'text', text: alt }] : [{ kind: 'image', source: { file }, alt }];
  }

  /** An `img` whose file the export has to bring along, as a picture of Markdown, of which all hosts take the address. */
  #readOwnImage(node: Of<'mdxJsxFlowElement'> | Of<'mdxJsxTextElement'>): readonly Inline[] | undefined {
    const { src = '', alt = '' } = attributesOf(node);
    return node.name === 'img' && src !== '' && !isElsewhere(src) ? this.#readImage(src, alt) : undefined;
  }

  #source({ position }: Node): string {
    return this.#mdx.slice(position?.start.offset, position?.end.offset);
  }
}

/** Whether a picture is on another site. */
const isElsewhere = (url: string): boolean => /^https?:\/\//i.test(url);

const paragraph = (inside: readonly Inline[]): Flow => ({ kind: 'paragraph', inside });

const INLINE: ReadonlySet<Node['type']> = new Set<Node['type']>([
  'text',
  'inlineCode',
  'strong',
  'emphasis',
  'delete',
  'break',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'mdxTextExpression',
  'mdxJsxTextElement',
]);
const isInline = ({ type }: Node): boolean => INLINE.has(type);

const isComment = (expression: string): boolean => /^\s*(?:\/\*(?:(?!\*\/)[^])*\*\/\s*)*$/.test(expression);

function readCode({ lang, meta, value }: Of<'code'>): Code {
  const { title, marked = [] } = parseFenceMeta(meta ?? '');
  const language = (lang ?? '').replaceAll(/[^\w+#.-]/g, '') || 'text';
  return { kind: 'code', lang: language, ...(title !== undefined && { title }), marked, body: value };
}

function attributesOf({
  attributes,
}: Of<'mdxJsxFlowElement'> | Of<'mdxJsxTextElement'>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.flatMap((attribute) => {
      if (attribute.type !== 'mdxJsxAttribute' || !/^[\w-]+$/.test(attribute.name)) return [];
      const { name, value } = attribute;
      return typeof value === 'object' && value !== null ? [] : [[name, value ?? ''] as const];
    }),
  );
}

/** A heading without the space before its note. */
function trimEnd(inside: readonly Inline[]): readonly Inline[] {
  const last = inside.at(-1);
  return last?.kind === 'text' ? [...inside.slice(0, -1), { kind: 'text', text: last.text.trimEnd() }] : inside;
}
