// A name that was cut within a character; no address can hold it.
const LONE_SURROGATE = /\p{Cs}/gu;

/** The address where a name is reported that has no page, and so no category; a URL may have encoded the braces. */
export function reportAddress(address: string, name: string): string {
  const said = encodeURIComponent(name.replaceAll(LONE_SURROGATE, '\uFFFD'));
  return address.replaceAll(/%7Bcode%7D|\{code\}/g, () => said).replaceAll(/%7Bcategory%7D|\{category\}/g, '');
}
