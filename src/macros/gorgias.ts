import { jsonLines, sendLines, type MacroTool } from './tool.ts';

/** Gorgias: macros that answer and tag. */
export const gorgias: MacroTool = {
  title: 'Gorgias',
  file: 'gorgias.jsonl',
  write: (macros) => ({
    text: jsonLines(
      macros.map(({ name, reply, tag }) => ({
        name,
        actions: [
          action('setResponseText', 'Add response text', { body_html: reply.html, body_text: reply.text }),
          action('addTags', 'Add tags', { tags: tag }),
        ],
      })),
    ),
    remarks: [],
  }),
  send: (file) =>
    sendLines(file, {
      url: 'https://${GORGIAS_DOMAIN}.gorgias.com/api/macros',
      auth: '-u "$GORGIAS_EMAIL:$GORGIAS_API_KEY"',
    }),
};

const action = (name: string, title: string, parameters: Readonly<Record<string, string>>): object => ({
  name,
  title,
  type: 'user',
  arguments: parameters,
});
