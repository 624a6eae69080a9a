import { defineRegistry, type CodeOf } from 'error-reference';
import { client } from './client.ts';
import { custom } from './custom.ts';
import { server } from './server.ts';

/** Every error of the API. */
export const registry = defineRegistry(client, server, custom);

/** The union of all codes. */
export type ErrorCode = CodeOf<typeof registry>;
