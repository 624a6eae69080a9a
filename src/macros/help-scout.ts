import { jsonLines, sendLines, type MacroTool } from './tool.ts';

/** Help Scout: saved replies of one mailbox, for mail and for chat. */
export const helpScout: MacroTool = {
  title: 'Help Scout',
  file: 'helpscout.jsonl',
  write: (macros) => ({
    text: jsonLines(macros.map(({ name, reply }) => ({ name, text: reply.html, chatText: reply.text }))),
    remarks: [],
  }),
  send: (file) =>
    sendLines(file, {
      url: 'https://api.helpscout.net/v2/mailboxes/$HELPSCOUT_MAILBOX/saved-replies',
      auth: '-H "Authorization: Bearer $HELPSCOUT_TOKEN"',
    }),
};
