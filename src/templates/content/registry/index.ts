import { defineRegistry, type CodeOf } from 'error-reference';
import { orders } from './orders.ts';

/** Every error of the API. */
export const registry = defineRegistry(orders);

/** The union of all codes. */
export type ErrorCode = CodeOf<typeof registry>;
