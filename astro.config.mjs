import { defineConfig } from 'astro/config';
import { errorReference } from './src/exports/astro.ts';

export default defineConfig({ integrations: [errorReference({ content: 'content' })] });
