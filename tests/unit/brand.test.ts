import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { contrastOf, parseColor, toHex } from '../../src/core/color.ts';
import { COLOR_TOKENS, findPale, type ColorToken } from '../../src/core/colors.ts';
import { RegistryError } from '../../src/core/define.ts';
import { publishPictures } from '../../src/core/pictures.ts';
import { isAllowed, writeDevPolicy, writePolicy } from '../../src/core/policy.ts';
import type { Site } from '../../src/core/site.ts';
import { fontStyles } from '../../src/integrations/site-styles.ts';
import { createPen } from '../../src/picture/fonts.ts';
import { composePicture } from '../../src/picture/picture.ts';
import { parseSite } from '../../src/schema/site.ts';
import { headersFile, readHeaders } from '../../src/server/headers.ts';

const SITE: Site = {
  ...{
    name: 'Bookstore',
    description: 'What went wrong.',
    url: 'https://a.example.com/docs',
    apiUrl: 'https://b.example.com',
  },
  ...{ lang: 'en', dir: 'ltr', support: { label: 'Support', href: 'https://c.example.com' } },
};

/** What is said of a site with these settings: each place and sentence. */
function told(settings: object): readonly string[] {
  try {
    parseSite({ ...SITE, ...settings }, 'site.ts');
    return [];
  } catch (error) {
    assert.ok(error instanceof RegistryError);
    return error.misfits.map(({ field, message }) => `${field.join('.')}: ${message}`);
  }
}

describe('colours', () => {
  test('the table has the colours of the stylesheet', () => {
    const css = readFileSync('src/styles/site.css', 'utf8');
    for (const [name, { property, own }] of Object.entries(COLOR_TOKENS)) {
      const value =
        typeof own === 'number'
          ? `color-mix(in srgb, var(--er-text) ${Math.round(own * 100)}%, var(--er-bg))`
          : `light-dark(${own.light}, ${own.dark})`;
      assert.ok(css.includes(`${property}: ${value};`), name);
    }
  });

  test('ours are read on every ground', () => {
    const stated = Object.fromEntries(
      Object.entries(COLOR_TOKENS).flatMap(([name, { own }]) => (typeof own === 'number' ? [] : [[name, own]])),
    ) as Partial<Record<ColorToken, { light: string; dark: string }>>;
    assert.deepEqual(findPale(stated), []);
  });

  test('a colour is read in each form of CSS', () => {
    for (const form of [
      '#f00',
      '#ff0000',
      'red',
      'rgb(255 0 0)',
      'rgb(100%, 0%, 0%)',
      'hsl(0 100% 50%)',
      'rgba(255,0,0,1)',
    ])
      assert.equal(toHex(parseColor(form) ?? [0, 0, 0]), '#ff0000', form);
    assert.equal(toHex(parseColor('oklch(0.628 0.2577 29.23)') ?? [0, 0, 0]), '#ff0000');
    for (const form of ['', 'redd', '#12', '#1234', 'rgb(0 0 0 / 50%)', 'rgb(1 2)', 'url(x)', 'red; }'])
      assert.equal(parseColor(form), undefined, form);
    assert.equal(contrastOf([0, 0, 0], [1, 1, 1]), 21);
  });

  test('what is pale is told with its contrast, where it stands', () => {
    assert.deepEqual(told({ accent: { light: '#777', dark: '#8db4ff' } }), [
      'accent.light: accent (#777777) on surface (#f6f6f6) has a contrast of 4.1:1, and needs 4.5:1; write a darker accent.',
    ]);
    assert.match(
      told({ colors: { page: { light: '#888', dark: '#111' } } })[0] ?? '',
      /^colors\.page\.light: .* needs 4\.5:1; change page, or state a darker/,
    );
    assert.deepEqual(told({ colors: { muted: { light: 'mist', dark: '#aaa' } } }), [
      'colors.muted.light: "mist" can\'t stand here; write an opaque CSS colour: #1f5fd0, a name, rgb(), hsl(), oklab() or oklch().',
    ]);
    const both = { light: '#0a6b4d', dark: '#7fe0ba' };
    assert.deepEqual(told({ accent: both, colors: { accent: both } }), [
      'accent: The accent stands in `colors` as well; remove one of the two.',
    ]);
    assert.deepEqual(told({ colors: { accent: both } }), []);
  });
});

