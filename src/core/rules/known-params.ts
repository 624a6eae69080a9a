import { listPlaceholders } from '../message.ts';
import { entryRule } from './rule.ts';

/** Params are placeholders of the message; hand-written modules are held to the converse by the compiler. */
export const knownParams = entryRule(
  'known-params',
  'Every param is a placeholder of the message.',
  ({ message = '', params = {} }) => {
    const placeholders = listPlaceholders(message);
    return Object.keys(params)
      .filter((name) => !placeholders.includes(name))
      .map((name) => ({
        field: ['params', name],
        message: `The message has no placeholder {${name}}; remove the param, or write {${name}} into the message.`,
      }));
  },
);
