import { defineCategory, defineError } from 'error-reference';
export const client = defineCategory({ name: 'client', title: 'Client errors', errors: {
  INVALID_REQUEST: defineError({ status: 400, message: "Missing required '{parameter}' parameter.", params: { parameter: { about: 'x', example: 'user_id' } } }),
  UNAUTHENTICATED: defineError({ status: 401, message: 'No.', confusedWith: [{ code: 'INVALID_REQUEST', difference: 'x' }], related: ['INTERNAL_SERVER_ERROR'] }),
}});
