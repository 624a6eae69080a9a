import { parseYaml } from '../formats/yaml.ts';
import { readData } from './read-data.ts';
import type { Reader } from './reader.ts';

/** Any YAML. */
export const yamlReader: Reader = {
  name: 'YAML',
  kind: 'yaml',
  endings: ['.yaml', '.yml'],
  read: (text, { mapping }) => readData(parseYaml(text), mapping),
};
