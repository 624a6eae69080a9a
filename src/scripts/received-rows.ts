import words from 'virtual:words/support';
import type { PastedValues } from '../lookup/pasted-values.ts';

/** A value of a paste: the name of its place on pages, its label, and its text. */
export interface ReceivedRow {
  readonly fill: string;
  readonly label: string;
  readonly text: string;
}

/** What a paste states of an error, as the copied texts say it. */
export function receivedRows({ code, status, message, requestId, details = {} }: PastedValues): readonly ReceivedRow[] {
  const rows = [
    { fill: 'code', label: words.receivedCode, text: code },
    { fill: 'status', label: words.receivedStatus, text: status },
    { fill: 'message', label: words.message, text: message },
    { fill: 'requestId', label: words.requestId, text: requestId },
    ...Object.entries(details).map(([name, text]) => ({ fill: `details.${name}`, label: name, text })),
  ];
  return rows.flatMap(({ text, ...row }) => (text === undefined ? [] : [{ ...row, text: String(text) }]));
}
