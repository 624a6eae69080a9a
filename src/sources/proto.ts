import protobuf from 'protobufjs';
import { plainComment } from './comments.ts';
import { constant, UnreadableSource, type Constant } from './constant.ts';

/** Protocol Buffers: the values of enums with their comments. JSON carries them by name, as its mapping says. */
export function readProto(text: string): readonly Constant[] {
  const root = parse(text);
  const lines = text.split('\n');
  return enumsIn(root).flatMap((list) => {
    const start = lines.findIndex((line) => new RegExp(`\\benum\\s+${list.name}\\b`).test(line));
    return Object.entries(list.values).map(([name, value]) => {
      const line = lines.findIndex(
        (each, index) => index >= start && new RegExp(`\\b${name}\\s*=\\s*-?\\d`).test(each),
      );
      const comment = list.comments[name] ?? undefined;
      return constant({
        name,
        value,
        fields: readOptions(list.valuesOptions?.[name]),
        comment: comment === undefined ? undefined : plainComment(comment),
        group: list.name,
        line: Math.max(line, 0) + 1,
      });
    });
  });
}

function parse(text: string): protobuf.NamespaceBase {
  try {
    return protobuf.parse(text, { keepCase: true, alternateCommentMode: true }).root;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnreadableSource(`It is not valid Protocol Buffers: ${reason.slice(0, LONGEST_REASON)}.`);
  }
}

const LONGEST_REASON = 150;

function enumsIn(owner: protobuf.NamespaceBase): readonly protobuf.Enum[] {
  return owner.nestedArray.flatMap((item) =>
    item instanceof protobuf.Enum ? [item] : item instanceof protobuf.Namespace ? enumsIn(item) : [],
  );
}

/** Options of a value by their last names: `(errors.http_status)` is `http_status`. One called code is no code of the payload. */
function readOptions(options: unknown): Readonly<Record<string, unknown>> {
  if (typeof options !== 'object' || options === null) return {};
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const [, own = ''] = /(\w+)\)?$/.exec(name) ?? [];
      return /^(?:code|deprecated)$/.test(own) || !['string', 'number'].includes(typeof value) ? [] : [[own, value]];
    }),
  );
}
