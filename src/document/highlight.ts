import { createHighlighterCoreSync } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import http from 'shiki/langs/http.mjs';
import json from 'shiki/langs/json.mjs';
import { escapeHtml } from '../core/html.ts';
import { SAMPLE_GRAMMARS } from './samples/index.ts';

/** One letter per kind of token, in markup and stylesheet: colours live in the stylesheet, so one HTML serves both themes. */
const TOKEN_SCOPES = {
  c: ['comment', 'punctuation.definition.comment'],
  s: ['string', 'punctuation.definition.string', 'markup.inline.raw'],
  n: ['constant.numeric', 'constant.language', 'constant.character', 'constant.other', 'variable.language'],
  k: ['keyword', 'storage', 'support.type.builtin'],
  f: ['entity.name.function', 'support.function', 'variable.function', 'entity.name.command'],
  t: ['entity.name.type', 'support.class', 'entity.name.tag', 'support.type.primitive'],
  p: ['support.type.property-name', 'entity.other.attribute-name', 'entity.name.tag.yaml'],
} as const;

/** Scopes that look like plain text, though a wider scope above has a kind. */
const PLAIN_SCOPES = ['keyword.operator', 'meta.template.expression', 'meta.embedded', 'punctuation.separator'];

const kinds = Object.entries(TOKEN_SCOPES).map(([kind, scope], index) => ({
  kind,
  scope,
  color: `#00000${index + 1}`,
}));
const kindOfColor = new Map(kinds.map(({ kind, color }) => [color, kind]));

const highlighter = createHighlighterCoreSync({
  engine: createJavaScriptRegexEngine({ forgiving: true }),
  langs: [http, json, [...SAMPLE_GRAMMARS]],
  themes: [
    {
      name: 'kinds',
      type: 'light',
      colors: { 'editor.foreground': '#000000', 'editor.background': '#ffffff' },
      settings: [
        { settings: { foreground: '#000000' } },
        ...kinds.map(({ scope, color }) => ({ scope: [...scope], settings: { foreground: color } })),
        { scope: PLAIN_SCOPES, settings: { foreground: '#000000' } },
      ],
    },
  ],
});
const languages = new Set(highlighter.getLoadedLanguages());

/** Code longer than this many characters stays plain: its colours would cost more than they tell. */
const MAX_HIGHLIGHTED = 20_000;

/**
 * Code as HTML for the inside of `<code>`: tokens are `<span class="k">`, lines in `marked` (from 1) stand in `<mark>`.
 * An unknown language gives plain text.
 */
export function highlight(code: string, lang: string, marked: readonly number[] = []): string {
  const lines = tokenizeOnce(code, lang);
  return lines.map((line, index) => (marked.includes(index + 1) ? `<mark>${line}</mark>` : line)).join('\n');
}

// Quoted text without escapes, placeholders or markup is one token, whatever it says.
const QUOTED = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;
const ONE_TOKEN = /^.[^\\%{}$`<>&]+.$/;
const STAND_IN = 'Quoted0Text';
const MOST_SHAPES = 2_000;
const shapes = new Map<string, string>();

/** Samples that differ only in what they quote are tokenized once, with a stand-in for it. */
function tokenizeOnce(code: string, lang: string): readonly string[] {
  if (!languages.has(lang) || code.length > MAX_HIGHLIGHTED || code.includes(STAND_IN)) return tokenize(code, lang);
  const quoted: string[] = [];
  const shape = code.replaceAll(QUOTED, (text) => {
    if (!ONE_TOKEN.test(text)) return text;
    quoted.push(text.slice(1, -1));
    return text.slice(0, 1) + STAND_IN + text.slice(-1);
  });
  const key = `${lang}\n${shape}`;
  const known = shapes.get(key) ?? tokenize(shape, lang).join('\n');
  if (shapes.size >= MOST_SHAPES) shapes.clear();
  shapes.set(key, known);
  let next = 0;
  return known.replaceAll(STAND_IN, () => quoted[next++] ?? '').split('\n');
}

function tokenize(code: string, lang: string): readonly string[] {
  if (!languages.has(lang) || code.length > MAX_HIGHLIGHTED) return code.split('\n').map(escapeHtml);
  // No time limit: on a busy machine it would colour a page otherwise than on an idle one.
  return highlighter.codeToTokensBase(code, { lang, theme: 'kinds', tokenizeTimeLimit: 0 }).map((tokens) => {
    let html = '';
    let run = '';
    let runKind: string | undefined;
    const flush = (): void => {
      if (run) html += runKind === undefined ? escapeHtml(run) : `<span class="${runKind}">${escapeHtml(run)}</span>`;
      run = '';
    };
    for (const { content, color } of tokens) {
      const kind = content.trim() === '' ? runKind : kindOfColor.get(color?.toLowerCase() ?? '');
      if (kind !== runKind) flush();
      runKind = kind;
      run += content;
    }
    flush();
    return html;
  });
}
