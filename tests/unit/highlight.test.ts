import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml } from '../../src/core/html.ts';
import { SAMPLE_LANGUAGES, type SampleLanguage } from '../../src/core/samples.ts';
import type { Site } from '../../src/core/site.ts';
import { wordsOf } from '../../src/core/say.ts';
import { composeSamples } from '../../src/document/samples/index.ts';
import { highlighter, kinds } from '../../src/document/grammars.ts';
import { highlight } from '../../src/document/highlight.ts';
import { loadContent } from '../../src/content/load.ts';
import { generateRegistry } from '../bench/generate.ts';

const { registry, site: own } = await loadContent(new URL('../fixtures/api', import.meta.url).pathname);
const site: Site = { ...own, samples: Object.keys(SAMPLE_LANGUAGES) as SampleLanguage[] };
const WORDS = wordsOf(site).samples;

/** The whole code read at once by the library, with nothing remembered. */
function plainly(code: string, lang: string): string {
  const lines = highlighter.codeToTokensBase(code, { lang, theme: 'kinds', tokenizeTimeLimit: 0 });
  return lines
    .map((tokens) => {
      const runs: { kind: string | undefined; text: string }[] = [];
      for (const { content, color } of tokens) {
        const last = runs.at(-1);
        const kind = kinds.find((each) => each.color === color?.toLowerCase())?.kind;
        if (last && (content.trim() === '' || kind === last.kind)) last.text += content;
        else runs.push({ kind: content.trim() === '' ? undefined : kind, text: content });
      }
      return runs
        .map(({ kind, text }) => (kind ? `<span class="${kind}">${escapeHtml(text)}</span>` : escapeHtml(text)))
        .join('');
    })
    .join('\n');
}

/** Where a word, a quote or the state of a line decides: each with a twin that differs in quoted words only. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  sh: [
    `cat << 'EOF'\nit's "x" $y\nEOF\necho 'done'`,
    `cat << 'END'\nEOF\nEND\necho 'a b' "c\\"d"`,
    `"$API_URL"'/v1/a' -H"X: y" --flag='v' # it's 'x'\nfor f in 'a b' "c"; do [[ "$f" == 'x' ]]; done`,
    `case "$1" in 'start') echo "ok";; esac; echo $'a\\n' \`date '+%s'\` {'a','b'}`,
  ],
  ts: [
    `const r = /it's "a"/.test('b') ? "c" : 'd'; /* don't */ x = 'it' /* 's */`,
    `let x = a / 'b/c' / d, y = "e/f" / g;`,
    `let x = a / 'b/i' / d, y = "e/g" / g;`,
    "const t = `it's ${a ? 'b' : \"c\"} d` + 'e' // it's \"x\"",
    `const f = (x = 'a', y: "b") => 1; foo<'a', "b">('c'); const o = { 'a': 1, "b c"() {}, ['e']: "f" };`,
  ],
  python: [
    `f'{"a" if x else "b"} it' + r"(?i)a" + r'[a-z]' + b'x'`,
    `f"""\nit's {"a" if x else "b"} isn't {x:>10} "y"\n""" + 'z'`,
    `print('%s {x} {0:5,.2f} {a.b.c!r}' % (a, "b"), "{'a': 1}") # it's 'x'`,
    `'''doc 'a'\n"b" it's\n''' + "z" 'y'`,
  ],
  go: [
    `case "a", 'b': m["c"] = '\\n' + 'ab' + \`c 'd' "e"\` // it's "x"`,
    `case "a", 'c': m["if"] = '\\t' + 'if' + \`c 'i' "func"\` // it's "y"`,
    `type T struct { A string \`json:"a" xml:'b'\` } /* don't */ + "it's" + "%d items"`,
  ],
  java: [
    `@A("b") void c() { d('e'); foo("http://x", "y = z"); } /** it's @param 'x' "y" */`,
    `char c = 'a', d = '\\''; String t = """\n it's "a" x\n """ + "b";`,
  ],
  csharp: [
    `var x = $"a {b ? "c" : 'd'} e" + @"f ""g"" h" + 'i'; // it's "x"`,
    `var t = """\n it's "a" {x}\n """ + $$"""a {{b}} 'c'"""; string.Format("{0:yyyy-MM-dd} {1}", "a", 'b');`,
    `/// <a b="c">it's 'x'</a>\n#region "a" 'b'\n#if 'x'\n#endif`,
  ],
  ruby: [
    `x = a / "b/c" / d if /it's "a"/ =~ 'b'`,
    `{ 'a': 1, "b c": 'd', :'e' => "f" }; "a #{b ? 'c' : "d"} e" + ?" + ?'`,
    `puts <<~'EOS', "a"\n it's "b" #{x}\nEOS\nputs 'z'`,
    `=begin\nit's "a"\n=end\n'b' + %q('a') + %w[a 'b' "c"]`,
  ],
  php: [
    `$x = 'SELECT a FROM b' . "SELECT c -- it # d" . 'UPDATE x SET y = "\\"z\\""';`,
    `$x = 'Choose a FROM b' . "Choose c -- it # d" . 'Choose x SET y = "\\"z\\""';`,
    `preg_match('/abc/i', "/def/") . '/v1/mu' . '/a/b/im';`,
    `preg_match('/abc/orders', "/def/v") . '/v1/id' . '/a/b/id';`,
    `$x = <<< 'EOT'\nit's "a" $b\nEOT;\n$c = ['b' => "c", "d $e[f] {$g->h('i')}" => 'j']; ?> it's <b c="d">`,
  ],
  json: [
    `{"a": "b", "c d": ["e", 'f', null], // it's "x"\n "g\\u00e9": "h\\n \\"i\\"" /* don't "x" */ }`,
    `{"a": "b", "c d": {"e": 30, "f": "Quoted0Text"}}`,
    `{"a": "b`,
  ],
  http: [
    `GET /a?b="c"&d='e' HTTP/1.1\nX-It: it's "b" 'c'\n\n{"a": "b", "c": 'd'}`,
    `HTTP/1.1 404 Not "Found"\nWWW-Authenticate: Bearer realm="a", error='b'\n\n{\n  "a": "b it's"\n}`,
    `curl -H 'a: b' "c" \\\n  --json '{"a":"b"}'\n\n### 'x'\nGET /\n# it's "a"\n<a b="c">'d'</a>`,
  ],
  xml: [`<a b="c" d='e'>it's "f" 'g'<!-- don't "x" --><![CDATA[ 'h' "i" ]]></a>`],
  graphql: [`query A($b: C = "d") { e(f: "g") @j(k: "l") } # it's "x"\n"""\nit's "a"\n"""\ntype A { "doc" b: C }`],
};
const OTHER_WORDS = ['if', 'class', 'SELECT', 'i', '42', 'EOT', 'The order was', 'é', '日本', 'Quoted0Text'];

