import { defineCategory, defineError } from 'error-reference';
export const custom = defineCategory({ name: 'custom', title: 'Custom errors', errors: { INSUFFICIENT_BALANCE: defineError({ title: 'x', related: ['INVALID_REQUEST'] }) } });
