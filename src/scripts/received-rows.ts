import filled from 'virtual:error-reference/words/filled';
import words from 'virtual:error-reference/words/support';
import { RETRY_AFTER } from '../core/support-texts.ts';
import type { PastedValues } from '../lookup/pasted-values.ts';

/** A value of a paste: its label and its text. */
export interface ReceivedRow {
  readonly label: string;
  readonly text: string;
}

/** Everything that a paste states of an error, each once. */
export function receivedRows(received: PastedValues): readonly ReceivedRow[] {
  const { code, status, message, requestId, endpoint, time, retryAfter, params, values, details } = received;
  const others = Object.entries({ ...params, ...values, ...details });
  const rows = [
    { label: filled.code, text: code },
    { label: filled.status, text: status === undefined ? undefined : String(status) },
    { label: words.requestId, text: requestId },
    { label: words.endpoint, text: endpoint },
    { label: words.time, text: time },
    { label: RETRY_AFTER, text: retryAfter },
    { label: words.message, text: message },
    ...others.map(([label, text]) => ({ label, text: text === requestId ? undefined : text })),
  ];
  return rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }]));
}
