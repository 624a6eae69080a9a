/** Fewer pages than this are made before anyone asks. */
const FEW_PAGES = 500;
const STEPS = 10;

/** Makes a function that is called for each of some pages and tells how far they have come, ten times in all. */
export function countPages(total: number, say: (line: string) => void): () => void {
  let made = 0;
  return () => {
    const step = Math.floor((++made * STEPS) / total);
    if (total < FEW_PAGES || step === Math.floor(((made - 1) * STEPS) / total)) return;
    say(`${made.toLocaleString('en')} of ${total.toLocaleString('en')} pages`);
  };
}
