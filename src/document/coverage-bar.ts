/** A bar of the coverage page, drawn at build: no style attributes, colours by class. */

const HEIGHT = 8;

/** A share as an SVG bar, with a notch where the site demands less than all; its words stand beside it. */
export function coverageBar(count: number, total: number, bar: number | undefined): string {
  const width = total === 0 ? 0 : Math.round((1000 * count) / total) / 10;
  const notch =
    bar === undefined || bar >= 100 ? '' : `<rect class="er-coverage-notch" x="${bar}" width="1" height="${HEIGHT}"/>`;
  return [
    `<svg class="er-coverage-bar" viewBox="0 0 100 ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">`,
    `<rect class="er-coverage-all" width="100" height="${HEIGHT}"/>`,
    `<rect class="er-coverage-known" width="${width}" height="${HEIGHT}"/>`,
    notch,
    '</svg>',
  ].join('');
}
