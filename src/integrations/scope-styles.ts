import postcss, { type ChildNode, type Root, type Rule } from 'postcss';

const LAYER = 'error-reference';
const SCOPE = `.${LAYER}`;

/** At-rules that name something for the whole document; not each of them counts within a layer. */
const GLOBAL = new Set(['charset', 'font-face', 'page', 'property']);
const ROOT = /^(?::root|html|body)(?![\w-])/;
/** What a selector asks of the language and the direction, which every element takes from those around it. */
const INHERITED = /^(?::(?:lang|dir)\([^()]*\)|:is\((?:\s*:(?:lang|dir)\([^()]*\)\s*,?)+\))+$/;
/** What only the root of a page has, or counts by. */
const ROOT_ATTRIBUTE = /^(?:\.er-js|\[(?:dir|data-theme|data-keys)\b[^\]]*\])$/;

/** A class of ours, which nothing else has. */
const OWN_CLASS = /\.er-/;

/**
 * Styles of ours for pages within another site: each selector is bound to an element of the class `error-reference`,
 * which stands for root and body. What holds for elements of any site stands in the cascade layer `error-reference`, so
 * that the site's own rules for its links, headings and tables win; what holds for classes of ours doesn't, for a reset of
 * all margins would win there as well. Light or dark is what the site says by `color-scheme`; what ours says of it is left out.
 */
export function scopeStyles(css: string): string {
  const root = postcss.parse(css);
  root.walkAtRules('import', (rule) => {
    throw rule.error('Styles that are bound to a class import no others.');
  });
  root.walkRules((rule) => {
    if (!isStyle(rule)) return;
    if (rule.selectors.every(isRoot)) rule.walkDecls('color-scheme', (declaration) => removeWithEmpty(declaration));
    rule.selectors = rule.selectors.map(scopeSelector);
  });
  const global = root.nodes.filter((node) => node.type === 'atrule' && GLOBAL.has(node.name));
  for (const node of global) node.remove();
  const own = root.clone();
  keepRules(root, (rule) => !isOwn(rule));
  keepRules(own, isOwn);
  const [layered, unlayered] = [root, own].map((part) => part.toString().trim());
  return [
    ...global.map((node) => `${statement(node).trim()}\n`),
    layered && `@layer ${LAYER} {\n${layered}\n}\n`,
    unlayered && `${unlayered}\n`,
  ].join('');
}

const isOwn = (rule: Rule): boolean => OWN_CLASS.test(rule.selector) || !isSelecting(rule);

function keepRules(root: Root, isKept: (rule: Rule) => boolean): void {
  root.walkComments((comment) => void comment.remove());
  root.walkRules((rule) => {
    if (rule.parent?.type !== 'rule' && !isKept(rule)) removeWithEmpty(rule);
  });
}

/** Whether a rule selects elements by itself: no step of an animation, and nothing nested. */
function isStyle(rule: Rule): boolean {
  return rule.parent?.type !== 'rule' && isSelecting(rule);
}

/** Whether a rule is no step of an animation. */
function isSelecting({ parent }: Rule): boolean {
  return !(parent?.type === 'atrule' && 'name' in parent && /keyframes$/.test(String(parent.name)));
}

function isRoot(selector: string): boolean {
  const [first, rest] = cutCompound(selector);
  return ROOT.test(first) && rest === '';
}

function scopeSelector(selector: string): string {
  const [first, rest] = cutCompound(selector);
  if (ROOT.test(first)) return SCOPE + conditionOf(first) + rest;
  if (ROOT_ATTRIBUTE.test(first) && /^\s+[^\s>+~]/.test(rest)) return `${SCOPE}:is(${first}, ${first} *)${rest}`;
  return `${SCOPE} ${selector}`;
}

/** What a selector asks of the root, asked of the element that stands for it. */
function conditionOf(root: string): string {
  const condition = root.replace(ROOT, '');
  return condition === '' || INHERITED.test(condition) ? condition : `:is(${root} *)`;
}

/** A selector, cut behind its first compound. */
function cutCompound(selector: string): readonly [first: string, rest: string] {
  let depth = 0;
  for (const { 0: sign, index } of selector.matchAll(/'[^']*'|"[^"]*"|[()[\]\s>+~]/g)) {
    if (sign === '(' || sign === '[') depth++;
    else if (sign === ')' || sign === ']') depth--;
    else if (depth === 0) return [selector.slice(0, index), selector.slice(index)];
  }
  return [selector, ''];
}

/** Removes a node, and what holds nothing without it. */
function removeWithEmpty(node: ChildNode): void {
  const { parent } = node;
  node.remove();
  if (parent && parent.type !== 'root' && parent.nodes?.length === 0) removeWithEmpty(parent as ChildNode);
}

function statement(node: ChildNode): string {
  return 'nodes' in node && node.nodes ? node.toString() : `${node.toString()};`;
}
