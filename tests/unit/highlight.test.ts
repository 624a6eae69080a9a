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
        .map(({ kind, text }) => (kind ? `<i class=${kind}>${escapeHtml(text)}</i>` : escapeHtml(text)))
        .join('');
    })
    .join('\n');
}

/** Lines in which a word, a quote or what came before decides, each with one thing of that kind. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  sh: [
    `cat << 'EOF'\nit's "xy" $z\nEOF\necho 'done'`,
    `cat << 'END'\nEOF\nEND\necho 'ab cd' "ef\\"gh"`,
    `"$API_URL"'/v1/ab' -H"X: y" --flag='v' # it's 'xy'`,
    `for f in 'ab cd' "ef"; do [[ "$f" == 'xy' ]]; done`,
    `echo $'ab\\n' {'ab','cd'}; case "$1" in 'start') echo "ok";; esac`,
    `echo 'ab\\' 42 'cd'`,
    `x="a $(if true) b"`,
    'x="a `if true` b"',
  ],
  ts: [
    `const r = /it's "ab"/.test('cd') ? "ef" : 'gh';`,
    `/* don't */ return ab /* isn't */`,
    `let x = a / 'b/cd' / e, y = "f/gh" / g;`,
    `let x = a / 'b/i' / e, y = "f/g" / g;`,
    "const t = `it's ${a ? 'bc' : \"de\"} fg` + 'hi' // it's \"xy\"",
    `const f = (x = 'ab', y: "cd") => 1; foo<'ab', "cd">('ef');`,
    `const o = { 'ab': 1, "cd ef"() {}, ['gh']: "ij" };`,
  ],
  python: [
    `f"{ab if cd else ef} gh"`,
    `f'{"ab" if x else "cd"} it'`,
    `f"""\nit's {ab if cd else ef} isn't\n'{ab if cd else ef}' gh\n""" + 'z'`,
    `x = r"(?i)ab cd"`,
    `x = r'[a-z] ef' + b'xy'`,
    `x = "50% done or"`,
    `x = "{0:5,.2f} {0:,d} {ab.cd.ef!r} {0:yyyy-MM-dd} gh"`,
    `x = "\\N{GREEK SMALL LETTER} \\x41 \\141 ab\\tcd ef"`,
    `'''doc 'ab'\n"cd ef" it's\n''' + "gh" 'ij'`,
  ],
  go: [
    `x := 'b'`,
    `x := 'ab'`,
    `x := "\\nab cd \\141 \\u00e9 ef" /* don't */ + "it's"`,
    `x := "%d items or" + \`ab 'cd' "ef"\` // it's "xy"`,
    `type T struct { A string \`json:"ab" xml:'cd'\` }`,
  ],
  java: [
    `@A("bc") void d() { e('fg'); foo("http://xy", "ab = cd"); }`,
    `/** it's @param 'xy' "zz" */ char c = 'a', d = '\\'';`,
    `String t = """\n it's "ab" cd\n """ + "ef";`,
  ],
  csharp: [
    `var x = $"a {ab if cd} gh";`,
    `var x = $"a {b ? "cd" : 'ef'} gh";`,
    `var x = @"ab ""cd"" ef" + 'i'; // it's "xy"`,
    `var t = """\n it's "ab" {x}\n """ + $$"""a {{b}} 'cd'""";`,
    `string.Format("{0:yyyy-MM-dd} {1,20} ab", "cd", 'e');`,
    `/// <a b="cd">it's 'xy'</a>\n#region "ab" 'cd'\n#if 'xy'\n#endif`,
  ],
  ruby: [
    `x = a / "b/cd" / e if /it's "ab"/ =~ 'cd'`,
    `{ 'ab': 1, "cd ef": 'gh', :'ij' => "kl" }`,
    `x = "ab #{cd if ef} gh #@ij kl"`,
    `x = "\\C-ab cd \\M-\\C-ef gh"`,
    `y = ?" + 'ab' + ?'`,
    `puts <<~'EOS', "ab"\n it's "cd" #{x}\nEOS\nputs 'ef'`,
    `=begin\nit's "ab"\n=end\n'cd' + %q('ef') + %w[a 'b' "c"]`,
  ],
  php: [
    `$x = "SELECT ab -- cd ef";`,
    `$x = "Choose ab -- cd ef";`,
    `$x = 'UPDATE ab SET cd = "\\"ef\\""';`,
    `$x = 'Choose ab SET cd = "\\"ef\\""';`,
    `$x = '/ab cd+ ef/im';`,
    `$x = '/ab cd+ ef/gh';`,
    `$x = "ab $cd[ef] {$gh->ij('kl')}" . 'mn'; ?> it's <b c="de">`,
    `$x = <<< 'EOT'\nit's "ab" $b\nEOT;\n$c = ['de' => "fg"];`,
  ],
  json: [
    `{"ab": "cd", "ef gh": ["ij", 'kl', null], // it's "xy"\n "g\\u00e9": "hi\\n \\"jk\\"" /* don't "xy" */ }`,
    `{"ab": "cd", "ef gh": {"ij": 30, "kl": "Quoted0Text"}}`,
    `{"ab": "Quoted0Text cd"}`,
    `{"ab": "cd`,
  ],
  http: [
    `GET /ab?c="de"&f='gh' HTTP/1.1\nX-It: it's "ab" 'cd'\n\n{"ab": "cd", "ef": 'gh'}`,
    `HTTP/1.1 404 Not "Found"\nWWW-Authenticate: Bearer realm="ab", error='cd'\n\n{\n  "ab": "cd it's"\n}`,
    `curl -H 'ab: cd' "ef" \\\n  --json '{"ab":"cd"}'\n\n### 'xy'\nGET /\n# it's "ab"\n<a b="cd">'ef'</a>`,
  ],
  xml: [`<a b="&42; cd"/>`, `<a b="cd &amp; ef" g='hi'>it's "jk" 'lm'<!-- don't "xy" --><![CDATA[ 'no' "pq" ]]></a>`],
  graphql: [`query A($b: C = "de") { f(g: "hi") @j(k: "lm") } # it's "xy"\n"""\nit's "ab"\n"""\ntype A { "doc" b: C }`],
};
const EVERYWHERE = [`if x: return "ab cd", 'ef' # "gh"`, '"ab": "cd"', `"ab\n\ncd"\n`];
const OTHER_WORDS = ['if', 'class', 'SELECT', 'i', '42', 'EOT', 'The order was', 'é', '日本', 'Quoted0Text'];

/** The code, once with each other word for the words that it quotes. */
function twins(code: string): string[] {
  return ['', ...OTHER_WORDS].map((other) =>
    code.replaceAll(/(?<=["'/ ])\w+(?=["'/ ])/g, (word) => (other === '' ? word : other)),
  );
}

const hostile = Object.entries(HOSTILE).flatMap(([lang, codes]) =>
  [...codes, ...EVERYWHERE].flatMap((code) =>
    [...twins(code), code.replaceAll('\n', '\r\n')].map((each) => ({ lang, code: each })),
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
  assert.equal(highlight('1\n\n2', 'json', [2, 3]), '<i class=n>1</i>\n<mark></mark>\n<mark><i class=n>2</i></mark>');
});