/** The code, once with each other word for the words that it quotes. */
function twins(code: string): string[] {
  return ['', ...OTHER_WORDS].map((other) =>
    code.replaceAll(/(?<=["'/ ])\w+(?=["'/ ])/g, (word) => (other === '' ? word : other)),
  );
}

const hostile = Object.entries(HOSTILE).flatMap(([lang, codes]) =>
  codes.flatMap((code) =>
    [...twins(code), `${code}\n`, `\n${code}`, code.replaceAll('\n', '\r\n')].map((each) => ({ lang, code: each })),
  ),
);
const composed = [...registry.errors, ...generateRegistry(20).errors].flatMap((error) =>
  composeSamples(error, site, WORDS),
);

test('every language of a document is tried', () => {
  for (const lang of [...Object.keys(SAMPLE_LANGUAGES), 'http', 'json']) assert.ok(HOSTILE[lang], lang);
});

test('code gets the colours of its own, whatever was read before', () => {
  const all = [...hostile, ...composed].map(({ lang, code }) => ({ lang, code, want: plainly(code, lang) }));
  for (const order of [all, all.toReversed(), all.toSorted((a, b) => (a.code < b.code ? -1 : 1))]) {
    for (const { lang, code, want } of order) assert.equal(highlight(code, lang), want, `${lang}: ${code}`);
  }
});

test('more than is remembered gets the same colours', () => {
  const code = `x := "a" // ${'b'.repeat(15_000)}`;
  for (let i = 0; i < 300; i++) highlight(`${code}${i}`, 'go');
  for (const { lang, code } of hostile.slice(0, 40)) assert.equal(highlight(code, lang), plainly(code, lang));
});

test('deeply nested code is read to its end', () => {
  const code = '["a",\n'.repeat(300);
  assert.equal(highlight(code, 'json'), plainly(code, 'json'));
});

test('code of an unknown language and code beyond measure stay plain', () => {
  assert.equal(highlight('a "b" <c>\r\n', 'text'), 'a "b" &lt;c&gt;\r\n');
  const long = `"${'a'.repeat(20_000)}"`;
  assert.equal(highlight(long, 'json'), long);
});

test('marked lines stand in a mark', () => {
  assert.equal(
    highlight('1\n\n2', 'json', [2, 3]),
    '<span class="n">1</span>\n<mark></mark>\n<mark><span class="n">2</span></mark>',
  );
});