describe('head and policy', () => {
  test('the policy of a site that adds nothing is the one of the contract', () => {
    assert.equal(
      writePolicy(),
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
    );
  });

  test('what a site adds stands beside what is there, and in the place of nothing at all', () => {
    const policy = writePolicy({
      'script-src': ['https://a.io'],
      'font-src': ['data:'],
      'frame-ancestors': ['https://b.io'],
    });
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval' https:\/\/a\.io; /);
    assert.match(policy, /frame-ancestors https:\/\/b\.io; font-src 'self' data:$/);
    assert.match(
      writeDevPolicy({ 'script-src': ['https://a.io'] }),
      /script-src 'self' 'wasm-unsafe-eval' https:\/\/a\.io 'unsafe-inline';/,
    );
  });

  test('the server reads back what the host rules say', () => {
    const added = { 'connect-src': ['https://a.io'] };
    assert.equal(readHeaders(headersFile('/docs', added))['Content-Security-Policy'], writePolicy(added));
    assert.equal(readHeaders('')['Content-Security-Policy'], writePolicy());
  });

  test('a source allows its host, what is below it, and nothing else', () => {
    assert.ok(isAllowed('/own.js', []));
    assert.ok(isAllowed('https://a.io/x.js', ['https://a.io']));
    assert.ok(isAllowed('https://b.a.io/x.js', ['https://*.a.io']));
    assert.ok(!isAllowed('https://a.io.evil.com/x.js', ['https://a.io']));
    assert.ok(!isAllowed('//a.io/x.js', []));
    assert.ok(!isAllowed('https://a.io/y/x.js', ['https://a.io/x/']));
  });

  test('what the policy blocks and what would run inline is told', () => {
    const script = (attributes: object): object => ({ head: [{ tag: 'script', attributes }] });
    assert.deepEqual(told(script({ src: 'https://plausible.io/js/script.js', defer: true })), [
      "head.0.attributes.src: The policy blocks https://plausible.io/js/script.js; add policy: { 'script-src': ['https://plausible.io'] }.",
    ]);
    assert.deepEqual(
      told({
        ...script({ src: 'https://plausible.io/js/script.js' }),
        policy: { 'script-src': ['https://plausible.io'] },
      }),
      [],
    );
    assert.match(
      told(script({ async: true }))[0] ?? '',
      /^head\.0: A script needs a src, .* into a file in public\/\.$/,
    );
    assert.match(told(script({ src: '/a.js', onload: 'x()' }))[0] ?? '', /what onload does into a file/);
    assert.match(told({ policy: { 'script-src': ["'unsafe-inline'"] } })[0] ?? '', /can't be added to the policy/);
    assert.match(told({ policy: { 'default-src': ['https://a.io'] } })[0] ?? '', /policy\.default-src/);
  });
});

test('a logo, an icon and a font are files in public/', () => {
  for (const path of ['logo.svg', 'https://a.io/logo.svg', '/../logo.svg', '/a/', '//a'])
    assert.match(told({ favicon: path })[0] ?? '', /write the path of a file in public\/: \/logo\.svg\.$/, path);
  assert.deepEqual(told({ logo: { src: '/logo.svg', dark: '/dark.svg', alt: 'Bookstore' }, favicon: '/a.png' }), []);
  assert.match(told({ font: { text: { family: "A'; }", files: [] } } })[0] ?? '', /write the name of one font/);
  assert.match(told({ font: { text: { family: 'A', files: [{ src: '/a.svg' }] } } })[0] ?? '', /is no file of a font/);
});

test('a font stands before those of the system, with its files below the base', () => {
  const css = fontStyles(
    { url: SITE.url, font: { text: { family: 'Brand', files: [{ src: '/fonts/b.woff2', weight: '100 900' }] } } },
    '--er-sans: system-ui, sans-serif;',
  );
  assert.match(
    css,
    /font-family: 'Brand'; src: url\("\/docs\/fonts\/b\.woff2"\) format\("woff2"\); font-weight: 100 900; .*font-display: swap/,
  );
  assert.match(css, /--er-sans: 'Brand', system-ui, sans-serif;/);
});

test('pictures beside a text have their addresses on the site, but for code and what lies elsewhere', () => {
  const published = {
    '![A](./a.png)': '![A](/_files/errors/a.png)',
    '![A](b/c%20d.svg "T")': '![A](/_files/errors/b/c%20d.svg "T")',
    '<img src="a.webp" alt="A" />': '<img src="/_files/errors/a.webp" alt="A" />',
    '![A](/a.png) ![B](https://b.io/b.png) ![C](../c.png)': undefined,
    '`![A](./a.png)`': undefined,
    '```md\n![A](./a.png)\n```': undefined,
  };
  for (const [text, wanted = text] of Object.entries(published)) assert.equal(publishPictures(text), wanted);
});

test('the picture for links holds name and colours, as outlines where our fonts have the letters', () => {
  const pen = createPen({});
  const svg = composePicture({ ...SITE, name: 'Größe & Ωmega Ж', accent: { light: '#0a6b4d', dark: '#7fe0ba' } }, pen);
  assert.equal(
    svg,
    composePicture({ ...SITE, name: 'Größe & Ωmega Ж', accent: { light: '#0a6b4d', dark: '#7fe0ba' } }, pen),
  );
  assert.ok(svg.includes('fill="#7fe0ba"'));
  assert.ok(!svg.includes('<text'));
  assert.match(composePicture({ ...SITE, name: '書店 <x>' }, pen), /<text [^>]*>書店 &lt;x&gt;<\/text>/);
  const long = composePicture({ ...SITE, name: 'A name that goes on '.repeat(20) }, pen);
  assert.ok(long.length < 400_000);
});
