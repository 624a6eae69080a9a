import { parseJson } from '../formats/json.ts';
import { readData } from './read-data.ts';
import type { Reader } from './reader.ts';

/** Any JSON. */
export const jsonReader: Reader = {
  name: 'JSON',
  kind: 'json',
  endings: ['.json'],
  read: (text, { mapping }) => readData(parseJson(text), mapping),
};
