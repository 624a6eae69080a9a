import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RegistryError } from '../../src/core/define.ts';
import { listPlaceholders } from '../../src/core/message.ts';
import { foreignLang, isPlural, joinSentences, sayCount, wordsOf } from '../../src/core/say.ts';
import type { Site } from '../../src/core/site.ts';
import { LANGUAGES } from '../../src/core/words.ts';
import { parseSite } from '../../src/schema/site.ts';
import { flattenWords, formsOf, hasLetters } from '../all-words.ts';

const ENGLISH = new Map(flattenWords(wordsOf({ lang: 'en' })));
const TRANSLATED = Object.entries(LANGUAGES).filter(([tag]) => tag !== 'en');

/** The words that a language says as English does, each with the reason. */
const SAME: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  de: {
    'dimensions.name.noun': 'the German word',
    'dimensions.status.noun': 'the German word',
    'lists.ungrouped': 'the letters of codes',
    'support.details': 'the German word',
    'error.link': 'the German word',
    'keys.reply': 'the letters on the keys',
    'keys.clear': 'the letters on the key',
    'desk.filter': 'the German word',
    'filled.code': 'the German word',
    'filled.status': 'the German word',
    'reply.kinds.link': 'the German word',
    'reply.pick': 'the German word',
    'reply.short.link': 'the German word',
    'reply.short.note': 'the German word',
    'decode.log': 'the German word',
    'decode.sentence': 'the German preposition',
    'dimensions.status.fact': 'a name',
    'document.detail': 'the German word',
    'document.header': 'the German word',
    'document.code': 'the German word',
    'document.codeStatus': 'the German word',
    'document.variantStatus': 'the German word',
    'backoff.seconds': 'the unit of SI',
    'anatomy.sampleName': 'a key of JSON',
  },
  ar: {
    'keys.open': 'the letters on the key',
    'lists.ungrouped': 'the letters of codes',
    'keys.reply': 'the letters on the keys',
    'keys.clear': 'the letters on the key',
    'dimensions.status.fact': 'a name',
    'anatomy.sampleName': 'a key of JSON',
  },
  fr: {
    'site.menu': 'the French word',
    'site.guides': 'the French word',
    'site.contact': 'the French word',
    'box.suggestions': 'the French word',
    'box.count': 'the French word',
    'reasons.code': 'the French word',
    'reasons.message': 'the French word',
    'reasons.guide': 'the French word',
    'support.message': 'the French word',
    'filled.code': 'the French word',
    'reply.short.note': 'the French word',
    'keys.reply': 'the letters on the keys',
    'lists.codes': 'the French word',
    'lists.ungrouped': 'the letters of codes',
    'dimensions.status.fact': 'a name',
    'aspects.causes': 'the French word',
    'blocks.causes': 'the French word',
    'blocks.message': 'the French word',
    'document.cause': 'the French word',
    'document.type': 'the French word',
    'document.message': 'the French word',
    'document.code': 'the French word',
    'anatomy.sampleName': 'a key of JSON',
  },
  es: {
    'site.endpoints': 'the word that programmers use in Spanish',
    'reasons.route': 'the word that programmers use in Spanish',
    'support.endpoint': 'the word that programmers use in Spanish',
    'reply.short.note': 'the Spanish word',
    'support.macro': 'the Spanish word',
    'keys.reply': 'the letters on the keys',
    'keys.clear': 'the letters on the key',
    'decode.knownHead': 'the Spanish word',
    'decode.csv.kinds.error': 'the Spanish word',
    'decode.errors': 'the Spanish word',
    'lists.errors': 'the Spanish word',
    'lists.errorsAbout': 'the Spanish word',
    'lists.ungrouped': 'the letters of codes',
    'dimensions.status.fact': 'a name',
    'retry.never.label': 'the Spanish word',
    'blocks.endpoints': 'the word that programmers use in Spanish',
    'endpoints.noun': 'the word that programmers use in Spanish',
    'changes.use': 'the Spanish verb',
    'backoff.seconds': 'the unit of SI',
    'anatomy.sampleName': 'a key of JSON',
  },
  'pt-BR': {
    'site.endpoints': 'the word that programmers use in Portuguese',
    'site.menu': 'the Portuguese word',
    'reasons.route': 'the word that programmers use in Portuguese',
    'reasons.status': 'the Portuguese word',
    'support.endpoint': 'the word that programmers use in Portuguese',
    'filled.status': 'the Portuguese word',
    'reply.kinds.link': 'the Portuguese word',
    'reply.short.link': 'the Portuguese word',
    'keys.clear': 'the letters on the key',
    'keys.open': 'the letters on the key',
    'keys.reply': 'the letters on the keys',
    'decode.csv.columns.link': 'the Portuguese word',
    'decode.csv.kinds.status': 'the Portuguese word',
    'decode.log': 'the word that programmers use in Portuguese',
    'decode.statusHead': 'the Portuguese word',
    'lists.ungrouped': 'the letters of codes',
    'dimensions.status.fact': 'a name',
    'dimensions.status.noun': 'the Portuguese word',
    'error.link': 'the Portuguese word',
    'blocks.endpoints': 'the word that programmers use in Portuguese',
    'document.codeStatus': 'the Portuguese word',
    'document.variantStatus': 'the Portuguese word',
    'endpoints.noun': 'the word that programmers use in Portuguese',
    'backoff.seconds': 'the unit of SI',
    'anatomy.sampleName': 'a key of JSON',
  },
  ja: {
    'keys.open': 'the letters on the key',
    'keys.reply': 'the letters on the keys',
    'keys.clear': 'the letters on the key',
    'lists.ungrouped': 'the letters of codes',
    'dimensions.status.fact': 'a name',
    'anatomy.sampleName': 'a key of JSON',
  },
  'zh-CN': {
    'keys.open': 'the letters on the key',
    'keys.reply': 'the letters on the keys',
    'keys.clear': 'the letters on the key',
    'lists.ungrouped': 'the letters of codes',
    'dimensions.status.fact': 'a name',
    'anatomy.sampleName': 'a key of JSON',
  },
};

