/** Lines of comments that speak to tools. */
const DIRECTIVE =
  /^(?:eslint|prettier|tslint|biome|istanbul|c8|v8|noqa|nolint|lint:|pylint|mypy|pyright|type:\s*ignore|ruff:|go:|@ts-|#?region|#?endregion|noinspection|NOSONAR|sourcery)/i;

/** What comments say, without the marks of their language, tags and what they say to tools. */
export function plainComment(source: string): string | undefined {
  const lines = source
    .replace(/^\s*\/\*+!?/, '')
    .replace(/\*+\/\s*$/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:\/\/[/!]?|#+:?|--+|\*(?!\*))(?:\s|(?=\S)|$)/, '').trimEnd())
    .map((line) => (/^\s*[-=*_~#/]{3,}/.test(line) ? '' : line))
    .filter((line) => !DIRECTIVE.test(line.trim()));
  const text = plainMarkup(lines.join('\n'))
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
  // A single word is the heading of a section.
  return /[\p{L}\p{N}].*\s.*[\p{L}\p{N}]|[^\p{ASCII}]/su.test(text) ? text : undefined;
}

/** What the comments above a constant say; a block says it whole, whatever lines stand above it. */
export function plainComments(sources: readonly string[]): string | undefined {
  const block = sources.findLastIndex((source) => source.trimStart().startsWith('/*'));
  return plainComment(block < 0 ? sources.join('\n') : (sources[block] ?? ''));
}

/** The words of Javadoc, JSDoc and C#'s XML: the summary, or all before the first tag. */
function plainMarkup(text: string): string {
  const [, summary] = /<summary>(.*?)<\/summary>/s.exec(text) ?? [];
  const [told = ''] = (summary ?? text).split(/^\s*@(?!code\b|link)[a-z]\w*\b/im, 1);
  return told
    .replaceAll(/\{@(?:code|link|linkplain|literal|value)\s+([^}]*)\}/g, (_, inner: string) => inner.trim())
    .replaceAll(/<(?:see|seealso|paramref|typeparamref)\s+\w+="(?:[A-Z]:)?([^"]*)"\s*\/>/g, '$1')
    .replaceAll(/<\/?(?:p|para|br|li|ul|ol)\s*\/?>/gi, '\n')
    .replaceAll(/<\/?(?:b|i|em|strong|code|c|pre|tt|a|see|remarks|value|example|inheritdoc)(?:\s[^<>]*)?\/?>/gi, '')
    .replaceAll(/&(lt|gt|amp|quot|#39|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", apos: "'" };
