import { statusesOf, type RegisteredError } from '../core/define.ts';

/** Whether an entry says nothing in sentences of its own, as where only a list of codes was imported. */
export function isSparse({ summary, description, scenario, steps = [], causes = [] }: RegisteredError): boolean {
  return [summary, description, scenario].every((said) => said === undefined) && steps.length + causes.length === 0;
}

/** Whether a page may speak of the status: who wrote an entry and left it out says that it varies, a bare code doesn't. */
export function tellsStatus(error: RegisteredError): boolean {
  return statusesOf(error).length > 0 || !isSparse(error);
}
