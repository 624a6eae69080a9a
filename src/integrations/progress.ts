import type { AstroIntegration } from 'astro';

/** Fewer pages than this are made before anyone asks. */
const FEW_PAGES = 500;
const STEPS = 10;

/** Tells how far a long build has come, one line for each tenth of the pages. */
export function progress(say: (line: string) => void): AstroIntegration {
  return {
    name: 'progress',
    hooks: {
      'astro:build:start': ({ setPrerenderer }) => {
        let total = 0;
        let made = 0;
        setPrerenderer((prerenderer) => ({
          ...prerenderer,
          getStaticPaths: async () => {
            const paths = await prerenderer.getStaticPaths();
            total = paths.length;
            return paths;
          },
          render: async (request, options) => {
            const step = Math.floor((++made * STEPS) / total);
            if (total >= FEW_PAGES && step > Math.floor(((made - 1) * STEPS) / total)) {
              say(`${made.toLocaleString('en')} of ${total.toLocaleString('en')} pages`);
            }
            return prerenderer.render(request, options);
          },
        }));
      },
    },
  };
}
