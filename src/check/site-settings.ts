import type { Misfit } from '../core/misfit.ts';
import type { Site } from '../core/site.ts';
import { decodePath } from '../core/site-path.ts';
import type { DescribeLink } from './links.ts';

/** An address in the settings of a site, and where it stands there. */
interface Address {
  readonly field: Misfit['field'];
  readonly href: string;
}

/** The files that a site names: logo, icon, fonts, and what its head loads from itself. */
function listNamedFiles({ logo, favicon, font = {}, head = [] }: Site): readonly Address[] {
  const pictures =
    typeof logo === 'object'
      ? ([
          ['src', logo.src],
          ['dark', logo.dark],
        ] as const)
      : [];
  return [
    ...pictures.map(([name, href]) => ({ field: ['logo', name], href })),
    { field: ['favicon'], href: favicon },
    ...(['text', 'code'] as const).flatMap((kind) =>
      (font[kind]?.files ?? []).map(({ src }, index) => ({ field: ['font', kind, 'files', index, 'src'], href: src })),
    ),
    ...head.flatMap(({ attributes }, index) =>
      (['src', 'href'] as const).map((name) => ({
        field: ['head', index, 'attributes', name],
        href: attributes[name],
      })),
    ),
  ].flatMap(({ field, href }) => (typeof href === 'string' && /^\/(?!\/)/.test(href) ? [{ field, href }] : []));
}

/** The files that a site names and nobody has put there; `paths` are those of all its pages and files, decoded. */
export function findLostFiles(site: Site, paths: ReadonlySet<string>): readonly Misfit[] {
  return listNamedFiles(site)
    .filter(({ href }) => !paths.has(decodePath(href.replace(/[?#].*$/s, ''))))
    .map(({ field, href }) => ({
      field,
      message: `There is no public${href} in the content folder; add the file, or correct its path.`,
    }));
}

/** The links of header and footer, and those to teams, that lead nowhere. */
export function findLostLinks({ header, footer, ranges = [] }: Site, describeLink: DescribeLink): readonly Misfit[] {
  const links: readonly Address[] = [
    ...Object.entries({ header, footer }).flatMap(([name, part]) =>
      (part?.links ?? []).map(({ href }, index) => ({ field: [name, 'links', index, 'href'], href })),
    ),
    ...ranges.flatMap(({ contact }, index) =>
      contact === undefined ? [] : [{ field: ['ranges', index, 'contact', 'href'], href: contact.href }],
    ),
  ];
  return links.flatMap(({ field, href }) => {
    const message = describeLink(href, '/');
    return message === undefined ? [] : [{ field, message }];
  });
}