/** The numbers below a thousand that a form is for. */
function numbersOf(tag: string, form: string): readonly number[] {
  const rules = new Intl.PluralRules(tag);
  return Array.from({ length: 1000 }, (_, number) => number).filter((number) => rules.select(number) === form);
}

/** The placeholders that a form needs of those that its word has: one number it can say in words. */
function neededBy(tag: string, form: string, known: readonly string[]): readonly string[] {
  const numbers = numbersOf(tag, form);
  if (numbers.length === 1) return [];
  // As in French, whose form is for 0 and for 1: what there is at most once has no last beside its first.
  const isForOneAtMost = numbers.length > 0 && numbers.every((number) => number <= 1);
  return isForOneAtMost ? known.filter((name) => name !== 'last') : known;
}

test('the languages that are complete, each under its tag', () => {
  assert.deepEqual(Object.keys(LANGUAGES), ['en', 'de', 'ar', 'fr', 'es', 'pt-BR', 'ja', 'zh-CN']);
  for (const [tag, words] of Object.entries(LANGUAGES)) assert.equal(words.lang, tag);
});

for (const [tag, words] of Object.entries(LANGUAGES)) {
  test(`${tag}: every word is there, and none is empty`, () => {
    const found = new Map(flattenWords(words));
    assert.deepEqual([...found.keys()], [...ENGLISH.keys()]);
    for (const [path, word] of found) {
      assert.equal(typeof word, typeof ENGLISH.get(path), path);
      for (const [form, text] of formsOf(word)) assert.equal(text.trim() === '', false, `${path} ${form}`);
    }
  });

  test(`${tag}: each plural has the forms of the language, and no other`, () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories;
    for (const [path, word] of flattenWords(words)) {
      if (isPlural(word)) assert.deepEqual(Object.keys(word).sort(), [...forms].sort(), path);
    }
  });

  test(`${tag}: the placeholders are those of English`, () => {
    for (const [path, word] of flattenWords(words)) {
      const english = ENGLISH.get(path) ?? '';
      if (typeof word === 'string' || typeof english === 'string') {
        assert.deepEqual(listPlaceholders(String(word)).toSorted(), listPlaceholders(String(english)).toSorted(), path);
        continue;
      }
      const known = listPlaceholders(english.other);
      for (const [form, text] of formsOf(word)) {
        const names = listPlaceholders(text);
        const unknown = names.filter((name, place) => !known.includes(name) || names.indexOf(name) !== place);
        assert.deepEqual(unknown, [], `${path}.${form}`);
        const missing = neededBy(tag, form, known).filter((name) => !names.includes(name));
        assert.deepEqual(missing, [], `${path}.${form}`);
      }
    }
  });

  test(`${tag}: code in a word is closed, and is that of English`, () => {
    const codes = (text: string): readonly string[] => (text.match(/`[^`]*`?/g) ?? []).toSorted();
    for (const [path, word] of flattenWords(words)) {
      const english = ENGLISH.get(path) ?? '';
      for (const [, text] of formsOf(word)) assert.deepEqual(codes(text), codes(formsOf(english)[0]?.[1] ?? ''), path);
    }
  });
}

for (const [tag, { reply, support }] of Object.entries(LANGUAGES)) {
  test(`${tag}: what a button shows is in its name, for those who speak to it`, () => {
    for (const kind of ['reply', 'note', 'link'] as const)
      assert.ok(support[kind].toLowerCase().includes(reply.short[kind].toLowerCase()), support[kind]);
  });
}

for (const [tag, words] of TRANSLATED) {
  test(`${tag}: no word is left in English, but for those that are the same`, () => {
    const same = flattenWords(words).filter(([path, word]) => {
      const english = new Set(formsOf(ENGLISH.get(path) ?? '').map(([, text]) => text));
      return formsOf(word).some(([, text]) => hasLetters(text) && english.has(text));
    });
    assert.deepEqual(same.map(([path]) => path).sort(), Object.keys(SAME[tag] ?? {}).sort());
  });
}

test('fr: a sign of two parts has a space before it that does not break, and so have quotes inside', () => {
  for (const [path, word] of flattenWords(wordsOf({ lang: 'fr' }))) {
    for (const [form, text] of formsOf(word)) {
      const prose = text.replaceAll(/`[^`]*`/g, '');
      assert.doesNotMatch(prose, /[^\u00A0/][:;!?»]|«[^\u00A0]/u, `${path} ${form}`);
    }
  }
});

