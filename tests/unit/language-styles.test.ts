import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageStyles } from '../../src/integrations/site-styles.ts';

test('the styles of a language are in its sites only', () => {
  for (const lang of ['en', 'de-AT', 'ko', 'zha', 'jam']) assert.deepEqual(languageStyles({ lang, dir: 'ltr' }), []);
  for (const lang of ['ja', 'ja-JP', 'zh', 'zh-Hans', 'ZH-tw']) {
    assert.deepEqual(languageStyles({ lang, dir: 'ltr' }), ['cjk.css']);
  }
  assert.deepEqual(languageStyles({ lang: 'ar', dir: 'rtl' }), ['rtl.css']);
});
