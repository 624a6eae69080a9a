import type { Page } from 'playwright/test';

/** How many pixels of a page lie beyond the side of the window. */
export function sidewaysRoom(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** What WCAG 1.4.12 lets a reader set. */
const TEXT_SPACING =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }';

/** Spaces the texts of a page as WCAG 1.4.12 lets a reader do. */
export function spaceTexts(page: Page): Promise<void> {
  return page.evaluate((css) => {
    const styles = new CSSStyleSheet();
    styles.replaceSync(css);
    document.adoptedStyleSheets.push(styles);
  }, TEXT_SPACING);
}

/** The contrast of two computed colours, from 1 to 21. */
export function contrastOf(page: Page, one: string, other: string): Promise<number> {
  return page.evaluate(
    (colors) => {
      const [first = 0, second = 0] = colors.map((color) => {
        const canvas = new OffscreenCanvas(1, 1).getContext('2d');
        if (!canvas) throw new Error('There is no canvas.');
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (byte) => {
          const part = byte / 255;
          return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      });
      return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    },
    [one, other],
  );
}