for (const tag of ['ja', 'zh-CN']) {
  test(`${tag}: signs are those of the script without spaces, and a space parts it from Latin letters`, () => {
    const own = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]';
    const signs = '[，。、：；？！「」“”（）]';
    const mistakes = [
      `${own}(?:[,:;?!()]|\\.(?!\\w))`,
      `[,:;?!()]${own}`,
      ` ${signs}`,
      `${signs} `,
      `${own}\\w`,
      `\\w${own}`,
    ];
    for (const [path, word] of flattenWords(wordsOf({ lang: tag }))) {
      for (const [form, text] of formsOf(word)) {
        const prose = text.replaceAll(/`[^`]*`|\{\w+\}/g, '…');
        assert.doesNotMatch(prose, new RegExp(mistakes.join('|'), 'u'), `${path} ${form}`);
      }
    }
  });
}

test('the words are those of the language of the site, whatever its region or script', () => {
  const title = (lang: string): string => wordsOf({ lang }).home.title;
  assert.equal(title('de'), 'Was ist schiefgegangen?');
  assert.equal(title('de-AT'), title('de'));
  assert.equal(title('DE-Latn-CH'), title('de'));
  assert.equal(title('ar-EG'), title('ar'));
  assert.match(title('ar'), /^\p{Script=Arabic}/u);
});

/** Which words a site of a language gets; English ones are marked where that is not its language. */
const MATCHES: Readonly<Record<string, readonly string[]>> = {
  de: ['de', 'de-AT', 'DE-Latn-CH', 'de-DE-1996', 'deu'],
  ar: ['ar', 'ar-EG', 'ar-Arab'],
  fr: ['fr', 'fr-CA'],
  es: ['es', 'es-419'],
  'pt-BR': ['pt', 'pt-BR', 'pt-PT', 'PT-br'],
  ja: ['ja', 'ja-JP', 'ja-Jpan', 'JA'],
  'zh-CN': ['zh', 'zh-CN', 'zh-Hans', 'zh-SG', 'zh-Hans-HK', 'cmn', 'ZH-hans-cn'],
  en: ['en', 'en-GB', 'en-US-u-nu-arab'],
};
/** No words are theirs: another language, another script, or no tag at all. */
const UNMATCHED = [
  'nl',
  'zh-TW',
  'zh-Hant',
  'zh-HK',
  'zh-Hant-CN',
  'ja-Latn',
  'de-Hebr',
  'und',
  'xx',
  'en-a',
  'en_US',
  'toString',
  'constructor',
  '',
];

test('the words are those of the language and the script that a tag means', () => {
  for (const [tag, langs] of Object.entries(MATCHES)) {
    for (const lang of langs) {
      const words = wordsOf({ lang });
      assert.equal(words.lang, tag, lang);
      assert.equal(foreignLang(words, { lang }), undefined, lang);
    }
  }
  for (const lang of UNMATCHED) {
    const words = wordsOf({ lang });
    assert.equal(words.lang, 'en', lang);
    assert.equal(foreignLang(words, { lang }), 'en', lang);
  }
});

test('a language that is missing has English, which says so', () => {
  const words = wordsOf({ lang: 'nl' });
  assert.equal(words.lang, 'en');
  assert.equal(foreignLang(words, { lang: 'nl' }), 'en');
  for (const lang of ['en', 'en-GB', 'de', 'de-AT', 'ar', 'fr-CA', 'es-419']) {
    assert.equal(foreignLang(wordsOf({ lang }), { lang }), undefined, lang);
  }
  // No name that every object has is a language.
  assert.equal(wordsOf({ lang: 'constructor' }).lang, 'en');
});

test('a space parts sentences, but for behind a sign as wide as a letter', () => {
  const JOINED: readonly (readonly [string, ...(string | undefined)[]])[] = [
    ['One. Two: three', 'One.', '', 'Two:', undefined, 'three'],
    ['一つ目。二つ目：三つ目', '一つ目。', '二つ目：', '三つ目'],
    ['一。Two. 三', '一。', 'Two.', '三'],
    ['', undefined, ''],
  ];
  for (const [joined, ...sentences] of JOINED) assert.equal(joinSentences(sentences), joined);
});

test('a count takes the form of the language', () => {
  const count = (lang: string, number: number): string =>
    sayCount(wordsOf({ lang }), wordsOf({ lang }).lists.codes, number);
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100, 103].map((number) => count('ar', number)),
    ['لا رموز', 'رمز واحد', 'رمزان', '3 رموز', '11 رمزًا', '100 رمز', '103 رموز'],
  );
  assert.deepEqual(
    [0, 1, 2].map((number) => count('de', number)),
    ['0 Codes', '1 Code', '2 Codes'],
  );
});

test('a site puts its own words in the place of ours: one word, or all forms of a plural', () => {
  const words = wordsOf({
    lang: 'de',
    words: { home: { title: 'Und nun?' }, lists: { codes: { other: '{count} Kennungen' } } },
  });
  const ours = wordsOf({ lang: 'de' });
  assert.equal(words.home.title, 'Und nun?');
  assert.equal(words.home.lead, ours.home.lead);
  assert.deepEqual(words.lists.codes, { other: '{count} Kennungen' });
  assert.equal(sayCount(words, words.lists.codes, 1), '1 Kennungen');
  assert.deepEqual(words.lists.errors, ours.lists.errors);
});

test('a word named other is replaced without its group', () => {
  const words = wordsOf({ lang: 'de', words: { families: { other: 'Sonstiges' }, lists: { other: 'Rest' } } });
  const ours = wordsOf({ lang: 'de' });
  assert.deepEqual(words.families, { ...ours.families, other: 'Sonstiges' });
  assert.deepEqual(words.lists, { ...ours.lists, other: 'Rest' });
});

const SITE: Site = {
  name: 'Errors',
  description: 'All of them.',
  url: 'https://errors.example.com',
  apiUrl: 'https://api.example.com',
  lang: 'en',
  dir: 'ltr',
  support: { label: 'Support', href: 'https://support.example.com' },
  envelope: { code: '{code}' },
};

test('words that are ours, with placeholders that are ours, are accepted', () => {
  const words = {
    site: { home: 'To {site}' },
    decode: { places: { one: 'at {first}', other: '{count}, {first} to {last}' } },
    files: { '/errors.json': 'all of it' },
  };
  assert.deepEqual(parseSite({ ...SITE, words }, 'site.json').words, words);
});

for (const [what, words, sentence] of [
  ['an unknown word', { home: { titel: 'Hi' } }, /^site\.json {2}words\.home\.titel: .* did you mean title\?$/],
  ['an unknown group of words', { hom: {} }, /^site\.json {2}words\.hom: .* did you mean home\?$/],
  [
    'an unknown placeholder',
    { box: { unknownCode: 'No {cod}' } },
    /^site\.json {2}words\.box\.unknownCode: .*\{code\}\.$/,
  ],
  [
    'an unknown placeholder of a form',
    { lists: { codes: { one: '{number} code', other: '{count} codes' } } },
    /^site\.json {2}words\.lists\.codes\.one: .*\{count\}\.$/,
  ],
  ['a placeholder where there is none', { home: { title: '{site}' } }, /^site\.json {2}words\.home\.title: .*none\.$/],
  ['a number', { home: { title: 1 } }, /^site\.json {2}words\.home\.title: 1 can't stand here; write a text.*\.$/],
  ['a text for a plural', { lists: { codes: 'codes' } }, /^site\.json {2}words\.lists\.codes: .*object.*\.$/],
  [
    'a plural for a text',
    { home: { title: { other: 'Hi' } } },
    /^site\.json {2}words\.home\.title: An object can't stand here; write a text.*\.$/,
  ],
  ['a plural without its last form', { lists: { codes: { one: '1' } } }, /^site\.json {2}words\.lists\.codes\.other: /],
  [
    'an unknown form',
    { lists: { codes: { ones: '1', other: '2' } } },
    /^site\.json {2}words\.lists\.codes\.ones: .* did you mean one\?$/,
  ],
  ['an empty word', { home: { title: '' } }, /^site\.json {2}words\.home\.title: /],
  ['the language itself', { lang: 'de' }, /^site\.json {2}words\.lang: .*lang/],
] as const) {
  test(`${what} among the words of a site is refused in one sentence`, () => {
    assert.throws(
      () => parseSite({ ...SITE, words }, 'site.json'),
      (error) => {
        assert.ok(error instanceof RegistryError);
        assert.match(error.message, sentence);
        assert.equal(error.message.split('\n').length, 1, error.message);
        return true;
      },
    );
  });
}
