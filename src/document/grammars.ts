import { createHighlighterCoreSync } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import http from 'shiki/langs/http.mjs';
import json from 'shiki/langs/json.mjs';
import kotlin from 'shiki/langs/kotlin.mjs';
import rust from 'shiki/langs/rust.mjs';
import swift from 'shiki/langs/swift.mjs';
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

/** The kinds of token, each with the colour by which the highlighter tells it. */
export const kinds = Object.entries(TOKEN_SCOPES).map(([kind, scope], index) => ({
  kind,
  scope,
  color: `#00000${index + 1}`,
}));
/** Colours the code of every language that a document shows. */
export const highlighter = createHighlighterCoreSync({
  engine: createJavaScriptRegexEngine({ forgiving: true }),
  langs: [http, json, kotlin, rust, swift, [...SAMPLE_GRAMMARS]],
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
