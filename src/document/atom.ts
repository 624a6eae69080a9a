import { nameOf, titleOf, type Registry } from '../core/define.ts';
import type { History } from '../core/history.ts';
import { say } from '../core/say.ts';
import type { Site } from '../core/site.ts';
import type { Words } from '../core/words.ts';
import { absoluteUrl, errorUrl } from '../core/url.ts';
import { listChanges, type RegistryChange } from './changes.ts';
import { escapeXml } from '../core/literals.ts';
import { plainText } from '../core/markup.ts';

/** The Atom feed of all dated changes, newest first; valid and empty where the registry dates none. */
export function composeFeed(registry: Registry, site: Site, words: Words, history?: History): string {
  const dated = listChanges(registry, site, words, history).flatMap((change) =>
    change.date === undefined ? [] : [{ ...change, date: change.date }],
  );
  const self = absoluteUrl(site.url, '/feed.xml');
  const ids = idsOf(dated, site);
  const entries = dated.map((change) => {
    const { kind, error, code, date, about } = change;
    const url = error === undefined ? absoluteUrl(site.url, '/changes/') : errorUrl(site.url, error.code);
    const name = error === undefined ? (code ?? words.site.allErrors) : nameOf(error);
    const summary = about ?? (error === undefined ? name : plainText(error.summary ?? titleOf(error)));
    return [
      '  <entry>',
      element('id', ids.get(change) ?? url),
      element('title', say(words.changes.entry, { code: name, kind: words.changeKinds[kind] })),
      element('updated', timestamp(date)),
      `    <link href="${escapeXml(url)}"/>`,
      element('summary', summary),
      '  </entry>',
    ].join('\n');
  });
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escapeXml(site.lang)}">`,
    element('id', self),
    element('title', say(words.changes.feed, { site: site.name })),
    element('updated', timestamp(dated[0]?.date ?? '1970-01-01')),
    `  <author><name>${escapeXml(site.name)}</name></author>`,
    `  <link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>`,
    `  <link href="${escapeXml(absoluteUrl(site.url, '/changes/'))}"/>`,
    ...entries,
    '</feed>',
    '',
  ].join('\n');
}

/** The permanent id of each change; several of one kind at one time are numbered, oldest first. */
function idsOf(changes: readonly RegistryChange[], site: Site): ReadonlyMap<RegistryChange, string> {
  const counts = new Map<string, number>();
  return new Map(
    changes.toReversed().map((change) => {
      const code = change.error?.code ?? change.code;
      const page = code === undefined ? absoluteUrl(site.url, '/changes/') : errorUrl(site.url, code);
      const id = `${page}#${change.kind}-${encodeURIComponent(change.since.toWellFormed())}`;
      const count = (counts.get(id) ?? 0) + 1;
      counts.set(id, count);
      return [change, count === 1 ? id : `${id}-${count}`];
    }),
  );
}

function element(name: string, text: string): string {
  return `    <${name}>${escapeXml(text)}</${name}>`;
}

const timestamp = (date: string): string => `${date}T00:00:00Z`;
