import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitWords } from '../../src/lookup/words.ts';
import { holdsMost } from '../../src/search/search-pages.ts';

const PAGES = {
  zh: '速率限制与重试 请求过多时，请按照指数退避的方式等待。令牌桶允许突发流量。',
  ja: 'レート制限と再試行 指数バックオフで待ってから、リクエストを再び送ってください。',
  th: 'โปรดรอสักครู่แล้วลองใหม่',
  en: 'Rate limits and retries: wait with exponential backoff, then send the request again.',
};

for (const [lang, asked, held] of [
  ['zh', '指数退避', true],
  ['zh', '重试', true],
  ['zh', '令牌桶 突发', true],
  ['zh', '余额不足', false],
  ['zh', '余额 不足 重试', false],
  ['ja', '再試行', true],
  ['ja', 'バックオフ', true],
  ['ja', '残高', false],
  ['th', 'ลองใหม่', true],
  ['en', 'exponential backoff', true],
  ['en', 'ponential', false],
  ['en', 'expo', true],
] as const) {
  test(`a page ${held ? 'holds' : 'lacks'} ${asked}`, () => {
    const words = splitWords(asked).map(({ text }) => text);
    assert.equal(holdsMost(words, PAGES[lang]), held);
  });
}
