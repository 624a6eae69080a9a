/** Of what every runtime offers beside the language itself, this is what `src/core` and `src/lookup` may use. */

declare class TextEncoder {
  encode(text: string): Uint8Array;
}

declare class URL {
  constructor(url: string, base?: string | URL);
  readonly href: string;
  readonly origin: string;
  readonly pathname: string;
  readonly protocol: string;
  readonly host: string;
}
