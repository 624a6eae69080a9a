import { sendFile, type MacroTool } from './tool.ts';

const [ALL_AGENTS, PERSONAL] = [0, 1];

/** Freshdesk: canned responses, all in one request. */
export const freshdesk: MacroTool = {
  title: 'Freshdesk',
  file: 'freshdesk.jsonl',
  write: (macros, { folder }) => {
    const place = folder === undefined ? { visibility: PERSONAL } : { visibility: ALL_AGENTS, folder_id: folder };
    const responses = macros.map(({ name, reply }) => ({ title: name, content_html: reply.html, ...place }));
    return {
      text: `${JSON.stringify({ canned_responses: responses })}\n`,
      remarks: [
        ...(folder === undefined
          ? ['Only who sends these responses will see them; `--folder ID` shares them in a folder with all agents.']
          : []),
        'Public texts name two paths: should Freshdesk answer 404, write `create_multiple` for `bulk` in the line.',
      ],
    };
  },
  send: (file) =>
    sendFile(file, {
      url: 'https://${FRESHDESK_DOMAIN}.freshdesk.com/api/v2/canned_responses/bulk',
      auth: '-u "$FRESHDESK_API_KEY:X"',
    }),
};
