import { defineCategory, defineError } from 'error-reference';
export const server = defineCategory({ name: 'server', title: 'Server errors', errors: { INTERNAL_SERVER_ERROR: defineError({ status: 500, message: 'a {{x}} {0}', params: { 0: { about: 'x', example: 1 } } }) } });
