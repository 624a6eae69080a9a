import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakablePieces } from '../../src/core/breaks.ts';
import { firstSentence } from '../../src/core/first-sentence.ts';

const shown = (text: string): string =>
  firstSentence(text)
    .map((part) => ('code' in part ? `<${part.code}>` : part.text))
    .join('');

const FIRST: readonly (readonly [text: string, first: string])[] = [
  ['The key is wrong. Make a new one.', 'The key is wrong.'],
  ['No dot at all', 'No dot at all'],
  ['A header, e.g. Retry-After, is missing. Add it.', 'A header, e.g. Retry-After, is missing.'],
  ['Some part, i. e. Of the body, is wrong. Look.', 'Some part, i. e. Of the body, is wrong.'],
  ['Ein Kopf, z. B. Retry-After, fehlt. Bitte ergänzen.', 'Ein Kopf, z. B. Retry-After, fehlt.'],
  ['The method s3.GetObject was refused. Ask.', 'The method s3.GetObject was refused.'],
  ['Call `client.users.get. Next` first. Then go on.', 'Call <client.users.get. Next> first.'],
  ['Ends with `code.` `next` is another.', 'Ends with <code.> <next> is another.'],
  ['See `a`. `b` is next.', 'See <a>.'],
  ['See [the guide. Now](/guides/x/) at once. Done.', 'See the guide.'],
  ['It is version 1.2.3 of the API. Update.', 'It is version 1.2.3 of the API.'],
  ['What now? Wait.', 'What now?'],
  ['It said “stop.” Then it stopped.', 'It said “stop.”'],
  ['(It is gone.) Nothing is left.', '(It is gone.)'],
  ['Too long: the limit is approx. 5 MB. Cut it.', 'Too long: the limit is approx. 5 MB.'],
  ['Rule No. 5 was broken. Read it.', 'Rule No. 5 was broken.'],
  ['The answer was no. Ask again.', 'The answer was no.'],
  ['Keys, ids etc. are wrong. Check.', 'Keys, ids etc. are wrong.'],
  ['Wait ... and try again. Or not.', 'Wait ... and try again.'],
  ['リクエストが多すぎます。しばらく待ってください。', 'リクエストが多すぎます。'],
  ['请求过多。请稍候再试。', '请求过多。'],
  ['服务器返回“429”。请等待。', '服务器返回“429”。'],
  ['「上限」（100 件）です！待ってください。', '「上限」（100 件）です！'],
  ['API は v1.2 です。次へ。', 'API は v1.2 です。'],
  ['تجاوز الطلب الحد. انتظر قليلا.', 'تجاوز الطلب الحد.'],
  ['هل الرمز صحيح؟ تحقق منه.', 'هل الرمز صحيح؟'],
  ['One line.\nAnother line.', 'One line.'],
  ['', ''],
];

for (const [text, first] of FIRST) {
  test(`the first sentence of ${JSON.stringify(text)}`, () => assert.equal(shown(text), first));
}

test('a name breaks behind _, . and / and keeps all its letters', () => {
  const pieces = {
    RATE_LIMIT_EXCEEDED: ['RATE_', 'LIMIT_', 'EXCEEDED'],
    's3.NotFound': ['s3.', 'NotFound'],
    'card_declined/lost-card': ['card_', 'declined/', 'lost-card'],
    __a: ['__', 'a'],
    'a...': ['a...'],
    E42: ['E42'],
    '': [],
  };
  for (const [name, wanted] of Object.entries(pieces)) {
    assert.deepEqual(breakablePieces(name), wanted);
    assert.equal(wanted.join(''), name);
  }
});
