import { jsonLines, sendLines, type MacroTool } from './tool.ts';

/** Front: message templates of the workspace of a token. */
export const front: MacroTool = {
  title: 'Front',
  file: 'front.jsonl',
  write: (macros) => ({
    text: jsonLines(macros.map(({ name, reply }) => ({ name, body: reply.html }))),
    remarks: [],
  }),
  send: (file) =>
    sendLines(file, {
      url: 'https://api2.frontapp.com/message_templates',
      auth: '-H "Authorization: Bearer $FRONT_TOKEN"',
    }),
};
