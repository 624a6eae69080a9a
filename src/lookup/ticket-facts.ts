/** The facts of an error with those of a ticket laid over them, for the texts of the support desk. */
import { answersCause, fillFinding, findingText, type FindingPart, type StatedValues } from '../core/findings.ts';
import type { SupportFacts } from '../core/support-texts.ts';
import type { PastedValues } from './pasted-values.ts';

/** The values of a ticket that findings and causes speak of, by name. */
function statedValues({ params, values, details }: PastedValues): StatedValues {
  return { ...values, ...details, ...params };
}

/** What the values of a ticket tell, by the findings of its error. */
export function tellFindings(
  { findings = [] }: SupportFacts,
  values: PastedValues,
): readonly (readonly FindingPart[])[] {
  const stated = statedValues(values);
  return findings.map((finding) => fillFinding(finding, stated)).filter((parts) => parts !== undefined);
}

/** A cause whose check a ticket answers: its place among the causes, and whether it is the one. */
export interface AnsweredCause {
  readonly place: number;
  readonly cause: string;
  readonly isConfirmed: boolean;
}

/** The causes whose check the values of a ticket answer. */
export function answerCauses({ causes }: SupportFacts, values: PastedValues): readonly AnsweredCause[] {
  const stated = statedValues(values);
  return causes.flatMap(({ cause, when }, place) => {
    const isConfirmed = when && answersCause(when, stated);
    return isConfirmed === undefined ? [] : [{ place, cause, isConfirmed }];
  });
}

/** Whether a code that was received is that of the error, or a part of it. */
function isOwnCode({ code, parts = [] }: SupportFacts, received: string): boolean {
  return received === code || parts.includes(received);
}

/** Whether a status that was received is among those of the error: `402 Payment Required`, `5XX Server Error`. */
function isOwnStatus({ status = '' }: SupportFacts, received: number): boolean {
  return [String(received), `${String(received)[0]}XX`].some((name) => status.split(/[^\dX]+/).includes(name));
}

/** Lays what a ticket states over the facts of its error; what both state alike isn't said twice. */
export function withTicket(facts: SupportFacts, values: PastedValues | undefined): SupportFacts {
  if (values === undefined) return facts;
  const { code, status, message, requestId, endpoint, time, retryAfter, details = {} } = values;
  return {
    ...facts,
    ...{ message, requestId, endpoint, time, retryAfter },
    receivedCode: code === undefined || isOwnCode(facts, code) ? undefined : code,
    receivedStatus: status === undefined || isOwnStatus(facts, status) ? undefined : String(status),
    details: Object.entries(details),
    told: tellFindings(facts, values).map(findingText),
  };
}
