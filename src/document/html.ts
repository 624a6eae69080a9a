import { escapeAttribute, escapeHtml } from '../core/html.ts';

/** A JSX runtime that makes HTML strings: MDX compiled for it renders without a framework, in the build, the CLI and tests. */

/** HTML that is already escaped. */
export class Html {
  readonly value: string;
  constructor(value: string) {
    this.value = value;
  }
}

/** A component of a document: props in, HTML out; `children` arrive as HTML. */
export type DocumentComponent = (props: Readonly<Record<string, unknown>> & { readonly children?: Html }) => Html;

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);

/** Marks a fragment. */
export const Fragment = Symbol('Fragment');

/** The `jsx` and `jsxs` of the runtime. */
export function jsx(type: unknown, props: unknown): Html {
  const { children, ...attributes } = (props ?? {}) as Readonly<Record<string, unknown>>;
  const content = renderChildren(children);
  if (typeof type === 'function') return (type as DocumentComponent)({ ...attributes, children: new Html(content) });
  const raw = attributes['set:html'];
  if (type === Fragment) return new Html(typeof raw === 'string' ? raw : content);
  const tag = String(type);
  const opening = Object.entries(attributes).map(renderAttribute).join('');
  return new Html(VOID.has(tag) ? `<${tag}${opening}>` : `<${tag}${opening}>${content}</${tag}>`);
}

function renderAttribute([name, value]: readonly [string, unknown]): string {
  if (value === undefined || value === null || value === false) return '';
  return value === true ? ` ${name}` : ` ${name}="${escapeAttribute(String(value))}"`;
}

function renderChildren(children: unknown): string {
  if (children === undefined || children === null || typeof children === 'boolean') return '';
  if (Array.isArray(children)) return children.map(renderChildren).join('');
  return children instanceof Html ? children.value : escapeHtml(String(refusePromise(children)));
}

/** Passes on all but a promise: a document is made at once, so what comes later would be missing from it. */
export function refusePromise<Value>(value: Value): Value {
  if (!(value instanceof Promise)) return value;
  // Nobody hears how it ends.
  value.catch(() => undefined);
  throw new Error("A text is made at once and can't wait for a promise");
}
