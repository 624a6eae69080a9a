import { escapeXml } from '../core/literals.ts';
import type { Site } from '../core/site.ts';
import { absoluteUrl } from '../core/url.ts';
import { iconOf } from './icon.ts';

/** The OpenSearch description: lets a browser search the errors from its address bar; the home page opens the box. */
export function composeOpenSearch(site: Site): string {
  const home = absoluteUrl(site.url, '/');
  const icon = iconOf(site);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
    `  <ShortName>${escapeXml(firstCharacters(site.name, 16))}</ShortName>`,
    `  <Description>${escapeXml(firstCharacters(site.description, 1024))}</Description>`,
    '  <InputEncoding>UTF-8</InputEncoding>',
    `  <Image width="16" height="16" type="${icon.type ?? ''}">${escapeXml(absoluteUrl(site.url, icon.path))}</Image>`,
    `  <Url type="text/html" template="${escapeXml(home)}?q={searchTerms}"/>`,
    '</OpenSearchDescription>',
  ];
  return `${lines.join('\n')}\n`;
}

/** As many characters as the format allows, none of them cut in half. */
function firstCharacters(text: string, most: number): string {
  return Array.from(text).slice(0, most).join('');
}
