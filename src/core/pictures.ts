/** Pictures that lie beside the texts of errors: their paths there, and on the site. */
import { decodePath } from './site-path.ts';
import { filePath } from './url.ts';

const ENDING = '\\.(?:png|jpe?g|gif|webp|avif|svg)';
const PICTURE = new RegExp(`${ENDING}$`, 'i');

/** Whether a file is a picture, by the ending of its name. */
export const isPictureFile = (file: string): boolean => PICTURE.test(file);

/** Whether an address counts from the file in which it stands. */
export const isRelative = (href: string): boolean => !/^(?:[a-z][a-z\d+.-]*:|[/#?])/i.test(href);

/** The path inside the content folder to which a text in its folder `folder` leads; `undefined` where it leads out of that. */
export function resolveBeside(folder: string, href: string): string | undefined {
  const steps = folder.split('/');
  for (const step of decodePath(href).split('/')) {
    if (step === '..' && steps.pop() === undefined) return undefined;
    if (step !== '..' && step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

const CODE_OR_PICTURE = new RegExp(
  `^(\`{3,}|~{3,})[^]*?^\\1|(\`+)(?!\`)[^\\n]*?(?<!\`)\\2(?!\`)|(\\]\\(<?|^\\[[^\\]\\n]+\\]:[ \\t]*<?|\\bsrc=["'])([^\\s"'<>()]+${ENDING})(?=[\\s"'>)]|$)`,
  'gim',
);

/** Where a picture beside the texts of errors is published, by its path inside the content folder; `registry` names an included one. */
export function picturePath(file: string, registry: string | undefined): string {
  return filePath(registry === undefined ? file : `include/${registry}/${file}`);
}

/** The prose of an error with the addresses on the site of the pictures beside it. */
export function publishPictures(prose: string, registry?: string): string {
  return prose.replaceAll(CODE_OR_PICTURE, (match, _fence, _ticks, before?: string, href?: string) => {
    if (before === undefined || href === undefined || !isRelative(href)) return match;
    const file = resolveBeside('errors', href);
    return file?.startsWith('errors/') ? before + picturePath(file, registry) : match;
  });
}
