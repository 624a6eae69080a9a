import { marksOf, type Marks } from './marks.ts';
import type { TicketMacro } from './ticket-macro.ts';
import { jsonLines, sendLines, type MacroTool, type ToolFile } from './tool.ts';
import { nameSome } from './name-some.ts';

/** Zendesk: a macro for each error, and a trigger that tags new tickets for each code that ordinary text can't hold. */
export const zendesk: MacroTool = {
  title: 'Zendesk',
  file: 'zendesk.jsonl',
  write: writeZendesk,
  send: (file) =>
    sendLines(
      file,
      {
        url: 'https://${ZENDESK_SUBDOMAIN}.zendesk.com/api/v2/$to',
        auth: '-u "$ZENDESK_EMAIL/token:$ZENDESK_API_TOKEN"',
      },
      `case $body in '{"macro"'*) to=macros ;; *) to=triggers ;; esac; `,
    ),
};

/** Rules of Zendesk, of which macros and triggers are two kinds, are smaller than 65 kB. */
const MOST_BYTES = 65_000;

function writeZendesk(macros: readonly TicketMacro[]): ToolFile {
  const marks = marksOf(macros.map(({ error }) => error));
  const made = macros.map((macro) => ({ macro, body: macroBody(macro) }));
  const found = macros.flatMap((macro, place) => {
    const own = marks[place];
    return own === undefined ? [] : [{ macro, body: triggerBody(macro, own) }];
  });
  const withTrigger = new Set(found.map(({ macro }) => macro));
  const tooLong = [...made, ...found].filter(({ body }) => !fits(body));
  const untold = macros.filter((macro) => !withTrigger.has(macro));
  return {
    text: jsonLines([...made, ...found].map(({ body }) => body).filter(fits)),
    remarks: [
      ...nameSome('No trigger finds what ordinary text may hold too, or two errors share', untold.map(codeOf)),
      ...nameSome(
        'Left out, since Zendesk takes rules below 65 kB only',
        tooLong.map(({ macro }) => codeOf(macro)),
      ),
    ],
  };
}

const codeOf = ({ error }: TicketMacro): string => error.code;
const fits = (body: object): boolean => Buffer.byteLength(JSON.stringify(body)) < MOST_BYTES;

function macroBody({ name, reply, tag }: TicketMacro): object {
  return {
    macro: {
      title: name,
      actions: [
        { field: 'comment_value_html', value: reply.html },
        { field: 'current_tags', value: tag },
      ],
    },
  };
}

/** Only what opens a ticket is searched: a reply of ours names other codes as well. */
function triggerBody({ name, tag }: TicketMacro, { all, none }: Marks): object {
  const holds = (operator: string) => (value: string) => ({ field: 'comment_includes_word', operator, value });
  return {
    trigger: {
      title: name,
      conditions: {
        all: [
          { field: 'update_type', operator: 'is', value: 'Create' },
          ...all.map(holds('is')),
          ...none.map(holds('is_not')),
        ],
        any: [],
      },
      actions: [{ field: 'current_tags', value: tag }],
    },
  };
}
